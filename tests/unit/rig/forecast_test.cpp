#include "rig/forecast.hpp"

#include <gtest/gtest.h>

namespace gameday::rig {
namespace {

ArmOptions gateway_arm() {
  gateway::Provider provider;
  provider.name = "openai";
  provider.keys.resize(2);
  provider.keys[0].name = "a";
  provider.keys[1].name = "b";
  ArmOptions arm;
  arm.kind = ArmOptions::Kind::gateway;
  arm.gateway.providers = {provider};
  arm.gateway.chain = {{"openai", "gpt-4o-mini"}};
  return arm;
}

TEST(Forecast, OfADirectArmIsOneAttempt) {
  const Forecast forecast = rig::forecast(ArmOptions());
  EXPECT_EQ(forecast.attempts, 1U);
  EXPECT_FALSE(forecast.gateway);
}

TEST(Forecast, IsTheDeadlineWhereThereIsOne) {
  ArmOptions arm = gateway_arm();
  arm.gateway.deadline = 15s;
  const Forecast forecast = rig::forecast(arm);
  EXPECT_EQ(forecast.gateway, Duration(15s));
  EXPECT_EQ(forecast.attempts, 3U);  // two keys and one retry
  EXPECT_FALSE(forecast.layers.empty());
}

TEST(Forecast, WithoutADeadlineIsAllTriesOneAfterTheOther) {
  ArmOptions arm = gateway_arm();
  arm.gateway.deadline = std::nullopt;
  EXPECT_GT(forecast(arm).gateway, Duration(120s));  // two attempts of 60 s and what lies between
}

}  // namespace
}  // namespace gameday::rig
