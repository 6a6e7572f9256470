#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  if (!options.deadline) {
    return;
  }
  for (const Provider* provider : asked(options)) {
    const Duration limit = try_limit(provider->timeouts, Shape::unary);
    if (limit <= *options.deadline) {
      continue;
    }
    Finding finding;
    finding.where = where(options, provider->name, Setting::attempt);
    finding.subject = provider->name;
    finding.what = fmt::format(
        "One try may take {}, the whole request only {}: the try's limit "
        "never ends anything.",
        spoken(limit), spoken(*options.deadline));
    finding.fix = write_time(options, Setting::attempt, *options.deadline * 4 / 5, "");
    findings.push_back(std::move(finding));
  }
}

}  // namespace

Rule deadline_shorter_than_one_attempt() {
  return {"deadline-shorter-than-one-attempt",
          "a single try may use up the whole deadline",
          "A try's own limit that is longer than the deadline can never end a try: the deadline "
          "does, and then nothing is left for anybody else. The limit reads like protection and "
          "is none.",
          R"({"deadline_ms": 5000, "timeouts_ms": {"attempt": 60000}})",
          R"({"deadline_ms": 15000, "timeouts_ms": {"attempt": 12000}})",
          look};
}

}  // namespace gameday::gateway::lint
