// Another model in a request: every other byte stays, and it is the root's that changes.

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "llm/chat.hpp"

namespace gameday::llm {
namespace {

std::string random_blank(Rng& rng) {
  static constexpr std::array<const char*, 5> blanks = {"", "", " ", "\n\t", "\r\n "};
  return blanks[rng.below(blanks.size())];
}

std::string random_string(Rng& rng) {
  static constexpr std::array<const char*, 14> parts = {
      "a",     "\\\"",    "\\\\",           "{", "}",  "[", "]", ":", ",",
      "model", "\\u0065", "\\\"model\\\":", "é", "\\n"};
  std::string text = "\"";
  for (std::uint64_t left = rng.below(4); left > 0; --left) {
    text += parts[rng.below(parts.size())];
  }
  return text + '"';
}

std::string random_key(Rng& rng) {
  static constexpr std::array<const char*, 4> keys = {"\"model\"", "\"mod\\u0065l\"", "\"Model\"",
                                                      "\"model\\\\\""};
  return rng.below(2) == 0 ? keys[rng.below(keys.size())] : random_string(rng);
}

std::string random_value(Rng& rng, int depth) {
  static constexpr std::array<const char*, 5> plain = {"1", "-2.5e3", "true", "null", "\"model\""};
  const std::uint64_t kind = rng.below(depth > 0 ? 5 : 2);
  if (kind == 0) {
    return plain[rng.below(plain.size())];
  }
  if (kind < 3) {
    return random_string(rng);
  }
  std::string text = kind == 3 ? "[" : "{";
  for (std::uint64_t at = 0, size = rng.below(4); at < size; ++at) {
    text += at > 0 ? "," : "";
    if (kind == 4) {
      text += random_blank(rng) + random_key(rng) + random_blank(rng) + ":";
    }
    text += random_blank(rng) + random_value(rng, depth - 1) + random_blank(rng);
  }
  return text + (kind == 3 ? "]" : "}");
}

TEST(WithModel, ChangesTheRootsModelsAndNothingElse) {
  int renamed = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Rng rng(seed);
    std::string body = random_blank(rng) + "{";
    std::string wanted = body;
    bool any = false;
    for (std::uint64_t at = 0, size = rng.below(5); at < size; ++at) {
      const std::string key = random_key(rng);
      const std::string value = random_value(rng, 3);
      const std::string before = (at > 0 ? "," : "") + random_blank(rng) + key + random_blank(rng) +
                                 ":" + random_blank(rng);
      const std::string behind = random_blank(rng);
      const bool model = (key == "\"model\"" || key == "\"mod\\u0065l\"") && value[0] == '"';
      any = any || model;
      body += before + value + behind;
      wanted += before + (model ? "\"n\\\"w\"" : value) + behind;
    }
    const std::string tail = "}" + random_blank(rng);
    ASSERT_EQ(with_model(body + tail, "n\"w"), any ? std::optional(wanted + tail) : std::nullopt)
        << body << tail;
    renamed += any ? 1 : 0;
  }
  EXPECT_GT(renamed, 1'000);
}

TEST(WithModel, RubbishHasAnEndToo) {
  static constexpr std::string_view signs = "{}[]\":,\\ model";
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    Rng rng(seed);
    std::string body = rng.below(2) == 0 ? "{" : "";
    for (std::uint64_t left = rng.below(40); left > 0; --left) {
      body += rng.below(4) == 0 ? "\"model\"" : std::string(1, signs[rng.below(signs.size())]);
    }
    (void)with_model(body, "m");  // under the sanitizers
  }
}

}  // namespace
}  // namespace gameday::llm
