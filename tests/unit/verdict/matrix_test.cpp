// How a row is judged by what its config declares, and what comes of all rows together.

#include "verdict/matrix.hpp"

#include <gtest/gtest.h>

namespace gameday::verdict {
namespace {

using record::Outcome;

Measurement rescued(std::size_t tries, Duration failover) {
  Measurement did;
  did.outcome = Outcome::ok;
  did.answered_by = "anthropic";
  did.degraded = true;
  did.met_fault = true;
  did.tries.resize(tries);
  did.failover = failover;
  did.took = failover + 500ms;
  return did;
}

Declared says(std::uint32_t attempts, std::optional<Duration> failover) {
  Declared says;
  says.attempts = attempts;
  says.failover = failover;
  says.failover_words = failover ? "4 s" : "never";
  says.time = failover.value_or(Duration::zero()) + 1s;
  says.obeys_hints = true;
  return says;
}

MatrixCell cell_of(Measurement did, std::optional<Declared> declared) {
  MatrixCell cell;
  cell.row = "silent-headers";
  cell.measured = std::move(did);
  cell.declared = std::move(declared);
  return cell;
}

/// What is broken, all in one line.
std::string broken(MatrixCell cell) {
  judge_by_config(cell);
  std::string text;
  for (const Finding& finding : cell.findings) {
    if (finding.standing == Standing::broken) {
      text += (text.empty() ? "" : "; ") + finding.sentence;
    }
  }
  return text;
}

TEST(Matrix, WhatKeepsItsWordHolds) {
  EXPECT_EQ(broken(cell_of(rescued(2, 4s), says(2, 4s))), "");
  EXPECT_EQ(broken(cell_of(rescued(1, 0s), std::nullopt)), "");
}

TEST(Matrix, AContradictionIsASentence) {
  EXPECT_EQ(broken(cell_of(rescued(2, 12s), says(2, 4s))),
            "says 4.00 s until the fallback, waits 12.00 s; says 5.00 s at most, takes 12.50 s");
  EXPECT_EQ(broken(cell_of(rescued(5, 4s), says(3, 4s))), "says at most 3 attempts, makes 5");
  EXPECT_EQ(broken(cell_of(rescued(1, 100ms), says(2, std::nullopt))),
            "says it does not fall over, but asks somebody else");
}

TEST(Matrix, TheSlackEndsSomewhere) {
  EXPECT_EQ(broken(cell_of(rescued(2, 4650ms), says(2, 4s))), "");  // 10 % and 250 ms
  EXPECT_NE(broken(cell_of(rescued(2, 4651ms), says(2, 4s))), "");
}

TEST(Matrix, AFallbackThatNeverComesIsMissed) {
  Measurement did = rescued(2, 4s);
  did.failover.reset();
  did.answered_by.clear();
  did.outcome = Outcome::http_5xx;
  EXPECT_EQ(broken(cell_of(did, says(2, 4s))),
            "says the fallback comes (4 s), but nobody else was asked");
  did.answered_by = "openai";  // a retry helped
  EXPECT_EQ(broken(cell_of(did, says(2, 4s))), "");
}

TEST(Matrix, NobodyMayHangOrHideABreak) {
  Measurement did = rescued(1, 0s);
  did.outcome = Outcome::timeout;
  did.took = 60s;
  EXPECT_EQ(broken(cell_of(did, std::nullopt)), "hangs: the client gave up after 60.00 s");
  did.outcome = Outcome::truncated_stream;
  EXPECT_EQ(broken(cell_of(did, std::nullopt)),
            "passes a broken answer on as if it were whole (truncated_stream)");
  did.outcome = Outcome::stream_error;
  EXPECT_EQ(broken(cell_of(did, std::nullopt)), "");
}

TEST(Matrix, WhoHonoursHintsComesBackInTime) {
  Measurement did = rescued(2, 1s);
  did.hint = Hint::capped;
  EXPECT_EQ(broken(cell_of(did, says(2, 4s))),
            "says it honours Retry-After, but comes back to a key before its time is over");
  Declared naive = says(2, 4s);
  naive.obeys_hints = false;
  EXPECT_EQ(broken(cell_of(did, naive)), "");
}

TEST(Matrix, AControlIsLeftAlone) {
  MatrixCell cell = cell_of(rescued(1, 0s), std::nullopt);
  cell.control = true;
  EXPECT_EQ(broken(cell), "leaves a healthy provider for anthropic");
  cell.measured->degraded = false;
  cell.measured->failover.reset();
  EXPECT_EQ(broken(cell), "");
  cell.measured->tries.resize(2);
  EXPECT_EQ(broken(cell), "makes 2 attempts although nothing is wrong");
  cell.measured->outcome = Outcome::http_5xx;
  cell.measured->status = 504;
  EXPECT_EQ(broken(cell), "fails (504) although nothing is wrong");
}

TEST(Matrix, AttemptsAtAClosedPortAreNotObservable) {
  MatrixCell cell = cell_of(rescued(1, 0s), says(3, 4s));
  cell.connections = true;
  judge_by_config(cell);
  EXPECT_EQ(cell.standing(), Standing::not_observable);
  cell.findings.clear();
  cell.measured->outcome = Outcome::timeout;  // what the client felt is seen all the same
  judge_by_config(cell);
  EXPECT_EQ(cell.standing(), Standing::broken);
}

TEST(Matrix, WhatWasNotMeasuredIsNeverHeld) {
  MatrixCell cell;
  cell.why_not = "the request did not meet the fault";
  judge_by_config(cell);
  EXPECT_EQ(cell.standing(), Standing::unclear);
  Matrix matrix;
  EXPECT_EQ(exit_code(matrix), 3);  // nothing at all
  matrix.cells.push_back(cell);
  EXPECT_EQ(exit_code(matrix), 3);
  matrix.cells.push_back(cell_of(rescued(5, 4s), says(3, 4s)));
  judge_by_config(matrix.cells.back());
  EXPECT_EQ(exit_code(matrix), 1);  // broken comes first
  EXPECT_EQ(tally(matrix).broken, 1U);
  EXPECT_EQ(tally(matrix).unclear, 1U);
}

}  // namespace
}  // namespace gameday::verdict
