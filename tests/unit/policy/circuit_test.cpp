// What opens a breaker, what closes it, and what does neither.

#include "policy/circuit.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace gameday::policy {
namespace {

constexpr Mark good{false, false};
constexpr Mark bad{true, false};
constexpr Mark slow{false, true};

/// Half of four, three at least.
BreakerOptions small() {
  BreakerOptions options;
  options.window = 4;
  options.min_calls = 3;
  return options;
}

void end_each(Circuit& circuit, const std::vector<Mark>& marks, TimePoint now = run_start) {
  for (const Mark mark : marks) {
    circuit.ended(circuit.try_acquire(now).value(), mark, now);
  }
}

Circuit opened(const BreakerOptions& options) {
  Circuit circuit(options);
  end_each(circuit, std::vector<Mark>(options.min_calls, bad));
  EXPECT_EQ(circuit.state(run_start), CircuitState::open);
  return circuit;
}

TEST(Circuit, OpensAtItsShareOfEnoughCalls) {
  Circuit few(small());
  end_each(few, {bad, bad});
  EXPECT_EQ(few.state(run_start), CircuitState::closed);
  Circuit below(small());
  end_each(below, {good, good, bad, good});
  EXPECT_EQ(below.state(run_start), CircuitState::closed);
  Circuit exactly(small());
  end_each(exactly, {good, good, bad, bad});
  EXPECT_EQ(exactly.state(run_start), CircuitState::open);
}

TEST(Circuit, LooksAtTheLatestCallsOnly) {
  BreakerOptions options = small();
  options.min_calls = 4;
  Circuit circuit(options);
  end_each(circuit, {bad, good, good, good, bad});  // the first is out of the window
  EXPECT_EQ(circuit.state(run_start), CircuitState::closed);
  end_each(circuit, {good, bad});
  EXPECT_EQ(circuit.state(run_start), CircuitState::open);
}

TEST(Circuit, OrAtNoneThatIsTooOld) {
  BreakerOptions options = small();
  options.age = 10s;
  Circuit circuit(options);
  end_each(circuit, {bad, bad});
  end_each(circuit, {bad, bad}, run_start + 11s);
  EXPECT_EQ(circuit.state(run_start + 11s), CircuitState::closed);
  end_each(circuit, {bad}, run_start + 21s);
  EXPECT_EQ(circuit.state(run_start + 21s), CircuitState::open);
}

TEST(Circuit, SlowCallsOpenItToo) {
  Circuit some(small());
  end_each(some, {slow, slow, slow});
  EXPECT_EQ(some.state(run_start), CircuitState::open);
  BreakerOptions options = small();
  options.min_calls = 4;
  Circuit mixed(options);
  end_each(mixed, {slow, slow, slow, good});
  EXPECT_EQ(mixed.state(run_start), CircuitState::closed);
}

TEST(Circuit, RefusesUntilItsTimeIsOver) {
  Circuit circuit = opened(small());
  EXPECT_EQ(circuit.refuses_for(run_start + 1s), 4s);
  EXPECT_FALSE(circuit.try_acquire(run_start + 5s - 1ns));
  EXPECT_TRUE(circuit.try_acquire(run_start + 5s));
  EXPECT_EQ(circuit.counts().refused, 1U);
}

TEST(Circuit, LetsExactlyItsProbesThrough) {
  BreakerOptions options = small();
  options.probes = 2;
  Circuit circuit = opened(options);
  const TimePoint now = run_start + 5s;
  const auto one = circuit.try_acquire(now);
  const auto other = circuit.try_acquire(now);
  ASSERT_TRUE(one && other);
  EXPECT_FALSE(circuit.try_acquire(now));
  circuit.ended(*one, good, now);
  EXPECT_FALSE(circuit.try_acquire(now));  // two decide, and both are given out
  circuit.ended(*other, good, now);
  EXPECT_EQ(circuit.state(now), CircuitState::closed);
  end_each(circuit, {bad, bad}, now);  // nothing from before is remembered
  EXPECT_EQ(circuit.state(now), CircuitState::closed);
}

TEST(Circuit, ACancelledProbeGivesItsPlaceBack) {
  Circuit circuit = opened(small());
  const TimePoint now = run_start + 5s;
  circuit.given_back(circuit.try_acquire(now).value());
  EXPECT_EQ(circuit.state(now), CircuitState::half_open);
  circuit.ended(circuit.try_acquire(now).value(), good, now);
  EXPECT_EQ(circuit.state(now), CircuitState::closed);
}

TEST(Circuit, ABadOrASlowProbeOpensItAgain) {
  for (const Mark mark : {bad, slow}) {
    Circuit circuit = opened(small());
    const TimePoint now = run_start + 5s;
    circuit.ended(circuit.try_acquire(now).value(), mark, now);
    EXPECT_EQ(circuit.refuses_for(now), 5s);
  }
}

TEST(Circuit, StaysOpenForLongerWhileProbesFail) {
  BreakerOptions options = small();
  options.open_most = 15s;
  Circuit circuit = opened(options);
  TimePoint now = run_start;
  for (const Duration time : {5s, 10s, 15s, 15s}) {
    EXPECT_EQ(circuit.refuses_for(now), time);
    now += time;
    circuit.ended(circuit.try_acquire(now).value(), bad, now);
  }
  now += 15s;
  circuit.ended(circuit.try_acquire(now).value(), good, now);
  end_each(circuit, {bad, bad, bad}, now);
  EXPECT_EQ(circuit.refuses_for(now), 5s);
}

TEST(Circuit, WhatIsHeardOfLateChangesNothing) {
  Circuit circuit(small());
  const auto early = circuit.try_acquire(run_start).value();
  const auto other = circuit.try_acquire(run_start).value();
  end_each(circuit, {bad, bad, bad});
  circuit.ended(early, good, run_start + 1s);
  EXPECT_EQ(circuit.refuses_for(run_start + 1s), 4s);
  const auto probe = circuit.try_acquire(run_start + 5s).value();
  circuit.ended(other, bad, run_start + 6s);
  EXPECT_EQ(circuit.state(run_start + 6s), CircuitState::half_open);
  circuit.ended(probe, good, run_start + 7s);
  EXPECT_EQ(circuit.state(run_start + 7s), CircuitState::closed);
}

/// Closed again at 5 s.
Circuit back_again(const BreakerOptions& options) {
  Circuit circuit = opened(options);
  const TimePoint now = run_start + 5s;
  circuit.ended(circuit.try_acquire(now).value(), good, now);
  EXPECT_EQ(circuit.state(now), CircuitState::closed);
  return circuit;
}

int passes_of(Circuit& circuit, int calls, TimePoint now) {
  int passes = 0;
  for (int call = 0; call < calls; ++call) {
    passes += circuit.try_acquire(now) ? 1 : 0;
  }
  return passes;
}

TEST(Circuit, ASlowStartLetsATenthThroughThenMoreThenAll) {
  BreakerOptions options = small();
  options.slow_start = 90s;
  Circuit circuit = back_again(options);
  const TimePoint now = run_start + 5s;
  EXPECT_EQ(circuit.share(now), 10U);
  EXPECT_TRUE(circuit.try_acquire(now));  // the first one, so that a quiet client sees it too
  EXPECT_EQ(passes_of(circuit, 9, now), 0);
  EXPECT_EQ(passes_of(circuit, 100, now), 10);
  EXPECT_EQ(circuit.share(now + 40s), 50U);
  EXPECT_EQ(passes_of(circuit, 100, now + 40s), 50);
  EXPECT_EQ(circuit.share(now + 90s), 100U);
  EXPECT_EQ(passes_of(circuit, 100, now + 90s), 100);
  EXPECT_EQ(circuit.counts().refused, 9U + 90U + 50U);
}

TEST(Circuit, ASlowStartRefusesNobodyWhoHasNowhereElseToGo) {
  BreakerOptions options = small();
  options.slow_start = 90s;
  Circuit circuit = back_again(options);
  for (int call = 0; call < 100; ++call) {
    EXPECT_TRUE(circuit.try_acquire(run_start + 6s, false));
  }
  Circuit open = opened(options);
  EXPECT_FALSE(open.try_acquire(run_start, false));
}

TEST(Circuit, FailuresOpenItInASlowStartToo) {
  BreakerOptions options = small();
  options.slow_start = 90s;
  Circuit circuit = back_again(options);
  TimePoint now = run_start + 5s;
  for (int call = 0; circuit.state(now) == CircuitState::closed && call < 100; ++call) {
    if (const auto permit = circuit.try_acquire(now)) {
      circuit.ended(*permit, bad, now);
    }
  }
  EXPECT_EQ(circuit.refuses_for(now), 5s);
  EXPECT_EQ(circuit.share(now), 0U);
  now += 5s;
  circuit.ended(circuit.try_acquire(now).value(), good, now);
  EXPECT_EQ(circuit.share(now), 10U);  // from the start
}

TEST(Circuit, ANewOneLetsAllThrough) {
  BreakerOptions options = small();
  options.slow_start = 90s;
  Circuit circuit(options);
  EXPECT_EQ(passes_of(circuit, 50, run_start), 50);
}

}  // namespace
}  // namespace gameday::policy
