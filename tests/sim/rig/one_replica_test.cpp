// The selector `replica`, through the whole chain: whoever is served by the other replica meets no
// fault.

#include <algorithm>

#include <gtest/gtest.h>

#include "support/played.hpp"

namespace gameday {
namespace {

using record::AttemptRecord;
using record::Event;
using record::RequestRecord;

enum Experiment : std::size_t { second, half_of_first, each, both, door };
constexpr std::uint16_t openai = 0;
constexpr std::uint16_t lifeboat = 1;

const test::Played& played() {
  static const test::Played once =
      test::play_simulated(std::string(GAMEDAY_SOURCE_DIR) + "/tests/sim/rig/one-replica.yaml", 7);
  return once;
}

bool is_on(Experiment experiment, TimePoint time) {
  std::optional<TimePoint> on;
  std::optional<TimePoint> off;
  for (const Event& event : played().records.events) {
    if (event.experiment == experiment && event.kind == Event::Kind::fault_on) {
      on = event.at;
    } else if (event.experiment == experiment && event.kind == Event::Kind::fault_off) {
      off = event.at;
    }
  }
  return on && off && time >= *on && time < *off;
}

/// Calls of openai by that replica while faults were on, and the faults they met.
struct Met {
  int attempts = 0;
  std::map<std::string, int> faults;
  int hit() const { return attempts - clean(); }
  int clean() const {
    const auto found = faults.find("");
    return found == faults.end() ? 0 : found->second;
  }
};
Met met(Experiment experiment, std::uint16_t replica) {
  Met met;
  for (const AttemptRecord& attempt : played().records.attempts) {
    if (attempt.experiment == experiment && attempt.replica == replica &&
        attempt.provider == openai && is_on(experiment, attempt.arrived)) {
      ++met.attempts;
      ++met.faults[attempt.fault];
    }
  }
  return met;
}

/// Of the requests that this replica served from the beginning to the end while faults were on: how
/// many the lifeboat answered. (A retry after the last fault is answered by openai.)
struct Served {
  int all = 0;
  int by_lifeboat = 0;
};
Served served(Experiment experiment, std::uint16_t replica) {
  Served served;
  const test::Played& all = played();
  for (const RequestRecord& request : all.records.requests) {
    if (request.experiment != experiment || request.replica != replica ||
        !is_on(experiment, request.intended) || !is_on(experiment, request.ended)) {
      continue;
    }
    EXPECT_EQ(request.outcome, record::Outcome::ok) << request.ordinal;
    ++served.all;
    served.by_lifeboat += std::ranges::any_of(all.records.attempts, [&](const AttemptRecord& one) {
      return one.ordinal == request.ordinal && one.provider == lifeboat;
    });
  }
  EXPECT_GT(served.all, 20);
  return served;
}

TEST(OneReplica, OnlyItsOwnCallsAreHit) {
  EXPECT_EQ(met(second, 1).hit(), 0);
  EXPECT_GT(met(second, 1).attempts, 20);
  EXPECT_EQ(met(second, 2).clean(), 0);
  EXPECT_GT(met(second, 2).attempts, 20);
  EXPECT_EQ(served(second, 1).by_lifeboat, 0);
  EXPECT_EQ(served(second, 2).by_lifeboat, served(second, 2).all);
}

TEST(OneReplica, AShareIsAShareOfItsCalls) {
  EXPECT_EQ(met(half_of_first, 2).hit(), 0);
  const Met first = met(half_of_first, 1);
  EXPECT_GT(first.hit(), first.attempts / 4);
  EXPECT_GT(first.clean(), first.attempts / 4);
}

TEST(OneReplica, EachMayHaveAFaultOfItsOwn) {
  EXPECT_EQ(met(each, 1).faults, (std::map<std::string, int>{{"slow", met(each, 1).attempts}}));
  EXPECT_EQ(met(each, 2).faults, (std::map<std::string, int>{{"down", met(each, 2).attempts}}));
}

TEST(OneReplica, AListNamesSeveral) {
  for (const std::uint16_t replica : {std::uint16_t{1}, std::uint16_t{2}}) {
    EXPECT_EQ(met(both, replica).clean(), 0);
    EXPECT_EQ(served(both, replica).by_lifeboat, served(both, replica).all);
  }
}

/// Nobody sees who knocks at a shut port: the lifeboat's answers tell.
TEST(OneReplica, OnlyItsDoorIsShut) {
  EXPECT_EQ(met(door, 1).attempts, 0);
  EXPECT_EQ(served(door, 1).by_lifeboat, served(door, 1).all);
  EXPECT_EQ(met(door, 2).hit(), 0);
  EXPECT_EQ(served(door, 2).by_lifeboat, 0);
}

/// The audit counts what the other replica called as seen, and as no match.
TEST(OneReplica, TheAuditCountsWhatItPassedOver) {
  const auto& audits = played().summary.experiments.at(second).audits;
  ASSERT_EQ(audits.size(), 1U);
  const record::FaultCounts& counts = audits.front().counts;
  EXPECT_EQ(counts.matched, counts.injected);
  EXPECT_GT(counts.seen, counts.matched + 20);
}

}  // namespace
}  // namespace gameday
