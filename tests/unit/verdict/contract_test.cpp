#include "verdict/contract.hpp"

#include <gtest/gtest.h>

namespace gameday::verdict {
namespace {

using record::Outcome;

Expectation expectation(const char* text) {
  return *parse_expectation(text).value;
}

/// One cell and the run that it comes from: a 503, then an answer by the lifeboat after 2 s.
struct One {
  One() {
    facts.cast = {{"503"}, {"gateway"}, {"openai", "anthropic"}};
    ArmFacts arm;
    arm.name = "gateway";
    arm.primary_model = "small";
    facts.arms.push_back(arm);
    ExperimentFacts experiment;
    experiment.name = "503";
    experiment.fault = 60s;
    experiment.started = run_start;
    facts.experiments.push_back(experiment);
    record::RequestRecord request;
    request.window = record::Window::fault;
    request.sent = run_start;
    request.ended = run_start + 3s;
    request.outcome = Outcome::ok;
    records.requests.push_back(request);
    add(0, "small", 0s, 503);
    add(1, "other", 2s, 200);
    cell.row = "503";
  }

  void add(std::uint16_t provider, const char* model, Duration at, int status) {
    record::AttemptRecord attempt;
    attempt.provider = provider;
    attempt.model = model;
    attempt.ordinal = 0;
    attempt.arrived = run_start + at;
    attempt.ended = attempt.arrived + 1s;
    attempt.status = status;
    attempt.end = record::AttemptEnd::complete;
    records.attempts.push_back(attempt);
  }

  Standing judged(const char* text) {
    cell.measured = measure_request(facts, records);
    cell.findings.clear();
    Contract contract;
    Clause clause;
    clause.of = Clause::Of::every_failure;
    clause.expectation = expectation(text);
    contract.clauses.push_back(clause);
    judge_by_contract(cell, contract, facts, summarise(facts, records));
    return cell.standing();
  }

  RunFacts facts;
  RunRecords records;
  MatrixCell cell;
};

TEST(Contract, ChecksAreThoseOfExpect) {
  One one;
  EXPECT_EQ(one.judged("attempts.max <= 2"), Standing::held);
  EXPECT_EQ(one.judged("attempts.max <= 1"), Standing::broken);
  EXPECT_EQ(one.cell.findings.front().sentence, "attempts.max <= 1: saw 2");
  EXPECT_EQ(one.judged("failover.max <= 2.1s"), Standing::held);
  EXPECT_EQ(one.judged("failover.max <= 1.9s"), Standing::broken);
  EXPECT_EQ(one.judged("max < 3s"), Standing::broken);
  EXPECT_EQ(one.judged("degraded == 0"), Standing::broken);
  EXPECT_EQ(one.judged("served_by.anthropic == 1"), Standing::held);
}

TEST(Contract, WhatAShapeCannotAnswerIsNotAsked) {
  One one;
  EXPECT_EQ(one.judged("truncated == 0"), Standing::held);  // a unary answer
  EXPECT_EQ(one.judged("retry_after.violations == 0"), Standing::held);
}

TEST(Contract, AFallbackThatNeverCameBreaksItsLimit) {
  One one;
  one.records.attempts.pop_back();
  one.records.requests.front().outcome = Outcome::timeout;
  EXPECT_EQ(one.judged("failover.max <= 4.3s"), Standing::broken);
  one.records.requests.front().outcome = Outcome::ok;  // nobody needed it
  EXPECT_EQ(one.judged("failover.max <= 4.3s"), Standing::held);
}

TEST(Contract, AttemptsAtAClosedPortAreNotObservable) {
  One one;
  one.cell.connections = true;
  EXPECT_EQ(one.judged("attempts.max <= 1"), Standing::not_observable);
  EXPECT_EQ(one.judged("outcome.max <= 1s"), Standing::broken);
}

TEST(Contract, ModelCallsWithoutAMarkerMakeAttemptsUnclear) {
  One one;
  one.records.attempts.back().model_call = true;
  one.records.attempts.back().ordinal.reset();
  EXPECT_EQ(one.judged("attempts.max <= 4"), Standing::unclear);
}

TEST(Contract, ClausesFindTheirRows) {
  MatrixCell failure;
  failure.row = "503";
  MatrixCell control;
  control.row = "healthy";
  control.control = true;
  Clause clause;
  clause.of = Clause::Of::every_failure;
  EXPECT_TRUE(applies(clause, failure));
  EXPECT_FALSE(applies(clause, control));
  clause.of = Clause::Of::no_fault;
  EXPECT_FALSE(applies(clause, failure));
  EXPECT_TRUE(applies(clause, control));
  clause.of = Clause::Of::row;
  clause.row = "503";
  EXPECT_TRUE(applies(clause, failure));
  EXPECT_FALSE(applies(clause, control));
}

TEST(Contract, OneRequestHasNoShareAndNoPercentile) {
  for (const char* text :
       {"failed < 5%", "p95 < 3s", "failover.p50 < 1s", "attempts.mean < 2", "amplification < 2",
        "recovery_time < 1m", "good == 1", "max <= 2x other"}) {
    EXPECT_NE(unfit_for_contract(expectation(text)), "") << text;
  }
  for (const char* text : {"failed == 0", "max < 3s", "outcome.max < 60s", "attempts.max <= 4",
                           "truncated == 0", "stall.max < 10s", "degraded == 0"}) {
    EXPECT_EQ(unfit_for_contract(expectation(text)), "") << text;
  }
}

TEST(Contract, ADraftSaysWhatWasSeenWithHeadroom) {
  One one;
  one.judged("attempts.max <= 2");
  Declared declared;
  declared.attempts = 3;
  declared.failover = 2500ms;
  declared.time = 4s;
  one.cell.declared = declared;
  Matrix matrix;
  matrix.subject = "mine.json";
  matrix.cells.push_back(one.cell);
  const std::string draft = draft_contract(matrix);
  EXPECT_NE(draft.find("# What mine.json\n"), draft.npos);
  EXPECT_NE(draft.find("every failure: [\"truncated == 0\"]"), draft.npos);
  EXPECT_NE(draft.find("\"503\": [\"attempts.max <= 3\", \"failover.max <= 3.5s\", "
                       "\"outcome.max <= 5s\"]  # measured 3.00 s, 2 attempts of 3 that the "
                       "config allows"),
            draft.npos)
      << draft;
}

TEST(Contract, ADraftHasNoGroupThatWouldNotHold) {
  One one;
  one.judged("attempts.max <= 2");
  one.cell.control = true;  // degraded although nothing was wrong
  one.cell.measured->outcome = Outcome::truncated_stream;
  Matrix matrix;
  matrix.cells.push_back(one.cell);
  const std::string draft = draft_contract(matrix);
  EXPECT_EQ(draft.find("no fault"), draft.npos) << draft;
}

}  // namespace
}  // namespace gameday::verdict
