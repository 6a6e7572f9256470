// What is done to connections is decided for each of them, before the attempts on it.
#include "faults/conn.hpp"

#include <gtest/gtest.h>

#include "faults/plan.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

using test::plan_of;

AttemptFacts connection(std::uint64_t number, std::uint16_t replica = 1) {
  AttemptFacts facts;
  facts.connection = number;
  facts.replica = replica;
  return facts;
}

std::string hit(const FaultPlan& plan, const AttemptFacts& facts, FaultLedger& ledger) {
  const Decision decision = plan.decide_connection(facts, ledger);
  return decision.hit == nullptr ? "" : decision.hit->name;
}

TEST(Conn, CountersCountConnections) {
  const FaultPlan plan = plan_of({"{name: a, conn: rst_on_accept, skip: 1, first: 2}"});
  FaultLedger ledger;
  EXPECT_TRUE(plan.decides_connections());
  std::string seen;
  for (std::uint64_t number = 1; number <= 5; ++number) {
    seen += hit(plan, connection(number), ledger).empty() ? '-' : 'x';
  }
  EXPECT_EQ(seen, "-xx--");
  const Counts& counts = ledger.by_name().at("a");
  EXPECT_TRUE(counts.connections);
  EXPECT_EQ(counts.seen, 5U);
  EXPECT_EQ(counts.matched, 2U);
}

TEST(Conn, TheFirstThatMatchesWins) {
  const FaultPlan plan =
      plan_of({"{name: a, conn: tls_hang, replica: 2}", "{name: b, delay: {connect: 1s}, every: 2}",
               "{name: c, fault: stale-connection}"});
  FaultLedger ledger;
  EXPECT_EQ(hit(plan, connection(1, 2), ledger), "a");
  EXPECT_EQ(hit(plan, connection(1), ledger), "c");
  EXPECT_EQ(hit(plan, connection(2), ledger), "b");
}

TEST(Conn, AttemptsAreNotItsBusinessNorIsAPort) {
  const FaultPlan plan =
      plan_of({"{name: shut, conn: refuse, replica: 2}", "{name: conn, fault: stale-connection}",
               "{name: attempt, respond: {status: 503}}"});
  FaultLedger ledger;
  EXPECT_EQ(hit(plan, connection(1), ledger), "conn");
  EXPECT_EQ(plan.decide(connection(1), ledger).hit->name, "attempt");
  EXPECT_EQ(plan.door(2)->name, "shut");
  EXPECT_EQ(plan.door(1), nullptr);
  EXPECT_EQ(ledger.by_name().at("conn").seen, 1U);
  EXPECT_FALSE(ledger.by_name().at("attempt").connections);
  EXPECT_FALSE(plan_of({"{respond: {status: 503}}"}).decides_connections());
}

/// 30 % of connections are reset, and of the attempts on the others half fail.
TEST(Conn, HasADrawOfItsOwn) {
  const FaultPlan plan =
      plan_of({"{name: attempt, respond: {status: 503}, share: 50%, per: connection}",
               "{name: conn, conn: rst_on_accept, share: 30%}"});
  FaultLedger ledger;
  std::map<std::string, int> fates;
  for (std::uint64_t number = 1; number <= 2000; ++number) {
    std::string fate = hit(plan, connection(number), ledger);
    if (fate.empty()) {
      const Decision later = plan.decide(connection(number), ledger);
      fate = later.hit == nullptr ? "" : later.hit->name;
    }
    ++fates[fate];
  }
  EXPECT_NEAR(fates["conn"], 600, 60);
  EXPECT_NEAR(fates["attempt"], 700, 70);
  EXPECT_NEAR(fates[""], 700, 70);
}

TEST(Conn, AWaitIsDrawnForEachConnection) {
  const FaultPlan plan = plan_of({"{delay: {connect: {p50: 1s, p99: 4s}}}"});
  FaultLedger ledger;
  EXPECT_NE(plan.decide_connection(connection(1), ledger).dice,
            plan.decide_connection(connection(2), ledger).dice);
}

}  // namespace
}  // namespace gameday::faults
