#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

constexpr std::uint64_t tokens_per_second = 50;  // a large model on a normal day

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const Duration needed = std::chrono::milliseconds(context.max_tokens * 1000 / tokens_per_second);
  for (const Provider* provider : asked_to_chat(options)) {
    const Timeouts& timeouts = provider->timeouts;
    const Duration own = std::min(timeouts.unary_headers, try_limit(timeouts, Shape::unary));
    const Duration limit = std::min(own, options.deadline.value_or(forever));
    if (limit >= needed) {
      continue;
    }
    const bool by_deadline = limit < own;
    Finding finding;
    finding.where = by_deadline ? where_deadline(options)
                                : where(options, provider->name, Setting::unary_headers);
    finding.subject = by_deadline ? "" : provider->name;
    finding.what = fmt::format(
        "An answer of {} tokens takes {} at {} tokens a second; it is given "
        "up after {}.",
        context.max_tokens, spoken(needed), tokens_per_second, spoken(limit));
    const Duration enough = needed * 6 / 5;
    finding.fix = (by_deadline ? fmt::format("Set \"deadline_ms\": {}", enough / 1ms)
                               : fmt::format("Write {}", pasted(options, Setting::unary_headers,
                                                                time_value(options, enough)))) +
                  ", or say --max-tokens.";
    findings.push_back(std::move(finding));
    if (by_deadline) {
      return;  // the same for all of them
    }
  }
}

}  // namespace

Rule unary_timeout_too_short() {
  return {"unary-timeout-too-short",
          "a healthy long answer is given up",
          "A call that does not stream sends nothing until the whole answer is generated. At 50 "
          "tokens a second, a common pace of a large model, 500 tokens take 10 s: a shorter "
          "limit takes a healthy provider for a dead one, pays twice for the answer, and fails "
          "over when nothing is wrong. Say --max-tokens to match what the callers ask for.",
          R"({"timeouts_ms": {"unary_headers": 2000}})",
          R"({"timeouts_ms": {"unary_headers": 12000}})",
          look};
}

}  // namespace gameday::gateway::lint
