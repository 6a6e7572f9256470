// Generated requests with tools, images and turns of tools: whatever a client of OpenAI's may ask,
// what comes out is a request that Anthropic's Messages take.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/dice.hpp"
#include "llm/asked.hpp"
#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

using nlohmann::json;

std::string one_of(Rng& rng, std::initializer_list<const char*> words) {
  return words.begin()[rng.below(words.size())];
}

std::string random_text(Rng& rng) {
  return one_of(rng, {"", " ", "\n", "a", "é\"\\", "Why did it fail?", "x\ty", "😀"});
}

json random_parts(Rng& rng) {
  json parts = json::array();
  for (std::uint64_t left = rng.below(4); left > 0; --left) {
    switch (rng.below(5)) {
      case 0:
        parts.push_back(
            {{"type", "image_url"}, {"image_url", {{"url", "data:image/png;base64,QUJD"}}}});
        break;
      case 1:
        parts.push_back({{"type", "image_url"}, {"image_url", {{"url", "https://a.b/c.png"}}}});
        break;
      case 2:
        parts.push_back(
            {{"type", "file"},
             {"file", {{"filename", "a"}, {"file_data", "data:application/pdf;base64,QUJD"}}}});
        break;
      default:
        parts.push_back({{"type", "text"}, {"text", random_text(rng)}});
    }
  }
  return parts;
}

json random_content(Rng& rng) {
  return rng.chance({1, 2}) ? json(random_text(rng)) : random_parts(rng);
}

std::string random_arguments(Rng& rng) {
  return one_of(rng, {"", "{}", " {\"q\": 1.50}", R"({"a":{"b":["c\n"]}})", "\n"});
}

/// An assistant's calls, with ids as good and as bad as providers give them, and their results in
/// any order.
void add_tool_turn(Rng& rng, json& messages) {
  json calls = json::array();
  json results = json::array();
  for (std::uint64_t left = 1 + rng.below(3); left > 0; --left) {
    const std::string id = one_of(rng, {"call_1", "call_2", "functions.f:0", "", "a b", "toolu_9"});
    calls.push_back(
        {{"id", id},
         {"type", "function"},
         {"function", {{"name", one_of(rng, {"f", "g"})}, {"arguments", random_arguments(rng)}}}});
    results.push_back({{"role", "tool"}, {"tool_call_id", id}, {"content", random_content(rng)}});
  }
  const json words = rng.chance({1, 2}) ? json(nullptr) : json(random_text(rng));
  messages.push_back({{"role", "assistant"}, {"content", words}, {"tool_calls", calls}});
  for (std::size_t i = results.size(); i > 1; --i) {
    std::swap(results[i - 1], results[rng.below(i)]);
  }
  for (const json& result : results) {
    messages.push_back(result);
    if (rng.chance({1, 8})) {
      messages.push_back({{"role", "system"}, {"content", "Be brief."}});
    }
  }
}

json random_request(Rng& rng) {
  json messages = json::array();
  for (std::uint64_t left = rng.below(6); left > 0; --left) {
    switch (rng.below(4)) {
      case 0:
        messages.push_back({{"role", "system"}, {"content", random_text(rng)}});
        break;
      case 1:
        messages.push_back({{"role", "user"}, {"content", random_content(rng)}});
        break;
      case 2:
        messages.push_back({{"role", "assistant"}, {"content", random_text(rng)}});
        break;
      default:
        add_tool_turn(rng, messages);
    }
  }
  if (rng.chance({3, 4}) || messages.empty() || messages.back()["role"] != "tool") {
    messages.push_back({{"role", "user"}, {"content", "Go on: " + random_text(rng)}});
  }
  json request = {{"model", "g"}, {"messages", messages}};
  if (rng.chance({2, 3})) {
    json f = {{"name", "f"}};
    if (rng.chance({1, 2})) {
      f["parameters"] = json::parse(one_of(
          rng, {"{}", R"({"type":"object","properties":{"q":{}}})", R"({"properties":{}})"}));
    }
    request["tools"] = {{{"type", "function"}, {"function", f}},
                        {{"type", "function"}, {"function", {{"name", "g"}}}}};
    if (rng.chance({1, 2})) {
      request["tool_choice"] = json::parse(
          one_of(rng, {R"("none")", R"("auto")", R"("required")",
                       R"({"type":"function","function":{"name":"g"}})",
                       R"({"type":"allowed_tools","allowed_tools":{"mode":"auto","tools":[{"type":)"
                       R"("function","function":{"name":"f"}}]}})"}));
    }
    if (rng.chance({1, 3})) {
      request["parallel_tool_calls"] = rng.chance({1, 2});
    }
  }
  return request;
}

void expect_alternating(const json& request) {
  std::string before;
  for (const json& message : request["messages"]) {
    EXPECT_NE(message["role"], before);
    before = message["role"].get<std::string>();
    EXPECT_FALSE(message["content"].empty());
  }
  EXPECT_EQ(before, "user");
}

/// The results of tools, in the order of the calls, as the client gave them.
std::size_t count_blocks(const json& request, const char* type) {
  std::size_t count = 0;
  for (const json& message : request["messages"]) {
    for (const json& block : message["content"].is_array() ? message["content"] : json::array()) {
      count += block["type"] == type ? 1 : 0;
    }
  }
  return count;
}

TEST(TranslateTools, WhateverIsAskedComesOutAsARequestThatIsTaken) {
  std::size_t tools = 0;
  std::size_t images = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Rng rng = Seed(seed).stream("test/translate_tools");
    const json request = random_request(rng);
    const std::string body = request.dump();
    const Translated out = to_messages_request(body, "m");
    ASSERT_EQ(out.refused, "") << seed << '\n' << body;
    ASSERT_EQ(read_asked(Dialect::anthropic, out.body).mistake, "") << seed << '\n' << out.body;
    const json said = json::parse(out.body);
    expect_alternating(said);
    std::size_t calls = 0;
    for (const json& message : request["messages"]) {
      calls += message.contains("tool_calls") ? message["tool_calls"].size() : 0;
    }
    ASSERT_EQ(count_blocks(said, "tool_use"), calls) << seed;
    ASSERT_EQ(count_blocks(said, "tool_result"), calls) << seed;
    ASSERT_EQ(to_messages_request(body, "m").body, out.body) << seed;
    tools += calls;
    images += count_blocks(said, "image");
    ASSERT_FALSE(HasFailure()) << seed << '\n' << body << '\n' << out.body;
  }
  EXPECT_GT(tools, 3000U);  // they were really there
  EXPECT_GT(images, 500U);
}

}  // namespace
}  // namespace gameday::llm
