// What a new config says differently, in words.

#include "gateway/changes.hpp"

#include <gtest/gtest.h>

namespace gameday::gateway {
namespace {

Options sample() {
  Options options;
  Provider openai;
  openai.name = "openai";
  openai.base_url = "http://127.0.0.1:1/v1";
  Key key;
  key.name = "a";
  key.value = "sk-very-secret";
  key.source = "env.A";
  openai.keys = {key};
  options.providers = {openai};
  options.chain = {{"openai", "m"}};
  options.tokens = {{"token-secret", "env.T"}};
  return options;
}

TEST(Changes, NothingIsNothing) {
  EXPECT_TRUE(changes(sample(), sample()).empty());
}

TEST(Changes, EachSettingOnceAndNoSecret) {
  Options after = sample();
  Provider& openai = after.providers[0];
  openai.retry.max = 2;
  openai.timeouts.idle = 3s;
  openai.breaker.reset();
  openai.keys[0].value = "sk-other-secret";
  after.deadline.reset();
  after.tokens[0].value = "other";
  Provider more = openai;
  more.name = "more";
  after.providers.push_back(more);
  std::string all;
  for (const std::string& line : changes(sample(), after)) {
    all += line + '\n';
  }
  for (const char* line :
       {"deadline_ms: 1m -> none\n", "providers.openai.retry.max: 1 -> 2\n",
        "providers.openai.timeouts_ms.idle: 10s -> 3s\n",
        "providers.openai.breaker.window: 20 -> gone\n", "providers.openai.breaker: new, false\n",
        "providers.openai.keys.a: env.A#", "clients.tokens: env.T#",
        "providers.more.base_url: new, http://127.0.0.1:1/v1\n"}) {
    EXPECT_NE(all.find(line), std::string::npos) << line << all;
  }
  EXPECT_EQ(all.find("secret"), std::string::npos) << all;
  EXPECT_EQ(all.find("wait_max"), all.find("providers.more.retry.wait_max") + 21) << all;
}

}  // namespace
}  // namespace gameday::gateway
