#include "gateway/target_request.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace gameday::gateway {

namespace {

void merge(std::vector<std::string> more, std::vector<std::string>& names) {
  names.insert(names.end(), std::make_move_iterator(more.begin()),
               std::make_move_iterator(more.end()));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
}

/// By the rules; nothing: they let it pass.
std::optional<policy::Failure> refusal_of(const llm::Fitted& fitted, const Target& target) {
  if (fitted.refused.empty()) {
    return std::nullopt;
  }
  return unfit(fmt::format("`{}` is not for {}/{}: the gateway's config refuses it there.",
                           fitted.refused, target.provider, target.model));
}

}  // namespace

llm::ParameterRules rules_of(const Provider& provider, const Target& target) {
  llm::ParameterRules rules = target.parameters;
  rules.insert(provider.parameters.begin(), provider.parameters.end());
  return rules;
}

Or<Asked> asked_of(const Dialect& dialect, const llm::ParameterRules& rules, const Target& target,
                   std::string_view body) {
  llm::Fitted fitted = llm::fitted(body, rules);
  if (auto refusal = refusal_of(fitted, target)) {
    return *std::move(refusal);
  }
  Or<Asked> asked =
      dialect.asked(fitted.body ? std::string_view(*fitted.body) : body, target.model);
  if (asked && !fitted.dropped.empty()) {
    merge(std::move(fitted.dropped), asked->dropped);
  }
  return asked;
}

policy::Misfit misfit_of(const Dialect& dialect, const llm::ParameterRules& rules,
                         const Target& target) {
  if (dialect.which() != llm::Dialect::openai) {
    return [&dialect, rules, target](const policy::Request& request) {
      const Or<Asked> asked = asked_of(dialect, rules, target, request.body);
      return asked ? std::nullopt : std::optional(asked.error());
    };
  }
  // OpenAI's own words can all be said there: only a rule may be against it.
  llm::ParameterRules refusals;
  std::copy_if(rules.begin(), rules.end(), std::inserter(refusals, refusals.end()),
               [](const auto& rule) { return rule.second == llm::ParameterRule::refuse; });
  if (refusals.empty()) {
    return {};
  }
  return [refusals, target](const policy::Request& request) {
    return refusal_of(llm::fitted(request.body, refusals), target);
  };
}

}  // namespace gameday::gateway
