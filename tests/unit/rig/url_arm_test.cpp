#include "rig/verify/url_arm.hpp"

#include <gtest/gtest.h>

namespace gameday::rig {
namespace {

TEST(UrlArm, AProviderIsANameAPortAndAnApi) {
  EXPECT_EQ(parse_url_provider("openai=9101").value->port, 9101);
  EXPECT_EQ(parse_url_provider("openai=9101").value->dialect, llm::Dialect::openai);
  EXPECT_EQ(parse_url_provider("anthropic=9102").value->dialect, llm::Dialect::anthropic);
  EXPECT_EQ(parse_url_provider("claude=9102/anthropic").value->dialect, llm::Dialect::anthropic);
  EXPECT_EQ(parse_url_provider("azure=9103").value->dialect, llm::Dialect::openai);
  for (const char* wrong : {"", "openai", "=9101", "openai=", "openai=0", "openai=65536",
                            "openai=-1", "openai=9101/cohere", "open ai=9101", "a/b=9101"}) {
    const auto provider = parse_url_provider(wrong);
    EXPECT_FALSE(provider) << wrong;
    EXPECT_NE(provider.problem.find("openai=9101"), std::string::npos) << wrong;
  }
}

TEST(UrlArm, ItsFaultProxiesListenWhereItWasTold) {
  UrlGateway gateway;
  gateway.model = "support-bot";
  const ArmOptions arm = url_arm(gateway, {*parse_url_provider("openai=9101").value,
                                           *parse_url_provider("anthropic=9102").value});
  const auto places = places_of(arm);
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0].listen->port, 9101);
  EXPECT_EQ(places[0].listen->path, "/v1");
  EXPECT_EQ(places[1].listen->port, 9102);
  EXPECT_EQ(arm.gateway.chain.front().provider, "openai");
  EXPECT_EQ(arm.gateway.chain.front().model, "");  // whichever it asks for
}

}  // namespace
}  // namespace gameday::rig
