#include <algorithm>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"
#include "gateway/lint/worst_case.hpp"

namespace gameday::gateway::lint {
namespace {

struct Silence {
  FailureClass what;
  Shape shape;
  Setting setting;
  Duration good;  // what a healthy provider keeps
};

constexpr Silence silences[] = {
    {FailureClass::black_hole, Shape::unary, Setting::connect, 1s},
    {FailureClass::silent_headers, Shape::unary, Setting::unary_headers, 30s},
    {FailureClass::silent_headers, Shape::streamed, Setting::headers, 4s},
    {FailureClass::silent_after_headers, Shape::streamed, Setting::first_token, 4s},
};

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  const bool alone = std::all_of(
      options.chain.begin(), options.chain.end(),
      [&](const Target& target) { return target.provider == options.chain.front().provider; });
  if (alone) {
    return;  // that there is no other provider is another rule's matter
  }
  for (const Silence& silence : silences) {
    const WorstCase worst = worst_case(options, silence.what, silence.shape);
    if (worst.failover && *worst.failover < context.client_timeout) {
      continue;
    }
    const std::string& first = options.chain.front().provider;
    Finding finding;
    finding.severity = Severity::error;
    finding.where = where(options, first, silence.setting);
    finding.subject = first;
    finding.what =
        fmt::format("{} ({}): {} ends before another provider is asked ({}).",
                    to_text(silence.what), to_text(silence.shape),
                    worst.failover ? "the client's patience" : "the deadline", worst.primary.words);
    const Duration room = std::min(options.deadline.value_or(forever), context.client_timeout);
    finding.fix = write_time(options, silence.setting, std::min(room / 3, silence.good), "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule fallback_never_reached() {
  return {"fallback-never-reached",
          "a silent primary uses up the time that the fallback needs",
          "A fallback helps only if it is asked while somebody still waits. When the first "
          "target's silence (a connection that is never made, no head, no first token) lasts "
          "until the deadline or until the client leaves, the chain behind it is decoration: "
          "the day it is needed, nothing fails over.",
          R"({"deadline_ms": 10000, "timeouts_ms": {"unary_headers": 30000}})",
          R"({"deadline_ms": 25000, "timeouts_ms": {"unary_headers": 10000}})",
          look};
}

}  // namespace gameday::gateway::lint
