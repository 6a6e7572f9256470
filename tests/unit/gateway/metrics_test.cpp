// What is counted of a request, without any I/O.

#include "gateway/metrics.hpp"

#include <gtest/gtest.h>

namespace gameday::gateway {
namespace {

using policy::FailureKind;

const std::vector<Target> chain = {{"openai", "m"}, {"lifeboat", "n"}};

TimePoint at(Duration time) {
  return run_start + time;
}

policy::Try of_target(std::uint16_t target) {
  policy::Try attempt;
  attempt.target = target;
  attempt.key = 0;
  return attempt;
}

void fail(policy::Trail& trail, std::uint16_t target, FailureKind kind, Duration from,
          Duration until) {
  const auto ordinal = trail.begin(chain[target].provider, "a", of_target(target), at(from));
  policy::Failure failure;
  failure.kind = kind;
  trail.failed(ordinal, failure, at(until));
}

void answer(policy::Trail& trail, std::uint16_t target, Duration from, Duration until) {
  const auto ordinal = trail.begin(chain[target].provider, "a", of_target(target), at(from));
  trail.answered(ordinal, 200, at(until));
  trail.succeeded(ordinal, at(until));
}

TEST(Buckets, BoundsBelongToTheBucketBelowThem) {
  Durations durations;
  durations.add(10ms);
  durations.add(10ms + 1ns);
  durations.add(1h);
  EXPECT_EQ(durations.counts().front(), 1U);
  EXPECT_EQ(durations.counts()[1], 1U);
  EXPECT_EQ(durations.counts().back(), 1U);
  EXPECT_EQ(durations.sum(), 1h + 20ms + 1ns);
}

TEST(Metrics, ARequestEndsOnceAndItsTriesAreToldApart) {
  Metrics metrics;
  metrics.started();
  EXPECT_EQ(metrics.counts().in_flight, 1U);
  policy::Trail trail;
  fail(trail, 0, FailureKind::headers_timeout, 0ms, 400ms);
  answer(trail, 1, 400ms, 500ms);
  Told told(at(0ms));
  told.ended = at(510ms);
  told.how = Ended::ok;
  told.why = FailureKind::reset;  // of no account: it went well
  told.stream = true;
  told.first_token = at(450ms);
  told.target = 1;
  told.began = 1;
  metrics.ended(told, trail, chain);

  const Metrics::Counts& counts = metrics.counts();
  EXPECT_EQ(counts.in_flight, 0U);
  ASSERT_EQ(counts.requests.size(), 1U);
  EXPECT_EQ(outcome_text(counts.requests.begin()->first.first, FailureKind::internal), "ok");
  EXPECT_EQ(counts.failovers, 1U);
  EXPECT_EQ(counts.failover.sum(), 400ms);
  Duration wasted{};
  std::string results;
  for (const auto& [key, attempts] : counts.attempts) {
    const auto& [provider, alias, result] = key;
    results += provider + '/' + alias + ':' + result_text(result) + ' ';
    wasted += is_answer(result) ? Duration::zero() : attempts.time;
  }
  EXPECT_EQ(results, "lifeboat/a:200 openai/a:headers_timeout ");
  EXPECT_EQ(wasted, 400ms);
  EXPECT_EQ(counts.durations.begin()->second.sum(), 510ms);
  EXPECT_EQ(std::get<1>(counts.durations.begin()->first), "lifeboat");
  EXPECT_EQ(counts.first_tokens.begin()->second.sum(), 450ms);
}

TEST(Metrics, AnyAnswerIsOneSeriesOfTries) {
  Metrics metrics;
  for (const int status : {200, 201}) {
    metrics.started();
    policy::Trail trail;
    const auto ordinal = trail.begin("openai", "a", of_target(0), at(0ms));
    trail.answered(ordinal, status, at(5ms));
    trail.succeeded(ordinal, at(5ms));
    metrics.ended(Told(at(0ms)), trail, chain);
  }
  EXPECT_EQ(metrics.counts().tries.size(), 1U);
  EXPECT_EQ(metrics.counts().attempts.size(), 2U);  // there the status is a label
}

TEST(Metrics, NoTargetIsNoProvider) {
  Metrics metrics;
  metrics.started();
  Told told(at(0ms));
  told.how = Ended::unauthorized;
  metrics.ended(told, policy::Trail(), chain);
  EXPECT_EQ(std::get<1>(metrics.counts().durations.begin()->first), "");
  EXPECT_EQ(metrics.counts().failover.counts(), Durations().counts());
}

/// Retries, rotations, failovers.
std::vector<std::uint64_t> moves_of(const policy::Trail& trail) {
  Metrics metrics;
  metrics.started();
  metrics.ended(Told(at(0ms)), trail, chain);
  const Metrics::Counts& counts = metrics.counts();
  return {counts.retries, counts.rotations, counts.failovers};
}

using Moves = std::vector<std::uint64_t>;

TEST(Moves, WhoWasRefusedFirstIsNotAskedAgain) {
  policy::Trail spared;
  fail(spared, 0, FailureKind::rejected_open, 0ms, 0ms);
  fail(spared, 1, FailureKind::reset, 0ms, 5ms);
  answer(spared, 0, 5ms, 10ms);
  EXPECT_EQ(moves_of(spared), Moves({0, 0, 2}));  // there and back
  policy::Trail stays;
  fail(stays, 0, FailureKind::rejected_open, 0ms, 0ms);
  answer(stays, 0, 5ms, 10ms);
  EXPECT_EQ(moves_of(stays), Moves({0, 0, 0}));
}

TEST(Moves, ARefusedKeyIsNeitherTriedNorRotatedTo) {
  policy::Trail trail;
  fail(trail, 0, FailureKind::reset, 0ms, 5ms);
  policy::Try other = of_target(0);
  other.key = 1;
  policy::Failure refusal;
  refusal.kind = FailureKind::rejected_open;
  trail.failed(trail.begin("openai", "b", other, at(5ms)), refusal, at(5ms));
  EXPECT_EQ(moves_of(trail), Moves({0, 0, 0}));
  answer(trail, 0, 5ms, 10ms);
  EXPECT_EQ(moves_of(trail), Moves({1, 0, 0}));
}

TEST(LastAnswered, IsNeitherWhoFailedNorWhoLostAHedge) {
  policy::Trail trail;
  EXPECT_FALSE(last_answered(trail));
  fail(trail, 1, FailureKind::reset, 0ms, 5ms);
  EXPECT_FALSE(last_answered(trail));
  answer(trail, 0, 5ms, 10ms);
  EXPECT_EQ(last_answered(trail), 0);
  answer(trail, 1, 10ms, 20ms);
  EXPECT_EQ(last_answered(trail), 1);
  trail.lost_hedge(2);
  EXPECT_EQ(last_answered(trail), 0);
}

TEST(FailoverTime, BeginsWithARefusalAndEndsWithARealTry) {
  policy::Trail nothing;
  EXPECT_FALSE(failover_time(nothing));
  policy::Trail stays;
  fail(stays, 0, FailureKind::reset, 0ms, 5ms);
  answer(stays, 0, 9ms, 10ms);
  EXPECT_FALSE(failover_time(stays));
  policy::Trail moves;
  fail(moves, 0, FailureKind::rejected_open, 3ms, 3ms);
  fail(moves, 1, FailureKind::rejected_open, 4ms, 4ms);
  EXPECT_FALSE(failover_time(moves));  // nobody was asked there
  answer(moves, 1, 10ms, 12ms);
  EXPECT_EQ(failover_time(moves), 7ms);
}

TEST(FailoverTime, AHedgeIsNone) {
  policy::Trail trail;
  fail(trail, 0, FailureKind::cancelled, 0ms, 600ms);
  policy::Try beside = of_target(1);
  beside.hedge = true;
  const auto ordinal = trail.begin("lifeboat", "a", beside, at(500ms));
  trail.answered(ordinal, 200, at(600ms));
  trail.succeeded(ordinal, at(600ms));
  EXPECT_FALSE(failover_time(trail));
}

}  // namespace
}  // namespace gameday::gateway
