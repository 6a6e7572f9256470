// The list of a proxy's toxics: revisions, leases, limits.

#include "control/toxic_list.hpp"

#include <gtest/gtest.h>

#include "control/limits.hpp"

namespace gameday::control {
namespace {

constexpr TimePoint start = run_start;

ToxicBody noop(std::string name) {
  ToxicBody body;
  body.type = "noop";
  body.name = std::move(name);
  return body;
}

std::uint64_t revision(const ToxicList& list, std::string_view name) {
  return list.find(name)->toxic.revision;
}

TEST(ToxicList, EveryStateOfAToxicHasItsOwnRevision) {
  ToxicList list;
  list.add(noop("a"), start);
  list.add(noop("b"), start);
  const std::uint64_t first = revision(list, "a");
  list.update("a", ToxicBody(), start);  // that nothing changes lets go all the same
  const std::uint64_t second = revision(list, "a");
  EXPECT_GT(second, first);
  const ToxicList others = *toxics_of({noop("a")}, start);
  list.replace(others);
  EXPECT_GT(revision(list, "a"), second);
  EXPECT_EQ(list.find("b"), nullptr);
  EXPECT_EQ(list, others);  // in what is asked for
}

TEST(ToxicList, HoldsSoManyAndNoMore) {
  ToxicList list;
  for (std::size_t i = 0; i < most_toxics; ++i) {
    EXPECT_TRUE(list.add(noop(std::to_string(i)), start));
  }
  EXPECT_EQ(list.add(noop("more"), start).error().text,
            "bad request body: a proxy has at most 100 toxics");
}

TEST(ToxicList, AnyChangeRenewsALease) {
  ToxicList list;
  ToxicBody body = noop("a");
  body.lease_ms = 100;
  list.add(body, start);
  list.add(noop("stays"), start);
  EXPECT_EQ(list.next_over(), start + 100ms);
  list.update("a", ToxicBody(), start + 60ms);
  EXPECT_EQ(list.next_over(), start + 160ms);
  EXPECT_FALSE(list.expire(start + 159ms));
  EXPECT_TRUE(list.expire(start + 160ms));
  EXPECT_EQ(list.find("a"), nullptr);
  EXPECT_NE(list.find("stays"), nullptr);
  EXPECT_EQ(list.next_over(), never);
}

TEST(ToxicList, ALeaseHasBounds) {
  ToxicList list;
  ToxicBody body = noop("a");
  body.lease_ms = longest_lease / 1ms;
  EXPECT_TRUE(list.add(body, start));
  body.lease_ms = longest_lease / 1ms + 1;
  EXPECT_EQ(list.update("a", body, start).error().status, 400);
  body.lease_ms = 0;
  EXPECT_TRUE(list.update("a", body, start));
  EXPECT_EQ(list.next_over(), never);
}

TEST(ToxicList, PlansHaveEachDirectionInTheOrderOfCreation) {
  ToxicList list;
  ToxicBody up = noop("u1");
  up.stream = "uPsTrEaM";
  list.add(noop("d1"), start);
  list.add(up, start);
  list.add(noop("d2"), start);
  const proxy::Toxics plans = list.plans();
  ASSERT_EQ(plans.upstream->toxics.size(), 1U);
  ASSERT_EQ(plans.downstream->toxics.size(), 2U);
  EXPECT_EQ(plans.downstream->toxics[1].name, "d2");
  EXPECT_EQ(list.find("u1")->stream, "uPsTrEaM");
}

}  // namespace
}  // namespace gameday::control
