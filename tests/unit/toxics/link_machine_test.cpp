// The chain: who is hit, what a change does to what is under way, what may be asked of a toxic.

#include <gtest/gtest.h>

#include "support/toxic_link.hpp"

namespace gameday::toxics {
namespace {

using test::toxic;
using test::ToxicLink;

TEST(ToxicChain, WithoutToxicsBytesMayPassBesideIt) {
  ToxicLink link;
  EXPECT_TRUE(link.machine().transparent());
  ToxicLink noop({toxic("noop")});
  EXPECT_TRUE(noop.machine().transparent());
  ToxicLink slow({toxic("latency", {1, 0})});
  EXPECT_FALSE(slow.machine().transparent());
  slow.push("x");
  slow.change({});
  EXPECT_FALSE(slow.machine().transparent());  // x must come first
  slow.run_until(0ms);
  EXPECT_TRUE(slow.machine().transparent());
}

TEST(ToxicChain, WhatARemovedOneHeldComesBeforeWhatWasBehindIt) {
  Toxic first = toxic("latency", {100, 0});
  first.name = "first";
  Toxic second = toxic("latency", {100, 0});
  second.name = "second";
  ToxicLink link({first, second});
  link.push("a");
  link.run_until(100ms);  // a is in the second now
  link.push("b");         // b in the first
  link.run_until(150ms);
  link.change({first});
  link.run_until(1s);
  EXPECT_EQ(link.all(), "ab");
  EXPECT_EQ(link.out().at(0).at, 150ms);
  EXPECT_EQ(link.out().at(1).at, 200ms);
}

TEST(ToxicChain, NothingOvertakesWhatAMovedOneHeld) {
  Toxic first = toxic("latency", {100, 0});
  first.name = "first";
  Toxic second = toxic("latency", {100, 0});
  second.name = "second";
  ToxicLink link({first, second});
  link.push("a");
  link.run_until(100ms);  // a is in the second now
  link.push("b");         // b in the first
  link.change({second, first});
  link.run_until(1s);
  EXPECT_EQ(link.all(), "ab");
}

TEST(ToxicChain, WhatAMovedOneHasCountedStaysCounted) {
  const Toxic limit = toxic("limit_data", {5});
  const Toxic slow = toxic("slow_close", {0});
  ToxicLink link({limit, slow});
  link.push("1234");
  link.change({slow, limit});
  link.push("5678");
  EXPECT_EQ(link.all(), "12345");
}

TEST(ToxicChain, ANewOneStandsBehindAndMeetsWhatIsStillBefore) {
  ToxicLink link({toxic("latency", {100, 0})});
  link.push("a");
  link.run_until(50ms);
  link.change({toxic("latency", {100, 0}), toxic("bandwidth", {1})});
  link.run_until(1s);
  EXPECT_EQ(link.out().at(0).at, 101ms);  // one byte at 1 KB/s takes a millisecond
}

TEST(Toxicity, IsDrawnOncePerConnectionAndKept) {
  Toxic half = toxic("latency", {100, 0});
  half.toxicity = 0.5F;
  std::size_t hit = 0;
  for (std::uint64_t connection = 1; connection <= 1000; ++connection) {
    ToxicLink link({half}, connection);
    const bool acts = link.machine().acting() == 1;
    hit += acts ? 1 : 0;
    link.change({half, toxic("noop"), toxic("slow_close", {1})});
    EXPECT_EQ(link.machine().acting(), acts ? 2U : 1U);  // another one's arrival rolls no dice
    Toxic changed = half;
    changed.revision = 5;
    changed.values[0] = 7;
    link.change({changed});
    EXPECT_EQ(link.machine().acting(), acts ? 1U : 0U);
  }
  EXPECT_NEAR(static_cast<double>(hit), 500, 50);
}

TEST(Toxicity, ZeroNeverAndOneAlways) {
  Toxic never_hit = toxic("reset_peer");
  never_hit.toxicity = 0;
  for (std::uint64_t connection = 1; connection <= 500; ++connection) {
    EXPECT_EQ(ToxicLink({never_hit}, connection).machine().acting(), 0U);
    EXPECT_EQ(ToxicLink({toxic("reset_peer")}, connection).machine().acting(), 1U);
  }
}

TEST(ToxicRanges, SayAttributeBoundAndUnit) {
  EXPECT_EQ(problem_of(toxic("slicer")), "slicer.average_size is 0; it must be at least 1 bytes");
  EXPECT_EQ(problem_of(toxic("slicer", {10, 11, 0})),
            "slicer.size_variation is 11; it must be at most average_size, 10");
  EXPECT_EQ(problem_of(toxic("bandwidth", {-1})),
            "bandwidth.rate is -1; it must be at least 0 KB/s");
  EXPECT_TRUE(problem_of(toxic("latency", {0, 5'000'000'000'000'000'000})));
  EXPECT_EQ(problem_of(toxic("latency", {100, 10})), std::nullopt);
  Toxic wild = toxic("noop");
  wild.toxicity = 7;
  EXPECT_EQ(problem_of(wild), "toxicity is 7; it must be from 0 to 1");
}

TEST(ToxicRanges, AtTheirMostNothingOverflows) {
  for (const KindInfo& kind : kinds()) {
    std::vector<std::int64_t> values;
    for (const Attribute& attribute : kind.attributes) {
      values.push_back(attribute.most);
    }
    ToxicLink link({toxic(std::string(kind.name), values)});
    link.push(std::string(40'000, 'x'));
    link.finish();
    link.run_until(10s);
    EXPECT_LE(link.all().size(), 40'000U) << kind.name;
  }
}

}  // namespace
}  // namespace gameday::toxics
