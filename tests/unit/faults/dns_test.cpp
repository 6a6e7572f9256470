// What is done to lookups is nothing that attempts are asked about; those that come all the same
// are counted.
#include "faults/dns.hpp"

#include <gtest/gtest.h>

#include "faults/plan.hpp"
#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

using test::plan_of;

TEST(Dns, TheFirstForThatReplicaHolds) {
  const FaultPlan plan = plan_of({"{name: one, dns: servfail, replica: 2}", "{name: all, dns: 2s}",
                                  "{name: shut, conn: refuse}"});
  EXPECT_EQ(plan.lookup(1)->name, "all");
  EXPECT_EQ(plan.lookup(2)->name, "one");
  EXPECT_EQ(plan.door(2)->name, "shut");
  EXPECT_EQ(plan_of({"{conn: refuse}"}).lookup(1), nullptr);
}

TEST(Dns, AnAttemptThatIsHereHasKeptItsConnection) {
  const FaultPlan plan =
      plan_of({"{name: gone, dns: nxdomain}", "{name: late, dns: 2s}", "{respond: {status: 503}}"});
  FaultLedger ledger;
  AttemptFacts attempt;
  EXPECT_EQ(plan.decide(attempt, ledger).hit->name, "respond");
  const Counts& gone = ledger.by_name().at("gone");
  EXPECT_EQ(gone.seen, 1U);
  EXPECT_EQ(gone.matched, 1U);
  EXPECT_EQ(gone.open, 0U);
  EXPECT_EQ(gone.bypassed.at("kept_connection"), 1U);
  EXPECT_FALSE(ledger.by_name().contains("late"));  // it may have come after such a lookup
}

TEST(Dns, WhoLooksNamesUpElsewhereIsBypassed) {
  const FaultPlan plan = plan_of({"{name: late, dns: 2s}"});
  FaultLedger ledger;
  AttemptFacts attempt;
  attempt.foreign_resolver = true;
  EXPECT_EQ(plan.decide(attempt, ledger).hit, nullptr);
  EXPECT_EQ(ledger.by_name().at("late").bypassed.at("not_our_resolver"), 1U);
}

/// Each kind has a place of its own in the plan's hash.
TEST(Dns, KindsDifferInTheHash) {
  std::set<std::string> texts;
  for (const char* kind : {"nxdomain", "servfail", "hang", "2s", "3s"}) {
    texts.insert(
        test::deed_text(*test::parse_injection(std::string("{dns: ") + kind + '}').injection));
  }
  EXPECT_EQ(texts.size(), 5U);
}

}  // namespace
}  // namespace gameday::faults
