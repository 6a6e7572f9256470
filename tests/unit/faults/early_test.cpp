// What answers before the request's body is there is decided by the head, and before all else.

#include <gtest/gtest.h>

#include "faults/plan.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

using test::plan_of;

AttemptFacts attempt_at(std::uint64_t arrival) {
  AttemptFacts facts;
  facts.arrival = arrival;
  facts.method = "POST";
  facts.path = "/v1/chat/completions";
  return facts;
}

TEST(Early, ComesBeforeTheOthersWhereverItStands) {
  const FaultPlan plan = plan_of({"{name: late, respond: {status: 503}}",
                                  "{name: early, first: 2, respond: {status: 413, early: true}}"});
  EXPECT_TRUE(plan.decides_early());
  FaultLedger ledger;
  EXPECT_EQ(plan.decide_early(attempt_at(1), ledger).hit->name, "early");
  EXPECT_EQ(plan.decide_early(attempt_at(2), ledger).hit->name, "early");
  EXPECT_EQ(plan.decide_early(attempt_at(3), ledger).hit, nullptr);
  EXPECT_EQ(ledger.by_name().count("late"), 0U);
  EXPECT_EQ(plan.decide(attempt_at(3), ledger).hit->name, "late");
  EXPECT_EQ(ledger.by_name().at("early").seen, 3U);
  EXPECT_EQ(ledger.by_name().at("early").matched, 2U);
}

TEST(Early, NeedsNoBody) {
  EXPECT_FALSE(plan_of({"{share: 50%, respond: {status: 413, early: true}}"}).needs_body());
  EXPECT_TRUE(plan_of({"{share: 50%, respond: {status: 413}}"}).needs_body());
  EXPECT_FALSE(plan_of({"{respond: {status: 413}}"}).decides_early());
}

TEST(Early, ItsShareIsDrawnByArrival) {
  const FaultPlan plan = plan_of({"{share: 30%, respond: {status: 413, early: true}}"});
  FaultLedger ledger;
  int hits = 0;
  for (std::uint64_t arrival = 1; arrival <= 1000; ++arrival) {
    hits += plan.decide_early(attempt_at(arrival), ledger).hit != nullptr ? 1 : 0;
  }
  EXPECT_GT(hits, 250);
  EXPECT_LT(hits, 350);
}

// Without a marker both are drawn by arrival: whom the one passes the other can still meet.
TEST(Early, ItsDrawIsNotThatOfTheOthers) {
  const FaultPlan plan = plan_of({"{name: early, share: 50%, respond: {status: 413, early: true}}",
                                  "{name: late, share: 50%, respond: {status: 503}}"});
  FaultLedger ledger;
  for (std::uint64_t arrival = 1; arrival <= 1000; ++arrival) {
    if (plan.decide_early(attempt_at(arrival), ledger).hit == nullptr) {
      plan.decide(attempt_at(arrival), ledger);
    }
  }
  const Counts& late = ledger.by_name().at("late");
  EXPECT_GT(late.matched * 10, late.seen * 4);
  EXPECT_LT(late.matched * 10, late.seen * 6);
}

TEST(Early, IsSaidInWords) {
  const auto parsed = test::parse_injection("{respond: {status: 413, early: true}}");
  EXPECT_EQ(describe(*parsed.injection), "413 before the request's body is read, every attempt");
  const auto raw = test::parse_injection("{respond: {raw: abc}}");
  EXPECT_EQ(describe(*raw.injection), "3B of its own in place of an answer, every attempt");
}

}  // namespace
}  // namespace gameday::faults
