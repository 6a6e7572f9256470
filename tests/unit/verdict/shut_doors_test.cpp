// When an arm has met a port that was shut, of which nothing can be seen.

#include "verdict/shut_doors.hpp"

#include <gtest/gtest.h>

#include "verdict/judge.hpp"

namespace gameday::verdict {
namespace {

using record::Event;
using record::Window;

constexpr TimePoint at(Duration offset) {
  return run_start + offset;
}

Event event_of(Event::Kind kind, Duration when) {
  Event event;
  event.kind = kind;
  event.at = at(when);
  event.provider = 0;
  event.text = "refused";
  return event;
}

/// Shut from 10 s to 20 s; requests every second for 30 s, none of which left an attempt behind.
class ShutDoorsTest : public testing::Test {
 protected:
  ShutDoorsTest() {
    facts.cast = {{"storm"}, {"arm"}, {"openai", "lifeboat"}};
    facts.arms.push_back({"arm", "gateway", 0, "gpt-x", "", ""});
    ExperimentFacts experiment;
    experiment.name = "storm";
    experiment.baseline = 10s;
    experiment.fault = 10s;
    experiment.recovery = 10s;
    experiment.started = run_start;
    InjectionFacts injection;
    injection.name = "refused";
    injection.into = {0};
    experiment.injections.push_back(injection);
    facts.experiments.push_back(experiment);
    for (std::uint32_t i = 0; i < 30; ++i) {
      record::RequestRecord request;
      request.ordinal = i;
      request.intended = at(1s * i);
      request.sent = request.intended;
      request.ended = request.intended + 100ms;
      request.window = static_cast<Window>(i / 10);
      request.outcome = record::Outcome::ok;
      records.requests.push_back(request);
    }
    records.events = {event_of(Event::Kind::fault_on, 10s), event_of(Event::Kind::fault_off, 20s)};
    Event audit = event_of(Event::Kind::fault_audit, 30s);
    audit.arm = 0;
    audit.counts = record::FaultCounts{};
    audit.counts->shut = 10s;
    records.events.push_back(audit);
    records.events.push_back(event_of(Event::Kind::experiment_ended, 30s));
  }

  std::uint64_t due(Window window) const {
    return summarise(facts, records).experiments[0].arms[0].at(window).due_while_shut;
  }
  std::uint64_t unresolved(Window window) const {
    return summarise(facts, records).experiments[0].arms[0].at(window).due_while_unresolved;
  }
  ExperimentVerdict judged() const {
    return judge(facts, summarise(facts, records)).experiments[0];
  }

  RunFacts facts;
  RunRecords records;
};

TEST_F(ShutDoorsTest, RequestsDueMeanwhileHaveMetIt) {
  EXPECT_EQ(due(Window::baseline), 0U);
  EXPECT_EQ(due(Window::fault), 10U);
  EXPECT_EQ(due(Window::recovery), 0U);
  EXPECT_EQ(judged().ruling, Ruling::pass);
}

TEST_F(ShutDoorsTest, ADoorThatOpensBeforeTheNextRequestWasMetByNobody) {
  for (record::RequestRecord& request : records.requests) {
    request.intended += 500ms;
  }
  records.events[1].at = at(10s + 400ms);
  EXPECT_EQ(due(Window::fault), 0U);
  ASSERT_EQ(judged().reasons.size(), 1U);
  EXPECT_EQ(judged().reasons[0], "arm: no request met the fault");
}

TEST_F(ShutDoorsTest, APortThatTheArmNeverCallsIsNothingToIt) {
  for (Event& event : records.events) {
    event.provider = 1;
  }
  facts.experiments[0].injections[0].into = {1};
  EXPECT_EQ(due(Window::fault), 0U);
  EXPECT_EQ(judged().ruling, Ruling::inconclusive);
  record::AttemptRecord attempt;  // it does call it, at another time
  attempt.provider = 1;
  attempt.ordinal = 3;
  attempt.arrived = at(3s);
  records.attempts.push_back(attempt);
  EXPECT_EQ(due(Window::fault), 10U);
}

TEST_F(ShutDoorsTest, ALookupThatWasHitIsMetByThoseWhoWereDueMeanwhile) {
  record::FaultCounts& counts = *records.events[2].counts;
  counts.shut = Duration::zero();
  counts.dns = 10s;
  counts.seen = counts.matched = 20;
  counts.bypassed["kept_connection"] = 20;
  EXPECT_EQ(unresolved(Window::fault), 0U);
  EXPECT_EQ(judged().ruling, Ruling::inconclusive);
  counts.injected = 1;
  counts.bypassed["kept_connection"] = 19;
  EXPECT_EQ(unresolved(Window::fault), 10U);
  EXPECT_EQ(unresolved(Window::recovery), 0U);
  EXPECT_EQ(due(Window::fault), 0U);
  EXPECT_EQ(judged().ruling, Ruling::pass);
  PromiseFacts promise;
  promise.expectation = *parse_expectation("attempts.max <= 3").value;
  facts.experiments[0].promises = {promise};
  EXPECT_EQ(judged().checks.at(0).reason, "tries that find no address cannot be seen");
}

TEST_F(ShutDoorsTest, WhatCannotBeSeenIsNotCounted) {
  for (const char* check : {"attempts.max <= 3", "amplification < 2", "attempts.mean < 2"}) {
    PromiseFacts promise;
    promise.expectation = *parse_expectation(check).value;
    facts.experiments[0].promises = {promise};
    const ExperimentVerdict verdict = judged();
    ASSERT_EQ(verdict.checks.size(), 1U);
    EXPECT_EQ(verdict.checks[0].ruling, Ruling::inconclusive) << check;
    EXPECT_EQ(verdict.checks[0].reason, "tries at a shut port cannot be seen");
  }
}

TEST_F(ShutDoorsTest, ConnectionsThatWereHitStandForTheirRequests) {
  record::FaultCounts& counts = *records.events[2].counts;
  counts.shut = 0s;
  counts.seen = counts.matched = counts.injected = 3;
  EXPECT_EQ(judged().reasons[0], "arm: no request met the fault");  // attempts leave records
  counts.connections = true;
  EXPECT_EQ(judged().ruling, Ruling::pass);
  PromiseFacts promise;
  promise.expectation = *parse_expectation("attempts.max <= 3").value;
  facts.experiments[0].promises = {promise};
  EXPECT_EQ(judged().checks.at(0).reason,
            "tries on connections that a fault held or broke may be unseen");
}

}  // namespace
}  // namespace gameday::verdict
