// Toxics that end a connection, or what it says.

#include <gtest/gtest.h>

#include "support/toxic_link.hpp"

namespace gameday::toxics {
namespace {

using test::toxic;
using test::ToxicLink;

TEST(TimeoutToxic, SwallowsDataAndClosesAfterASilence) {
  ToxicLink link({toxic("timeout", {1000})});
  link.run_until(600ms);
  link.push("restarts the clock");
  link.run_until(1500ms);
  EXPECT_EQ(link.end(), Ending::none);
  link.run_until(5s);
  EXPECT_EQ(link.all(), "");
  EXPECT_EQ(link.end(), Ending::close);
  EXPECT_EQ(link.ended_at(), 1600ms);
}

TEST(TimeoutToxic, AtZeroItNeverClosesButPassesTheSourcesEnd) {
  ToxicLink link({toxic("timeout", {0})});
  link.push("gone");
  link.run_until(3600s);
  EXPECT_EQ(link.end(), Ending::none);
  link.finish();
  EXPECT_EQ(link.end(), Ending::eof);
}

TEST(TimeoutToxic, ItsRemovalClosesWhatItHasSwallowedFrom) {
  ToxicLink link({toxic("timeout", {0})});
  link.push("gone");
  link.change({});
  link.run_until(1ms);
  EXPECT_EQ(link.end(), Ending::close);
}

TEST(TimeoutToxic, ThoseThatItSparedLiveOn) {
  Toxic never_drawn = toxic("timeout", {0});
  never_drawn.toxicity = 0;
  ToxicLink link({never_drawn});
  link.change({});
  link.push("alive");
  EXPECT_EQ(link.all(), "alive");
  EXPECT_EQ(link.end(), Ending::none);
}

TEST(ResetPeerToxic, TheFirstDataStartsItsClock) {
  ToxicLink link({toxic("reset_peer", {200})});
  link.run_until(10s);
  EXPECT_EQ(link.end(), Ending::none);  // idle connections live
  link.push("x");
  link.run_until(11s);
  EXPECT_EQ(link.all(), "");
  EXPECT_EQ(link.end(), Ending::reset);
  EXPECT_EQ(link.ended_at(), 10s + 200ms);
}

TEST(ResetPeerToxic, TheEndOfTheSourceStartsItToo) {
  ToxicLink link({toxic("reset_peer", {0})});
  link.finish();
  EXPECT_EQ(link.end(), Ending::reset);
}

TEST(ResetPeerToxic, RemovedInTimeNothingIsLost) {
  ToxicLink link({toxic("reset_peer", {5000})});
  link.push("x");
  link.run_until(1s);
  link.change({});
  link.push("y");
  EXPECT_EQ(link.all(), "xy");
}

TEST(LimitDataToxic, PassesExactlySoManyBytesAndCloses) {
  ToxicLink link({toxic("limit_data", {7})});
  link.push("12345");
  EXPECT_EQ(link.end(), Ending::none);
  link.push("67890");
  EXPECT_EQ(link.all(), "1234567");
  EXPECT_EQ(link.end(), Ending::close);
}

TEST(LimitDataToxic, ClosesWithTheLastByteAndWaitsForNoMore) {
  ToxicLink link({toxic("limit_data", {5})});
  link.push("12345");
  EXPECT_EQ(link.end(), Ending::close);
}

TEST(LimitDataToxic, AtZeroTheFirstDataCloses) {
  ToxicLink link({toxic("limit_data", {0})});
  link.run_until(1s);
  EXPECT_EQ(link.end(), Ending::none);
  link.push("x");
  EXPECT_EQ(link.all(), "");
  EXPECT_EQ(link.end(), Ending::close);
}

TEST(LimitDataToxic, WhatWasCountedStaysCountedWhenTheLimitChanges) {
  ToxicLink link({toxic("limit_data", {100})});
  link.push("12345");
  Toxic lower = toxic("limit_data", {3});
  lower.revision = 1;
  link.change({lower});
  EXPECT_EQ(link.end(), Ending::none);
  link.push("6");
  EXPECT_EQ(link.all(), "12345");
  EXPECT_EQ(link.end(), Ending::close);
}

TEST(LimitDataToxic, ASlowCloseBehindItHoldsItsEndBack) {
  ToxicLink link({toxic("limit_data", {2}), toxic("slow_close", {300})});
  link.push("12");
  link.run_until(1s);
  EXPECT_EQ(link.all(), "12");
  EXPECT_EQ(link.ended_at(), 300ms);
  EXPECT_EQ(link.end(), Ending::close);
}

TEST(CutAfterToxic, DataFlowsUntilThen) {
  ToxicLink link({toxic("cut_after", {1000})});
  link.run_until(999ms);
  link.push("in time");
  link.run_until(5s);
  EXPECT_EQ(link.all(), "in time");
  EXPECT_EQ(link.end(), Ending::close);
  EXPECT_EQ(link.ended_at(), 1s);
}

TEST(FreezeAfterToxic, ThenNothingPassesUntilItIsRemoved) {
  ToxicLink link({toxic("freeze_after", {1000})});
  link.push("a");
  link.run_until(2s);
  link.push("b");
  link.finish();
  link.run_until(3600s);
  EXPECT_EQ(link.all(), "a");
  EXPECT_EQ(link.end(), Ending::none);
  link.change({});
  link.run_until(3600s);
  EXPECT_EQ(link.all(), "ab");
  EXPECT_EQ(link.end(), Ending::eof);
}

}  // namespace
}  // namespace gameday::toxics
