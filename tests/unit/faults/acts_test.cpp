#include "faults/acts.hpp"

#include <gtest/gtest.h>

#include "support/parsed_injection.hpp"
#include "support/played_answer.hpp"

namespace gameday::faults {
namespace {

using test::point;
using Unit = Point::Unit;

// An insert that comes again after every event of a stream without end.
TEST(Acts, WhatIsDoneAgainIsNotKeptAgain) {
  const Deed deed = test::deed_of(
      "{insert: {after: headers, comment: x, every: 1 event}, end: {after: done, how: fin}}");
  Acts acts(deed, test::stream_head());
  EXPECT_EQ(acts.size(), 2U);
  Point here = point(Unit::headers);
  for (std::uint64_t event = 1; event <= 1000; ++event) {
    const auto taken = acts.take([&](const Act& act) { return act.at == here; });
    ASSERT_EQ(taken.size(), 1U) << event;
    EXPECT_EQ(acts.size(), 1U);
    here = point(Unit::events, event);
    acts.again(taken.front(), here);
    EXPECT_EQ(acts.size(), 2U);
  }
}

TEST(Acts, OfOnePlaceComeInTheirOrder) {
  const Deed deed = test::deed_of(
      "{end: {after: 1 event}, stall: {after: 1 event}, insert: [{after: 1 event, comment: x}, "
      "{after: 2 events, comment: y}, {after: 1 event, comment: z}]}");
  Acts acts(deed, test::stream_head());
  const auto taken = acts.take([](const Act& act) { return act.at.count == 1; });
  ASSERT_EQ(taken.size(), 4U);
  EXPECT_EQ(taken[0].index, 0U);
  EXPECT_EQ(taken[1].index, 2U);
  EXPECT_EQ(taken[2].kind, Act::Kind::stall);
  EXPECT_EQ(taken[3].kind, Act::Kind::cut);
  EXPECT_EQ(acts.size(), 1U);
}

}  // namespace
}  // namespace gameday::faults
