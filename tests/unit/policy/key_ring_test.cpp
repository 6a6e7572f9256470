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
