#include "verdict/retry_hints.hpp"

#include <algorithm>
#include <map>
#include <span>
#include <tuple>

namespace gameday::verdict {
namespace {

using record::AttemptRecord;

// One WAN round trip: so long other requests may not have heard of a hint, or were under way.
constexpr Duration heard_by_all = 20ms;

bool is_call(const AttemptRecord& attempt) {
  return attempt.model_call || attempt.ordinal.has_value();
}

auto key(const AttemptRecord* attempt) {
  return std::tie(attempt->experiment, attempt->arm, attempt->provider, attempt->key);
}

TimePoint told(const AttemptRecord& attempt) {
  return attempt.answered.value_or(attempt.ended);
}

// All calls with one key.
struct Calls {
  std::vector<const AttemptRecord*> all;
  bool hinted = false;
};

// What hints bind a caller to, as it hears of them.
class Bans {
 public:
  void tell(const AttemptRecord& hint) {
    until_ = std::max(until_, later(told(hint), *hint.retry_after));
  }
  bool forbid(const AttemptRecord& call) const { return call.arrived < until_; }

 private:
  TimePoint until_ = run_start;
};

// All of one key, by arrival.
void look_at_key(std::span<const AttemptRecord* const> calls,
                 std::vector<const AttemptRecord*>& out) {
  std::vector<const AttemptRecord*> hints;
  std::ranges::copy_if(calls, std::back_inserter(hints),
                       [](const AttemptRecord* call) { return is_hint(*call); });
  std::ranges::stable_sort(hints, {}, [](const AttemptRecord* hint) { return told(*hint); });
  auto own = hints.begin();
  auto others = hints.begin();
  std::map<std::uint32_t, Bans> of_request;
  Bans of_all;
  for (const AttemptRecord* call : calls) {
    for (; own != hints.end() && told(**own) < call->arrived; ++own) {
      if ((*own)->ordinal) {
        of_request[*(*own)->ordinal].tell(**own);
      }
    }
    for (; others != hints.end() && later(told(**others), heard_by_all) <= call->arrived;
         ++others) {
      of_all.tell(**others);
    }
    const auto mine = of_request.find(call->ordinal.value_or(0));
    const bool knew = call->ordinal && mine != of_request.end() && mine->second.forbid(*call);
    if (knew || of_all.forbid(*call)) {
      out.push_back(call);
    }
  }
}

}  // namespace

bool is_hint(const AttemptRecord& attempt) {
  return is_call(attempt) && attempt.retry_after.has_value();
}

// Most keys never hear a hint: only the calls of those that do are put in order.
std::vector<const AttemptRecord*> too_soon(const std::vector<AttemptRecord>& attempts) {
  std::map<decltype(key(nullptr)), Calls> by_key;
  for (const AttemptRecord& attempt : attempts) {
    if (is_call(attempt)) {
      Calls& calls = by_key[key(&attempt)];
      calls.all.push_back(&attempt);
      calls.hinted = calls.hinted || is_hint(attempt);
    }
  }
  std::vector<const AttemptRecord*> out;
  for (auto& [unused, calls] : by_key) {
    if (calls.hinted) {
      std::ranges::stable_sort(calls.all, {}, &AttemptRecord::arrived);
      look_at_key(calls.all, out);
    }
  }
  return out;
}

}  // namespace gameday::verdict
