// Whom the end of a replica hit.

#include "verdict/blows.hpp"

#include <gtest/gtest.h>

#include "verdict/summary.hpp"

namespace gameday::verdict {
namespace {

using record::Event;
using record::Outcome;
using Kind = Event::Kind;

constexpr TimePoint at(Duration offset) {
  return run_start + offset;
}

class BlowsTest : public testing::Test {
 protected:
  BlowsTest() {
    facts.cast = {{"one"}, {"arm"}, {"openai"}};
    ArmFacts arm;
    arm.name = "arm";
    arm.replicas = 2;
    facts.arms = {arm};
    ExperimentFacts experiment;
    experiment.fault = 60s;
    experiment.started = run_start;
    facts.experiments = {experiment};
  }
  void befalls(Kind kind, Duration when, std::uint16_t replica = 1) {
    Event event;
    event.kind = kind;
    event.at = at(when);
    event.arm = 0;
    event.replica = replica;
    records.events.push_back(event);
  }
  void request(std::uint16_t replica, Duration sent, Duration ended, Outcome outcome) {
    record::RequestRecord request;
    request.window = record::Window::fault;
    request.replica = replica;
    request.intended = at(sent);
    request.sent = at(sent);
    request.ended = at(ended);
    request.outcome = outcome;
    records.requests.push_back(request);
  }
  ExperimentSummary summary() const { return summarise(facts, records).experiments.at(0); }

  RunFacts facts;
  RunRecords records;
};

TEST_F(BlowsTest, AKillHitsWhatIsInFlightOnItAndNobodyElse) {
  befalls(Kind::replica_killed, 10s);
  request(1, 9s, 10s + 1ms, Outcome::reset);
  request(1, 8s, 9s, Outcome::reset);            // over before
  request(1, 9s, 10s, Outcome::ok);              // over at that instant
  request(1, 9s, 11s, Outcome::ok);              // in flight, and well all the same
  request(2, 9s, 11s, Outcome::http_5xx);        // on the other one
  request(0, 9s, 11s, Outcome::connect_error);   // nobody knows on which
  request(1, 10s + 1us, 11s, Outcome::timeout);  // sent after
  const ExperimentSummary seen = summary();
  ASSERT_EQ(seen.blows.size(), 1U);
  EXPECT_EQ(seen.blows[0].in_flight, 2U);
  EXPECT_EQ(seen.blows[0].failed, 1U);
  const WindowSummary& window = seen.arms[0].at(record::Window::fault);
  EXPECT_EQ(window.failed, 5U);
  EXPECT_EQ(window.failed_others, 4U);
}

TEST_F(BlowsTest, WhereThereIsOneReplicaAllRequestsAreOnIt) {
  facts.arms[0].replicas = 1;
  befalls(Kind::replica_killed, 10s);
  request(0, 9s, 11s, Outcome::reset);
  EXPECT_EQ(summary().blows[0].failed, 1U);
}

TEST_F(BlowsTest, APauseLastsUntilItGoesOnOrDies) {
  befalls(Kind::replica_paused, 10s);
  befalls(Kind::replica_resumed, 14s);
  befalls(Kind::replica_paused, 20s, 2);
  befalls(Kind::replica_killed, 25s, 2);
  request(1, 13s, 15s, Outcome::ok);
  request(1, 14s + 1us, 15s, Outcome::timeout);
  request(2, 24s, 25s + 1ms, Outcome::reset);  // in both
  const ExperimentSummary seen = summary();
  ASSERT_EQ(seen.blows.size(), 3U);
  EXPECT_EQ(seen.blows[0].until, at(14s));
  EXPECT_EQ(seen.blows[0].in_flight, 1U);
  EXPECT_EQ(seen.blows[0].failed, 0U);
  EXPECT_EQ(seen.blows[1].until, at(25s));
  EXPECT_EQ(seen.blows[1].failed, 1U);
  EXPECT_EQ(seen.blows[2].failed, 1U);
  EXPECT_EQ(seen.arms[0].at(record::Window::fault).failed_others, 1U);
}

TEST_F(BlowsTest, ARestartHitsOnlyWhoIsOnALivingOne) {
  befalls(Kind::replica_killed, 10s);
  befalls(Kind::replica_restarted, 20s);
  befalls(Kind::replica_restarted, 30s);
  request(1, 29s, 30s + 1ms, Outcome::reset);
  const ExperimentSummary seen = summary();
  ASSERT_EQ(seen.blows.size(), 2U);
  EXPECT_EQ(seen.blows[1].what, Kind::replica_restarted);
  EXPECT_EQ(seen.blows[1].from, at(30s));
  EXPECT_EQ(seen.blows[1].failed, 1U);
}

}  // namespace
}  // namespace gameday::verdict
