#include "policy/key_ring.hpp"

#include <gtest/gtest.h>

namespace gameday::policy {
namespace {

KeyOptions key(std::string name, std::uint32_t weight, std::vector<std::string> models = {}) {
  KeyOptions options;
  options.name = std::move(name);
  options.weight = weight;
  options.models = std::move(models);
  return options;
}

TEST(KeyRing, TurnsFollowTheWeightsWithoutBursts) {
  KeyRing ring({key("a", 3), key("b", 1)});
  std::string turns;
  for (int i = 0; i < 8; ++i) {
    turns += ring.name(*ring.pick("m", run_start));
  }
  EXPECT_EQ(turns, "aabaaaba");
}

TEST(KeyRing, AKeyServesOnlyItsModels) {
  KeyRing ring({key("a", 1, {"small"}), key("b", 1, {"*"})});
  EXPECT_EQ(ring.pick("large", run_start), 1);
  ring.failed(1, "large", KeyEffect::bench_model, Failure(), run_start);
  EXPECT_FALSE(ring.pick("large", run_start));
  EXPECT_FALSE(ring.soonest("large", run_start));
  EXPECT_TRUE(ring.usable(1, "small", run_start));
}

TEST(KeyRing, ABenchedKeyIsGivenToOneRequestAtATime) {
  KeyRing ring({key("a", 1)});
  ring.failed(0, "m", KeyEffect::bench, Failure(), run_start + 1s);
  const TimePoint over = run_start + 1s + bench_time;
  EXPECT_FALSE(ring.pick("m", over - 1ns));
  EXPECT_EQ(ring.pick("m", over), 0);
  EXPECT_FALSE(ring.pick("m", over + 1s));
  EXPECT_FALSE(ring.usable(0, "m", over));
  ring.worked(0, "m", run_start);  // a stream from before: open streams go on
  EXPECT_FALSE(ring.pick("m", over + 1s));
  ring.worked(0, "m", over);
  EXPECT_EQ(ring.pick("m", over + 1s), 0);
  EXPECT_TRUE(ring.usable(0, "m", over));
}

TEST(KeyRing, AProbeThatWasGivenBackIsStillToBeMade) {
  KeyRing ring({key("a", 1)});
  ring.failed(0, "m", KeyEffect::bench, Failure(), run_start);
  const TimePoint over = run_start + bench_time;
  EXPECT_EQ(ring.pick("m", over), 0);
  ring.gave_back(0, "m", over, over + 1s);
  EXPECT_EQ(ring.pick("m", over + 1s), 0);
}

TEST(KeyRing, WhoGivesBackAKeyThatWasBenchedMeanwhileLiftsNothing) {
  KeyRing ring({key("a", 1)});
  EXPECT_EQ(ring.pick("m", run_start), 0);
  ring.failed(0, "m", KeyEffect::bench, Failure(), run_start + 1s);
  ring.gave_back(0, "m", run_start, run_start + 2s);
  EXPECT_FALSE(ring.pick("m", run_start + 2s));
}

TEST(KeyRing, OneModelsBenchIsNotTheOthers) {
  KeyRing ring({key("a", 1)});
  ring.failed(0, "old", KeyEffect::bench_model, Failure(), run_start);
  EXPECT_FALSE(ring.pick("old", run_start));
  EXPECT_EQ(ring.pick("new", run_start), 0);
  ring.worked(0, "new", run_start + 1s);
  EXPECT_FALSE(ring.pick("old", run_start + 1s));
  ring.worked(0, "old", run_start + bench_time);
  EXPECT_TRUE(ring.usable(0, "old", run_start + bench_time));
}

TEST(KeyRing, SaysWhatStateAKeyIsInAndWhenItIsBack) {
  KeyRing ring({key("a", 1, {"m"}), key("b", 1)});
  EXPECT_EQ(ring.state(0, "m", run_start), KeyState::usable);
  EXPECT_EQ(ring.back_in(0, "m", run_start), 0s);
  EXPECT_EQ(ring.state(0, "n", run_start), KeyState::unfit);
  EXPECT_EQ(ring.back_in(0, "n", run_start), forever);
  ring.failed(0, "m", KeyEffect::park, Failure(), run_start);
  EXPECT_EQ(ring.state(0, "m", run_start + 1s), KeyState::parked);
  EXPECT_EQ(ring.back_in(0, "m", run_start + 1s), park_least - 1s);
  EXPECT_EQ(ring.state(0, "m", run_start + park_least), KeyState::usable);
  ring.failed(1, "m", KeyEffect::bench_model, Failure(), run_start);
  EXPECT_EQ(ring.state(1, "n", run_start), KeyState::usable);
  EXPECT_EQ(ring.state(1, "m", run_start + bench_time), KeyState::benched);
  EXPECT_EQ(ring.back_in(1, "m", run_start + 1min), bench_time - 1min);
  EXPECT_EQ(ring.back_in(1, "m", run_start + bench_time), 0s);  // for a probe
  EXPECT_STREQ(to_text(KeyState::benched), "benched");
}

TEST(KeyRing, LateNewsNeitherDoubleNorShortenAPark) {
  KeyRing ring({key("a", 1)});
  Failure hinted;
  hinted.retry_after = 30s;
  ring.failed(0, "m", KeyEffect::park, Failure(), run_start);
  ring.failed(0, "m", KeyEffect::park, Failure(), run_start + 1s);
  EXPECT_EQ(ring.soonest("m", run_start), 5s);
  ring.failed(0, "m", KeyEffect::park, hinted, run_start + 1s);
  EXPECT_EQ(ring.soonest("m", run_start), 31s);
  hinted.retry_after = 1s;
  ring.failed(0, "m", KeyEffect::park, hinted, run_start + 2s);
  EXPECT_EQ(ring.soonest("m", run_start), 31s);
}

}  // namespace
}  // namespace gameday::policy
