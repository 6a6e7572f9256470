// Whatever comes and goes: never more than the limit, never a free slot while somebody waits, and
// first come, first served.

#include "policy/slots.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"

namespace gameday::policy {
namespace {

/// Plays everybody who asks, and keeps books of its own.
class Play {
 public:
  explicit Play(std::uint64_t seed) : rng_(seed), options_(any(rng_)), slots_(options_) {}

  void step() {
    now_ += rng_.between(0ms, 100ms);
    if (rng_.chance(Ratio{1, 2})) {
      come();
    } else if (running_ > 0 && rng_.chance(Ratio{2, 3})) {
      leave();
    } else if (!waiting_.empty()) {
      give_up();
    }
    ASSERT_EQ(slots_.in_use(), running_);
    ASSERT_LE(running_, options_.limit);
    ASSERT_LE(slots_.queued(), options_.queue);
    ASSERT_TRUE(slots_.queued() == 0 || running_ == options_.limit);
  }

 private:
  static ConcurrencyOptions any(Rng& rng) {
    ConcurrencyOptions options;
    options.limit = 1 + rng.below(4);
    options.queue = rng.below(5);
    options.queue_time = rng.between(1ms, 500ms);
    return options;
  }

  void come() {
    const TimePoint due = rng_.chance(Ratio{1, 3}) ? now_ + rng_.between(1ms, 300ms) : never;
    const Slots::Entry entry = slots_.enter(now_, due);
    if (entry.what == Slots::Entry::slot) {
      ++running_;
    } else if (entry.what == Slots::Entry::queue) {
      ASSERT_EQ(entry.until, std::min(due, now_ + options_.queue_time));
      waiting_.push_back(entry);
    }
  }

  void leave() {
    const auto next = std::find_if(waiting_.begin(), waiting_.end(),
                                   [&](const auto& entry) { return entry.until > now_; });
    const auto given = slots_.left(now_);
    ASSERT_EQ(given.has_value(), next != waiting_.end());
    if (given) {
      ASSERT_EQ(*given, next->ticket);
      waiting_.erase(next);
    } else {
      --running_;
    }
  }

  void give_up() {
    const auto one = waiting_.begin() + static_cast<std::ptrdiff_t>(rng_.below(waiting_.size()));
    const auto shed = slots_.shed();
    const bool over = one->until <= now_;
    if (over) {
      slots_.timed_out(one->ticket);
    } else {
      slots_.gave_up(one->ticket);
    }
    ASSERT_EQ(slots_.shed(), shed + (over ? 1 : 0));
    waiting_.erase(one);
  }

  Rng rng_;
  ConcurrencyOptions options_;
  Slots slots_;
  TimePoint now_{};
  std::uint64_t running_ = 0;
  std::vector<Slots::Entry> waiting_;  // those who may not have heard that their time is over, too
};

TEST(SlotsProperties, NeverTooManyAndNeverOneForgotten) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Play play(seed);
    for (int step = 0; step < 400; ++step) {
      SCOPED_TRACE(seed);
      ASSERT_NO_FATAL_FAILURE(play.step());
    }
  }
}

}  // namespace
}  // namespace gameday::policy
