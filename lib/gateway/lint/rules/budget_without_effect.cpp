#include <fmt/format.h>

#include "gateway/lint/leg.hpp"
#include "gateway/lint/rules/rules.hpp"

namespace gameday::gateway::lint {
namespace {

/// The most that one request may make, over the whole chain.
std::uint32_t most_retries(const Options& options) {
  std::uint32_t most = 0;
  for (std::size_t place = 0; place < options.chain.size(); ++place) {
    most += provider_of(options, place).retry.max;
  }
  return most;
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const std::uint32_t retries = most_retries(options);
  if (!options.budget || retries == 0) {
    return;
  }
  const BudgetOptions& budget = *options.budget;
  const bool all = std::uint64_t{budget.percent} >= std::uint64_t{retries} * 100;
  const bool none = budget.percent == 0 && budget.per_second == 0;
  if (!all && !none) {
    return;
  }
  Finding finding;
  finding.where = {{"budget", "percent"}, {"budget"}, {"providers"}};
  finding.what =
      all ? fmt::format(
                "The retry budget lets every retry pass: a request makes {} at most, and "
                "each request pays for {} % of one.",
                retries, budget.percent)
          : "The retry budget has room for no retry at all, so retry.max says nothing.";
  finding.fix = all ? "Write \"budget\": {\"percent\": 20}, or \"budget\": false where all of them "
                      "are meant."
                    : "Write \"budget\": {\"percent\": 20}, or \"retry\": {\"max\": 0} where none "
                      "is meant.";
  findings.push_back(std::move(finding));
}

}  // namespace

Rule budget_without_effect() {
  return {"budget-without-effect",
          "a retry budget that lets every retry pass, or none",
          "Retries that mend single failures multiply an outage: each of a thousand requests asks "
          "twice. A budget bounds them to a share of the requests. One whose share is as much as a "
          "request may retry never says no; one without any room takes the retries away that "
          "mend a passing failure, and the chain is the poorer for it.",
          R"({"budget": {"percent": 300}, "retry": {"max": 1}})",
          R"({"budget": {"percent": 20}, "retry": {"max": 1}})",
          look};
}

}  // namespace gameday::gateway::lint
