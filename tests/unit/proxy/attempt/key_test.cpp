// How an attempt's credential is called, the first time and again.

#include "proxy/attempt/key.hpp"

#include <gtest/gtest.h>

#include "base/digest.hpp"

namespace gameday::proxy {
namespace {

TEST(Keys, TellsTheSameOfAKeyHoweverManyCome) {
  constexpr int more_than_are_kept = 3'000;
  const std::map<std::string, std::string> aliases{{sha256_hex("sk-7"), "seven"}};
  const std::map<std::string, std::string> sources{{sha256_hex("sk-7"), "env.SEVEN"}};
  Keys keys(aliases, sources);
  for (int turn = 0; turn < 2; ++turn) {
    for (int i = 0; i < more_than_are_kept; ++i) {
      const std::string credential = "sk-" + std::to_string(i);
      http::Fields fields;
      fields.add("Authorization", "Bearer " + credential);
      const std::string sha = sha256_hex(credential);
      const KeyPtr key = keys.of(fields);
      EXPECT_EQ(key->sha, sha);
      EXPECT_EQ(key->name, (i == 7 ? "seven#" : "?#") + sha.substr(0, 4));
      EXPECT_EQ(key->source, i == 7 ? "env.SEVEN" : "");
    }
  }
}

TEST(Keys, NoKeyHasNoName) {
  const std::map<std::string, std::string> none;
  Keys keys(none, none);
  const KeyPtr key = keys.of(http::Fields{});
  EXPECT_EQ(key->name, "");
  EXPECT_EQ(key->sha, "");
}

}  // namespace
}  // namespace gameday::proxy
