// What one request met, read from records that are made by hand.

#include "verdict/measurement.hpp"

#include <gtest/gtest.h>

namespace gameday::verdict {
namespace {

using record::AttemptEnd;
using record::AttemptRecord;
using record::Outcome;

class MeasurementTest : public ::testing::Test {
 protected:
  MeasurementTest() {
    facts_.cast = {{"row"}, {"gateway"}, {"openai", "anthropic"}};
    ArmFacts arm;
    arm.name = "gateway";
    arm.primary_model = "small";
    facts_.arms.push_back(arm);
    record::RequestRecord request;
    request.sent = request.intended = run_start + 1s;
    request.ended = run_start + 2s;
    request.outcome = Outcome::ok;
    request.status = 200;
    records_.requests.push_back(request);
  }

  AttemptRecord& add(std::uint16_t provider, const char* key, Duration at, Duration length,
                     int status) {
    AttemptRecord attempt;
    attempt.provider = provider;
    attempt.model = provider == 0 ? "small" : "other";
    attempt.ordinal = 0;
    attempt.key = key;
    attempt.arrived = run_start + 1s + at;
    attempt.ended = attempt.arrived + length;
    attempt.status = status;
    attempt.end = AttemptEnd::complete;
    records_.attempts.push_back(attempt);
    return records_.attempts.back();
  }

  Measurement measured() { return measure_request(facts_, records_).value(); }

  record::RequestRecord& request() { return records_.requests.front(); }

  RunFacts facts_;
  RunRecords records_;
};

TEST_F(MeasurementTest, NothingIsMeasuredOfARequestThatWasNeverSent) {
  request().sent.reset();
  EXPECT_FALSE(measure_request(facts_, records_));
  EXPECT_FALSE(measure_request(facts_, RunRecords{}));
}

TEST_F(MeasurementTest, GapsCountFromTheEndOfTheTryBefore) {
  add(0, "a#1", 10ms, 40ms, 503).fault = "respond";
  add(0, "a#1", 250ms, 50ms, 503);
  add(1, "x#2", 300ms, 700ms, 200);
  const Measurement did = measured();
  ASSERT_EQ(did.tries.size(), 3U);
  EXPECT_EQ(did.tries[0].gap, 10ms);
  EXPECT_EQ(did.tries[1].gap, 200ms);
  EXPECT_EQ(did.tries[2].gap, 0ms);
  EXPECT_EQ(did.failover, 290ms);
  EXPECT_EQ(did.answered_by, "anthropic");
  EXPECT_TRUE(did.degraded);
  EXPECT_TRUE(did.met_fault);
  EXPECT_FALSE(did.timeout);
}

TEST_F(MeasurementTest, AnotherRequestsAttemptsAreNotItsOwn) {
  add(0, "a#1", 0ms, 900ms, 200);
  add(0, "a#1", 0ms, 900ms, 200).ordinal = 7;
  add(0, "a#1", 0ms, 900ms, 200).ordinal.reset();
  EXPECT_EQ(measured().tries.size(), 1U);
}

TEST_F(MeasurementTest, ATryThatWasGivenUpWhileTheClientWaitedIsATimeout) {
  AttemptRecord& silent = add(0, "a#1", 0ms, 400ms, 0);
  silent.end = AttemptEnd::client_left;
  add(1, "x#2", 400ms, 600ms, 200);
  EXPECT_EQ(measured().timeout, 400ms);
}

TEST_F(MeasurementTest, OneThatEndedWithTheClientIsNone) {
  request().outcome = Outcome::timeout;
  add(0, "a#1", 0ms, 1030ms, 0).end = AttemptEnd::client_left;
  const Measurement did = measured();
  EXPECT_TRUE(did.hang());
  EXPECT_FALSE(did.timeout);
  EXPECT_EQ(did.upstream, Upstream::stopped);
  EXPECT_EQ(did.stopped_after, 30ms);
}

TEST_F(MeasurementTest, WhatGoesOnBehindAClientThatLeftIsSeen) {
  request().outcome = Outcome::left;
  add(0, "a#1", 0ms, 1500ms, 200);
  EXPECT_EQ(measured().upstream, Upstream::ran_on);
  request().outcome = Outcome::ok;  // who has its answer does not care
  EXPECT_EQ(measured().upstream, Upstream::ended_first);
}

TEST_F(MeasurementTest, AHintIsObeyedCappedIgnoredOrLeft) {
  add(0, "a#1", 0ms, 10ms, 429).retry_after = 500ms;
  add(0, "b#2", 10ms, 10ms, 200);
  EXPECT_EQ(measured().hint, Hint::left);
  add(0, "a#1", 510ms, 10ms, 200);
  EXPECT_EQ(measured().hint, Hint::obeyed);
  records_.attempts.back().arrived -= 400ms;
  EXPECT_EQ(measured().hint, Hint::capped);
  records_.attempts.back().arrived = run_start + 1s + 15ms;
  EXPECT_EQ(measured().hint, Hint::ignored);
}

TEST_F(MeasurementTest, AnotherModelOfTheSameProviderIsNotTheFirstChoice) {
  add(0, "a#1", 0ms, 10ms, 503);
  add(0, "a#1", 20ms, 10ms, 200).model = "large";
  const Measurement did = measured();
  EXPECT_EQ(did.failover, 20ms);
  EXPECT_TRUE(did.degraded);
}

TEST_F(MeasurementTest, BrokenAndHandedOnAsWhole) {
  for (const Outcome outcome : {Outcome::truncated_stream, Outcome::bad_payload}) {
    request().outcome = outcome;
    EXPECT_TRUE(measured().silently_broken());
  }
  request().outcome = Outcome::stream_error;
  EXPECT_FALSE(measured().silently_broken());
}

}  // namespace
}  // namespace gameday::verdict
