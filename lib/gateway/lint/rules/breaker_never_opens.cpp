#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "gateway/lint/rules/rules.hpp"
#include "gateway/lint/rules/words.hpp"

namespace gameday::gateway::lint {
namespace {

/// Calls that one key ends in one second: no provider's limit for a key is so high.
constexpr std::int64_t busiest_key = 100;
constexpr Duration good_window = 60s;  // a minute holds ten calls of a key that is in use

struct Flaw {
  Setting setting;
  std::string what;
  std::string fix;
};

Duration longest_try(const Timeouts& timeouts) {
  return std::max(try_limit(timeouts, Shape::unary), try_limit(timeouts, Shape::streamed));
}

std::optional<Flaw> too_short_a_window(const Options& options, const BreakerOptions& breaker) {
  const auto needed = Duration(1s) * breaker.min_calls / busiest_key;
  if (!breaker.age || *breaker.age >= needed) {
    return std::nullopt;
  }
  return Flaw{Setting::breaker_age,
              fmt::format("A breaker that needs {} calls within {} never sees so many: of one key "
                          "that were more than {} a second.",
                          breaker.min_calls, spoken(*breaker.age), busiest_key),
              write_time(options, Setting::breaker_age, good_window, "")};
}

std::optional<Flaw> too_slow_to_be_slow(const Options& options, const Provider& provider) {
  const BreakerOptions& breaker = *provider.breaker;
  const Duration limit =
      std::min(longest_try(provider.timeouts), options.deadline.value_or(forever));
  if (!breaker.slow || *breaker.slow < limit) {
    return std::nullopt;
  }
  return Flaw{
      Setting::breaker_slow,
      fmt::format("No call is ever slow: it would have to take {}, but a try ends after {}.",
                  spoken(*breaker.slow), spoken(limit)),
      write_time(options, Setting::breaker_slow, limit / 2, "")};
}

/// What the deadline ends is not held against the provider: the client may have chosen it.
std::optional<Flaw> deadline_comes_first(const Options& options, const Provider& provider) {
  const Timeouts& timeouts = provider.timeouts;
  const Duration silence = std::min(timeouts.unary_headers, try_limit(timeouts, Shape::unary));
  const Duration deadline = options.deadline.value_or(forever);
  const bool slow_sees_it = provider.breaker->slow && *provider.breaker->slow < deadline;
  if (silence < deadline || deadline == forever || slow_sees_it) {
    return std::nullopt;
  }
  return Flaw{Setting::unary_headers,
              fmt::format("A provider that leaves unary calls unanswered never opens its breaker: "
                          "the deadline ends "
                          "a try after {}, before its own limit of {} does.",
                          spoken(deadline), spoken(silence)),
              write_time(options, Setting::unary_headers, deadline / 3, "")};
}

void look(const Context& context, std::vector<Finding>& findings) {
  const Options& options = context.options;
  for (const Provider* provider : asked(options)) {
    if (!provider->breaker) {
      continue;
    }
    for (auto& flaw :
         {too_short_a_window(options, *provider->breaker), too_slow_to_be_slow(options, *provider),
          deadline_comes_first(options, *provider)}) {
      if (!flaw) {
        continue;
      }
      Finding finding;
      finding.where = where(options, provider->name, flaw->setting);
      finding.subject = provider->name;
      finding.what = flaw->what;
      finding.fix = flaw->fix;
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace

Rule breaker_never_opens() {
  return {"breaker-never-opens",
          "a breaker, or a part of it, that can never open",
          "A breaker that is set so that it cannot open looks like protection and is none: the "
          "dead provider is asked by every request, and each pays its timeout. It happens with a "
          "window too short to hold the calls that it needs (seconds written for milliseconds), "
          "with calls that count as slow only after their own time limit, and where the deadline "
          "ends each try before a timeout does.",
          R"({"breaker": {"window_ms": 60, "min_calls": 10}})",
          R"({"breaker": {"window_ms": 60000, "min_calls": 10}})",
          look};
}

}  // namespace gameday::gateway::lint
