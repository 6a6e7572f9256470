#include "verdict/retry_hints.hpp"

#include <algorithm>
#include <span>
#include <tuple>

namespace gameday::verdict {
namespace {

using record::AttemptRecord;

bool is_call(const AttemptRecord& attempt) {
  return attempt.model_call || attempt.ordinal.has_value();
}

auto key(const AttemptRecord* attempt) {
  return std::tie(attempt->experiment, attempt->arm, attempt->provider, attempt->key);
}

TimePoint told(const AttemptRecord& attempt) {
  return attempt.answered.value_or(attempt.ended);
}

// All of one key, by arrival.
void look_at_key(std::span<const AttemptRecord* const> calls,
                 std::vector<const AttemptRecord*>& out) {
  std::vector<const AttemptRecord*> hints;
  std::ranges::copy_if(calls, std::back_inserter(hints),
                       [](const AttemptRecord* call) { return is_hint(*call); });
  std::ranges::stable_sort(hints, {}, [](const AttemptRecord* hint) { return told(*hint); });
  auto next = hints.begin();
  TimePoint until = run_start;
  for (const AttemptRecord* call : calls) {
    for (; next != hints.end() && told(**next) <= call->arrived; ++next) {
      until = std::max(until, later(told(**next), *(*next)->retry_after));
    }
    if (call->arrived < until) {
      out.push_back(call);
    }
  }
}

}  // namespace

bool is_hint(const AttemptRecord& attempt) {
  return is_call(attempt) && attempt.retry_after.has_value();
}

std::vector<const AttemptRecord*> too_soon(const std::vector<AttemptRecord>& attempts) {
  std::vector<const AttemptRecord*> calls;
  for (const AttemptRecord& attempt : attempts) {
    if (is_call(attempt)) {
      calls.push_back(&attempt);
    }
  }
  std::ranges::stable_sort(calls, {}, [](const AttemptRecord* attempt) {
    return std::tuple_cat(key(attempt), std::tuple(attempt->arrived));
  });
  std::vector<const AttemptRecord*> out;
  for (auto from = calls.begin(); from != calls.end();) {
    const auto to = std::ranges::find_if(
        from, calls.end(), [&](const AttemptRecord* call) { return key(call) != key(*from); });
    look_at_key({from, to}, out);
    from = to;
  }
  return out;
}

}  // namespace gameday::verdict
