// Whatever a file says, the parser answers: an injection, or problems that name the way out.
#include <array>

#include <gtest/gtest.h>

#include "base/dice.hpp"
#include "base/map_reader.hpp"
#include "faults/canonical.hpp"
#include "faults/catalogue.hpp"
#include "faults/parse.hpp"

namespace gameday::faults {
namespace {

constexpr std::array words = {
    "respond",  "delay",   "stall",      "end",      "insert",  "all_of",      "fault",
    "share",    "per",     "first",      "skip",     "every",   "sequence",    "above_rate",
    "burst",    "model",   "stream",     "path",     "method",  "key",         "request_header",
    "after",    "before",  "how",        "status",   "error",   "page",        "json",
    "body",     "headers", "completion", "dialect",  "comment", "ping",        "event",
    "data",     "name",    "form",       "for",      "length",  "first_event", "each_event",
    "p50",      "p99",     "keepalive",  "beat",     "values",  "retry_after", "body_over",
    "throttle", "kind",    "wait",       "sentence", "code",    "after",       "inside_chunk"};
constexpr std::array texts = {"",
                              "true",
                              "503",
                              "50%",
                              "2s",
                              "5 deltas",
                              "512B",
                              "headers",
                              "done",
                              "reset",
                              "request",
                              "fail",
                              "20/s",
                              "auto",
                              "server",
                              "object",
                              "absent",
                              "env.A",
                              "*",
                              "nginx-502",
                              "unary",
                              "1/3",
                              "forever",
                              "ping",
                              "clean",
                              "\r\n",
                              "-1",
                              "1e999",
                              "99999999999999999999",
                              "none",
                              "0 deltas",
                              "sha:9f3c",
                              "\xff\xfe"};

class Maker {
 public:
  explicit Maker(std::uint64_t seed) : rng_(seed) {}

  Value map(int depth) {
    Value value;
    value.kind = Value::Kind::map;
    for (std::uint64_t left = rng_.below(6); left > 0; --left) {
      Member member;
      member.key = words[rng_.below(words.size())];
      member.place = Place{1, static_cast<std::uint32_t>(left), 1};
      member.value = any(depth - 1);
      if (member.key == "fault") {
        member.value = text(std::string(catalogue()[rng_.below(catalogue().size())].slug));
      }
      if (value.find(member.key) == nullptr) {
        value.members.push_back(std::move(member));
      }
    }
    return value;
  }

 private:
  static Value text(std::string word) {
    Value value;
    value.kind = Value::Kind::text;
    value.text = std::move(word);
    return value;
  }
  Value any(int depth) {
    const std::uint64_t kind = depth > 0 ? rng_.below(8) : rng_.below(5);
    if (kind == 0) {
      return {};
    }
    if (kind < 5) {
      Value value = text(texts[rng_.below(texts.size())]);
      value.quoted = rng_.below(4) == 0;
      return value;
    }
    if (kind < 7) {
      return map(depth);
    }
    Value value;
    value.kind = Value::Kind::list;
    for (std::uint64_t left = rng_.below(4); left > 0; --left) {
      value.items.push_back(any(depth - 1));
    }
    return value;
  }
  Rng rng_;
};

TEST(Garbage, IsParsedOrRefusedNeverMore) {
  std::uint32_t good = 0;
  std::uint32_t refused = 0;
  for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
    const Value value = Maker(seed).map(4);
    Problems problems("file");
    MapReader map(value, "inject[0]", "an injection", problems);
    const auto injection = parse_injection(map);
    if (!injection) {
      ASSERT_TRUE(problems.any_error()) << seed;
      ++refused;
      continue;
    }
    good += problems.any_error() ? 0 : 1;
    std::string text;
    JsonWriter json(text);
    json.object();
    add_canonical(json, *injection);
    json.end();
    EXPECT_FALSE(describe(*injection).empty()) << seed;
    EXPECT_FALSE(injection->name.empty()) << seed;
  }
  EXPECT_GT(refused, 1'000U);  // both ways are taken
  EXPECT_GT(good, 100U);
}

}  // namespace
}  // namespace gameday::faults
