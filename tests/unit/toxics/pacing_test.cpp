// Toxics that pass everything on, later. Times are exact: there is no clock here but the test's.

#include <gtest/gtest.h>

#include "support/toxic_link.hpp"

namespace gameday::toxics {
namespace {

using test::toxic;
using test::ToxicLink;
using Outs = std::vector<ToxicLink::Out>;

TEST(LatencyToxic, DelaysFromArrivalAndKeepsTheOrder) {
  ToxicLink link({toxic("latency", {100, 0})});
  link.push("a");
  link.run_until(30ms);
  link.push("b");
  link.finish();
  link.run_until(1s);
  EXPECT_EQ(link.out(), (Outs{{100ms, "a"}, {130ms, "b"}}));
  EXPECT_EQ(link.end(), Ending::eof);
  EXPECT_EQ(link.ended_at(), 130ms);  // FIN has no delay of its own
}

TEST(LatencyToxic, LatenciesAdd) {
  ToxicLink link({toxic("latency", {100, 0}), toxic("latency", {50, 0})});
  Toxic second = toxic("latency", {50, 0});
  second.name = "second";
  link.change({toxic("latency", {100, 0}), second});
  link.push("a");
  link.push("b");
  link.run_until(1s);
  EXPECT_EQ(link.out(), (Outs{{150ms, "a"}, {150ms, "b"}}));
}

TEST(LatencyToxic, JitterStaysInItsBoundsAndMoves) {
  Duration least = forever;
  Duration most{};
  for (std::uint64_t connection = 0; connection < 200; ++connection) {
    ToxicLink link({toxic("latency", {100, 20})}, connection);
    link.push("x");
    link.run_until(1s);
    least = std::min(least, link.out().at(0).at);
    most = std::max(most, link.out().at(0).at);
  }
  EXPECT_GE(least, 80ms);
  EXPECT_LT(least, 85ms);
  EXPECT_LT(most, 120ms);
  EXPECT_GT(most, 115ms);
}

TEST(LatencyToxic, AChangeLetsGoAtOnceWhatIsHeldBack) {
  ToxicLink link({toxic("latency", {5000, 0})});
  link.push("held");
  link.run_until(1s);
  EXPECT_TRUE(link.out().empty());
  Toxic same = toxic("latency", {5000, 0});
  same.revision = 1;
  link.change({same});
  link.run_until(1s);
  EXPECT_EQ(link.out(), (Outs{{1s, "held"}}));
}

TEST(LatencyToxic, RemovalLetsGoAllInOrder) {
  ToxicLink link({toxic("latency", {5000, 0})});
  link.push("a");
  link.push("b");
  link.finish();
  link.run_until(1s);
  link.change({});
  link.run_until(1s);
  EXPECT_EQ(link.out(), (Outs{{1s, "a"}, {1s, "b"}}));
  EXPECT_EQ(link.end(), Ending::eof);
}

TEST(LatencyToxic, MuchIsUnderWayButNotEverything) {
  ToxicLink link({toxic("latency", {5000, 0})});
  std::size_t pushed = 0;
  while (link.machine().wants_input()) {
    link.push(std::string(32'000, 'x'));
    pushed += 32'000;
  }
  EXPECT_GE(pushed, latency_held);
  EXPECT_LT(pushed, latency_held + 2 * 32'000U);
}

TEST(LatencyToxic, OneByteAtATimeIsNoMoreUnderWay) {
  ToxicLink link({toxic("latency", {5000, 0})});
  std::size_t chunks = 0;
  while (link.machine().wants_input()) {
    link.push("x");
    ++chunks;
  }
  EXPECT_LE(chunks, latency_held / chunk_cost);
  EXPECT_GT(chunks, latency_held / (2 * chunk_cost));
}

TEST(BandwidthToxic, WhatRemovedOnesLeaveBeforeItIsNotWithoutBound) {
  Toxic stalled = toxic("bandwidth", {0});
  ToxicLink link({stalled});
  std::size_t pushed = 0;
  for (std::int64_t round = 0; round < 1000; ++round) {
    Toxic passing = toxic("latency", {1'000'000, 0});
    passing.name += std::to_string(round);
    link.change({passing, stalled});
    while (link.machine().wants_input()) {
      link.push(std::string(32'000, 'x'));
      pushed += 32'000;
    }
    link.change({stalled});
  }
  EXPECT_LT(pushed, 2 * latency_held);
}

TEST(BandwidthToxic, SendsAsFastAsItsRateInTenthsOfASecond) {
  ToxicLink link({toxic("bandwidth", {100, 0})});
  link.push(std::string(25'000, 'x'));  // 100 KB/s: 250 ms
  link.run_until(1s);
  ASSERT_EQ(link.out().size(), 3U);
  EXPECT_EQ(link.out()[0].at, 100ms);
  EXPECT_EQ(link.out()[0].bytes.size(), 10'000U);
  EXPECT_EQ(link.out()[1].at, 200ms);
  EXPECT_EQ(link.out()[2].at, 250ms);
}

TEST(BandwidthToxic, IdleTimeEarnsNoCredit) {
  ToxicLink link({toxic("bandwidth", {1})});
  link.run_until(10s);
  link.push(std::string(50, 'x'));
  link.run_until(11s);
  EXPECT_EQ(link.out().at(0).at, 10s + 50ms);
}

TEST(BandwidthToxic, AtZeroItStallsWithoutLoss) {
  ToxicLink link({toxic("bandwidth", {0})});
  link.push("abc");
  link.run_until(3600s);
  EXPECT_TRUE(link.out().empty());
  link.change({});
  link.run_until(3600s);
  EXPECT_EQ(link.all(), "abc");
}

TEST(BandwidthToxic, ItsSenderIsHeldBackAfterOneRead) {
  ToxicLink link({toxic("bandwidth", {0})});
  link.push(std::string(usual_held, 'x'));  // goes into the toxic
  EXPECT_TRUE(link.machine().wants_input());
  link.push(std::string(usual_held, 'x'));
  EXPECT_FALSE(link.machine().wants_input());
}

TEST(SlicerToxic, CutsIntoPiecesAboutThatLargeWithAPauseAfterEach) {
  ToxicLink link({toxic("slicer", {64, 32, 1000})});
  std::string sent(5000, '\0');
  for (std::size_t i = 0; i < sent.size(); ++i) {
    sent[i] = static_cast<char>('a' + i % 26);
  }
  link.push(sent);
  link.run_until(10s);
  EXPECT_EQ(link.all(), sent);
  EXPECT_GT(link.out().size(), 5000U / 96);
  for (std::size_t i = 0; i < link.out().size(); ++i) {
    EXPECT_LE(link.out()[i].bytes.size(), 96U);
    EXPECT_EQ(link.out()[i].at, i * 1ms);
  }
}

TEST(SlicerToxic, TheSmallestPiecesAndTheWidestVariationEnd) {
  ToxicLink link({toxic("slicer", {1, 1, 0})});
  link.push(std::string(32'768, 'x'));
  link.run_until(1s);
  EXPECT_EQ(link.all().size(), 32'768U);
}

TEST(SlowOpenToxic, HoldsTheStartBack) {
  ToxicLink link({toxic("slow_open", {500})});
  link.push("a");
  link.run_until(100ms);
  link.push("b");
  link.run_until(700ms);
  link.push("c");
  link.finish();
  link.run_until(2s);
  EXPECT_EQ(link.out(), (Outs{{500ms, "a"}, {500ms, "b"}, {700ms, "c"}}));
  EXPECT_EQ(link.ended_at(), 700ms);
}

TEST(SlowOpenToxic, AChangeLetsGoAtOnceWhatIsHeldBack) {
  ToxicLink link({toxic("slow_open", {5000})});
  link.push("a");
  link.run_until(100ms);
  Toxic longer = toxic("slow_open", {9000});
  longer.revision = 1;
  link.change({longer});
  link.run_until(200ms);
  EXPECT_EQ(link.out(), (Outs{{100ms, "a"}}));
}

TEST(SlowCloseToxic, HoldsOnlyTheEndBack) {
  ToxicLink link({toxic("slow_close", {500})});
  link.push("a");
  link.run_until(100ms);
  link.finish();
  link.run_until(2s);
  EXPECT_EQ(link.out(), (Outs{{0ms, "a"}}));
  EXPECT_EQ(link.ended_at(), 600ms);
}

TEST(SlowCloseToxic, RemovalLetsTheEndGo) {
  ToxicLink link({toxic("slow_close", {5000})});
  link.finish();
  link.run_until(100ms);
  link.change({});
  link.run_until(200ms);
  EXPECT_EQ(link.ended_at(), 100ms);
}

}  // namespace
}  // namespace gameday::toxics
