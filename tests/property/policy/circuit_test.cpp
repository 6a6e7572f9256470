// Whatever happens to a breaker: never more probes than allowed, never stuck, and its window is
// what a list of all outcomes says it is.

#include "policy/circuit.hpp"

#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"

namespace gameday::policy {
namespace {

BreakerOptions any_options(Rng& rng) {
  BreakerOptions options;
  options.window = 1 + static_cast<std::uint32_t>(rng.below(12));
  options.min_calls = 1 + static_cast<std::uint32_t>(rng.below(options.window));
  options.failure_rate = 1 + static_cast<std::uint32_t>(rng.below(100));
  options.slow_rate = 1 + static_cast<std::uint32_t>(rng.below(100));
  options.probes = 1 + static_cast<std::uint32_t>(rng.below(4));
  options.open = rng.between(1ms, 10s);
  if (rng.chance(Ratio{1, 2})) {
    options.age = rng.between(1ms, 20s);
  }
  if (rng.chance(Ratio{1, 2})) {
    options.open_most = options.open + rng.between(0s, 30s);
  }
  if (rng.chance(Ratio{1, 3})) {
    options.slow_start = rng.between(1ms, 60s);
  }
  return options;
}

/// Plays a client of the circuit, and keeps books of its own.
class Play {
 public:
  explicit Play(std::uint64_t seed) : rng_(seed), options_(any_options(rng_)), circuit_(options_) {}

  void step() {
    now_ += rng_.chance(Ratio{1, 20}) ? rng_.between(0s, 15s) : rng_.between(0s, 200ms);
    if (running_.empty() || rng_.chance(Ratio{1, 2})) {
      ask();
    } else {
      hear();
    }
    const auto probes = std::count_if(running_.begin(), running_.end(),
                                      [](const auto& permit) { return permit.probe; });
    ASSERT_LE(static_cast<std::uint32_t>(probes), options_.probes);
  }

  /// Nobody is under way, the longest time has passed: so many good probes, and all is well again.
  void recover() {
    for (const auto& permit : running_) {
      circuit_.given_back(permit);
    }
    now_ += options_.open_most.value_or(options_.open);
    ASSERT_NE(circuit_.state(now_), CircuitState::open);
    if (circuit_.state(now_) == CircuitState::closed) {
      return;
    }
    std::uint32_t probes = 0;
    while (circuit_.state(now_) != CircuitState::closed) {
      const auto permit = circuit_.try_acquire(now_);
      ASSERT_TRUE(permit);
      circuit_.ended(*permit, Mark(), now_);
      ASSERT_LE(++probes, options_.probes);
    }
    EXPECT_TRUE(circuit_.try_acquire(now_));
  }

 private:
  void ask() {
    const CircuitState before = circuit_.state(now_);
    const bool waits = circuit_.refuses_for(now_) > Duration::zero();
    const auto permit = circuit_.try_acquire(now_);
    if (before == CircuitState::closed) {
      ASSERT_TRUE(permit ? !permit->probe : circuit_.share(now_) < 100);
    } else {
      ASSERT_TRUE(!permit || permit->probe);
    }
    ASSERT_EQ(waits, before == CircuitState::open);
    ASSERT_FALSE(permit && before == CircuitState::open);
    if (permit) {
      running_.push_back(*permit);
    }
  }

  void hear() {
    const std::size_t at = rng_.below(running_.size());
    const Circuit::Permit permit = running_[at];
    running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(at));
    const CircuitState before = circuit_.state(now_);
    if (rng_.chance(Ratio{1, 5})) {
      circuit_.given_back(permit);
      ASSERT_EQ(circuit_.state(now_), before);
      return;
    }
    const Mark mark{rng_.chance(Ratio{1, 2}), rng_.chance(Ratio{1, 3})};
    const bool counts = before == CircuitState::closed && permit.era == era_of_window();
    circuit_.ended(permit, mark, now_);
    if (counts) {
      heard_.push_back({now_, mark});
      ASSERT_EQ(circuit_.state(now_) == CircuitState::open, should_open());
    }
    if (circuit_.counts().closed != closed_) {
      closed_ = circuit_.counts().closed;
      heard_.clear();
    }
  }

  /// Permits are numbered by the changes before them.
  std::uint64_t era_of_window() const {
    const auto& counts = circuit_.counts();
    return counts.opened + counts.half_opened + counts.closed;
  }

  bool should_open() const {
    std::uint32_t all = 0;
    std::uint32_t failed = 0;
    std::uint32_t slow = 0;
    for (auto one = heard_.rbegin(); one != heard_.rend() && all < options_.window; ++one) {
      if (options_.age && now_ - one->at > *options_.age) {
        break;
      }
      ++all;
      failed += one->mark.failed ? 1 : 0;
      slow += one->mark.slow ? 1 : 0;
    }
    return all >= options_.min_calls &&
           (failed * 100 >= options_.failure_rate * all || slow * 100 >= options_.slow_rate * all);
  }

  struct Heard {
    TimePoint at{};
    Mark mark;
  };
  Rng rng_;
  BreakerOptions options_;
  Circuit circuit_;
  TimePoint now_ = run_start;
  std::vector<Circuit::Permit> running_;
  std::vector<Heard> heard_;  // since it was closed
  std::uint64_t closed_ = 0;
};

/// However the calls come: as many pass as the shares at their times add up to, one at most is
/// missing.
TEST(CircuitProperty, ASlowStartLetsTheSumOfItsSharesThrough) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Rng rng(seed);
    BreakerOptions options;
    options.window = options.min_calls = 1;
    options.slow_start = rng.between(1s, 60s);
    Circuit circuit(options);
    circuit.ended(circuit.try_acquire(run_start).value(), Mark{true, false}, run_start);
    const TimePoint back = run_start + options.open;
    circuit.ended(circuit.try_acquire(back).value(), Mark(), back);
    double shares = 0;
    double passes = 0;
    for (TimePoint now = back; now < back + *options.slow_start; now += rng.between(0ms, 200ms)) {
      shares += 0.1 + 0.9 * to_seconds(now - back) / to_seconds(*options.slow_start);
      passes += circuit.try_acquire(now) ? 1 : 0;
      ASSERT_NEAR(passes, shares + 0.4, 0.51) << seed;  // the first passes at once
    }
    EXPECT_TRUE(circuit.try_acquire(back + *options.slow_start));
    EXPECT_EQ(circuit.share(back + *options.slow_start), 100U);
  }
}

TEST(CircuitProperty, HoldsWhateverHappens) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE(seed);
    Play play(seed);
    for (int step = 0; step < 600 && !::testing::Test::HasFailure(); ++step) {
      play.step();
    }
    play.recover();
    if (::testing::Test::HasFailure()) {
      return;
    }
  }
}

}  // namespace
}  // namespace gameday::policy
