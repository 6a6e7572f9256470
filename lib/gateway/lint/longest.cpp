#include "gateway/lint/longest.hpp"

#include <algorithm>
#include <map>

#include "policy/describe.hpp"

namespace gameday::gateway::lint {
namespace {

using policy::plus;
using policy::times;

bool is_fixed(const Leg& leg) {
  return leg.slack == Duration::zero() &&
         std::all_of(leg.waits.begin(), leg.waits.end(),
                     [](const Wait& wait) { return wait.least == wait.most; });
}

/// By tries made so far: the earliest time at which the next leg may begin.
using Front = std::map<std::uint32_t, Duration>;

class Busiest {
 public:
  Busiest(Duration deadline, bool fixed) : deadline_(deadline), fixed_(fixed) {}

  /// All ways through one leg.
  Front through(const Leg& leg, const Front& from) {
    Front to;
    for (const auto& [tries, at] : from) {
      walk(leg, tries, at, to);
    }
    return to;
  }
  std::uint32_t most() const { return most_; }

 private:
  void walk(const Leg& leg, std::uint32_t tries, Duration now, Front& to) {
    if (!go(leg.first, leg.each, tries, now)) {
      return;
    }
    for (const Wait& wait : leg.waits) {
      const bool fits = plus(now, wait.least) < deadline_;
      if (!fits || !fixed_) {
        arrive(to, tries, now);  // an unlucky draw, or one that was never going to fit
      }
      if (!fits) {
        return;
      }
      now = plus(now, wait.least);
      if (!go(wait.tries, leg.each, tries, now)) {
        return;
      }
    }
    arrive(to, tries, now);
  }

  /// False: the deadline has come.
  bool go(std::uint32_t count, Duration each, std::uint32_t& tries, Duration& now) {
    for (std::uint32_t at = 0; at < count; ++at) {
      if (now >= deadline_) {
        return false;
      }
      ++tries;
      most_ = std::max(most_, tries);
      now = plus(now, each);
    }
    return now < deadline_;
  }

  static void arrive(Front& to, std::uint32_t tries, Duration now) {
    const auto [place, is_new] = to.try_emplace(tries, now);
    if (!is_new) {
      place->second = std::min(place->second, now);
    }
  }

  Duration deadline_;
  bool fixed_;
  std::uint32_t most_ = 0;
};

}  // namespace

Longest longest(const std::vector<Leg>& legs, std::optional<Duration> deadline) {
  const Duration due = deadline.value_or(forever);
  const Longest cut{due, true};
  bool fixed = true;  // so far: no draw can have moved what comes
  Duration now{};
  for (const Leg& leg : legs) {
    fixed = fixed && leg.slack == Duration::zero();
    now = plus(plus(now, leg.slack), times(leg.each, leg.first));
    if (now >= due) {
      return cut;
    }
    for (const Wait& wait : leg.waits) {
      const bool fits = plus(now, wait.most) < due;
      fixed = fixed && wait.least == wait.most;
      if (!fits && !fixed) {
        return cut;
      }
      if (!fits) {
        break;
      }
      now = plus(plus(now, wait.most), times(leg.each, wait.tries));
      if (now >= due) {
        return cut;
      }
    }
  }
  return {now, false};
}

std::uint32_t most_tries(const std::vector<Leg>& legs, std::optional<Duration> deadline) {
  Busiest busiest(deadline.value_or(forever), std::all_of(legs.begin(), legs.end(), is_fixed));
  Front front{{0, Duration::zero()}};
  for (const Leg& leg : legs) {
    front = busiest.through(leg, front);
  }
  return busiest.most();
}

}  // namespace gameday::gateway::lint
