// Counters of proxies that have been stopped.

#include "control/traffic.hpp"

#include <gtest/gtest.h>

namespace gameday::control {
namespace {

TEST(Traffic, AddsUpByName) {
  Traffic traffic;
  proxy::TcpCounts counts;
  counts.upstream.received = 3;
  counts.dial_errors = 1;
  traffic.stopped({"a", "127.0.0.1:1", "u"}, counts);
  traffic.stopped({"a", "127.0.0.1:1", "u"}, counts);
  traffic.stopped({"a", "127.0.0.1:2", "u"}, counts);
  ASSERT_EQ(traffic.past().size(), 2U);
  EXPECT_EQ(traffic.past().begin()->second.counts.upstream.received, 6U);
  EXPECT_EQ(traffic.past().begin()->second.counts.dial_errors, 2U);
}

TEST(Traffic, ForgetsTheOldest) {
  Traffic traffic;
  for (std::size_t i = 0; i <= most_series; ++i) {
    traffic.stopped({"a", std::to_string(i), "u"}, {});
  }
  EXPECT_EQ(traffic.past().size(), most_series);
  EXPECT_FALSE(traffic.past().contains({"a", "0", "u"}));
  EXPECT_TRUE(traffic.past().contains({"a", "1", "u"}));
}

}  // namespace
}  // namespace gameday::control
