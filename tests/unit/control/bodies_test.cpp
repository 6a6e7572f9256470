// Request bodies as Go's decoder takes them, and our limits.

#include "control/bodies.hpp"

#include <gtest/gtest.h>

#include "control/limits.hpp"

namespace gameday::control {
namespace {

std::string wrong(std::string_view body) {
  const answer<ProxyBody> read = read_proxy(body);
  return read ? "nothing" : read.error().text;
}

TEST(Bodies, FieldsMatchInAnyCaseAndTheLastOneCounts) {
  const ProxyBody body =
      *read_proxy(R"({"NAME":"a","name":"b","Upstream":"u","ENABLED":false,"other":{"name":1}})");
  EXPECT_EQ(body.name, "b");
  EXPECT_EQ(body.transport.upstream, "u");
  EXPECT_EQ(body.enabled, false);
  EXPECT_EQ(body.listen, std::nullopt);
}

TEST(Bodies, NullIsAbsent) {
  const ProxyBody body = *read_proxy(R"({"name":"a","name":null,"enabled":null,"toxics":null})");
  EXPECT_EQ(body.name, "a");
  EXPECT_EQ(body.enabled, std::nullopt);
  EXPECT_TRUE(read_proxy("null"));
  EXPECT_TRUE(read_proxies("null")->empty());
  EXPECT_EQ(read_proxies("[null]")->size(), 1U);
}

TEST(Bodies, OnlyTheFirstValueIsRead) {
  EXPECT_EQ(read_proxy(R"( {"name":"a"}{"name":"b"} ]]] )")->name, "a");
}

TEST(Bodies, AreNothingElse) {
  EXPECT_EQ(wrong(""), "bad request body: EOF");
  EXPECT_EQ(wrong(" \r\n\t"), "bad request body: EOF");
  EXPECT_EQ(wrong("[]"), "bad request body: it is of type array; it must be an object");
  EXPECT_EQ(wrong("\"a\""), "bad request body: it is of type string; it must be an object");
  for (const char* const text : {"{", "{]", "{\"name\"", "{\"name\":", "tru", "\x01", "{'a':1}"}) {
    EXPECT_TRUE(wrong(text).starts_with("bad request body: parse error at line 1")) << text;
  }
  EXPECT_TRUE(wrong("{\"name\":\"\xff\"}").starts_with("bad request body: parse error"));
  EXPECT_LT(wrong(std::string(5000, '[') + "]").size(), 300U);
}

TEST(Bodies, WholeNumbersAreWrittenAsOnes) {
  const auto attribute = [](const std::string& text) {
    const auto body = read_toxic(fmt::format(R"({{"attributes":{{"Rate":{}}}}})", text));
    return body->attributes.at("rate");
  };
  EXPECT_EQ(attribute("7"), 7);
  EXPECT_EQ(attribute("-7"), -7);
  EXPECT_EQ(attribute("9223372036854775807"), INT64_MAX);
  EXPECT_EQ(attribute("-9223372036854775808"), INT64_MIN);
  for (const char* const text : {"1.5", "1.0", "1e2", "\"10\"", "true", "[]", "9223372036854775808",
                                 "-9223372036854775809"}) {
    EXPECT_EQ(attribute(text), std::nullopt) << text;
  }
}

TEST(Bodies, NamesAndAddressesHaveALength) {
  const std::string name(longest_name, 'n');
  EXPECT_EQ(read_proxy(fmt::format(R"({{"name":"{}"}})", name))->name, name);
  EXPECT_EQ(wrong(fmt::format(R"({{"name":"{}n"}})", name)),
            "bad request body: name is longer than 256 bytes");
  EXPECT_EQ(wrong(fmt::format(R"({{"listen":"{}"}})", std::string(longest_address + 1, 'l'))),
            "bad request body: listen is longer than 512 bytes");
}

TEST(Bodies, HaveADepth) {
  const auto nested = [](std::size_t levels) {
    return R"({"x":)" + std::string(levels - 1, '[') + std::string(levels - 1, ']') + "}";
  };
  EXPECT_EQ(wrong(nested(deepest_json)), "nothing");
  EXPECT_EQ(wrong(nested(deepest_json + 1)), "bad request body: nested deeper than 64 levels");
}

TEST(Bodies, HaveSoManyElements) {
  const auto list = [](std::size_t count) {
    std::string text = "[";
    for (std::size_t i = 0; i < count; ++i) {
      text += i == 0 ? "{}" : ",{}";
    }
    return text + "]";
  };
  EXPECT_EQ(read_proxies(list(most_proxies))->size(), most_proxies);
  EXPECT_EQ(read_proxies(list(most_proxies + 1)).error().text,
            "bad request body: it has 1001 elements; the most are 1000");
  EXPECT_EQ(wrong(R"({"toxics":)" + list(most_toxics) + "}"), "nothing");
  EXPECT_EQ(wrong(R"({"toxics":)" + list(most_toxics + 1) + "}"),
            "bad request body: toxics has 101 elements; the most are 100");
}

TEST(Bodies, SayWhereInAList) {
  EXPECT_EQ(read_proxies(R"([{"name":"a"},{"toxics":[{},{"lease_ms":"x"}]}])").error().text,
            "bad request body: [1].toxics[1].lease_ms is of type string; "
            "it must be a whole number");
  EXPECT_EQ(read_proxies("[7]").error().text,
            "bad request body: [0] is of type number; it must be an object");
}

}  // namespace
}  // namespace gameday::control
