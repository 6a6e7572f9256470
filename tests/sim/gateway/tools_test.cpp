// Tools and structured output, end to end: a client of OpenAI's, the gateway, a mock that speaks
// either dialect and refuses what the real one would.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "gateway/gateway.hpp"
#include "http/client.hpp"
#include "http/sse.hpp"
#include "llm/stream.hpp"
#include "mock/provider.hpp"
#include "rig.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::gateway::test {
namespace {

using llm::Dialect;
using nlohmann::json;

constexpr std::array both = {Dialect::openai, Dialect::anthropic};

const json tools = json::parse(R"([
    {"type":"function","function":{"name":"look","parameters":{"type":"object",
      "properties":{"cause":{"type":"string"}},"required":["cause"]}}},
    {"type":"function","function":{"name":"stop"}}])");

struct Call {
  std::string id;
  std::string name;
  std::string arguments;
  bool operator==(const Call&) const = default;
};

struct Heard {
  http::Response raw;
  std::string text;
  std::vector<Call> calls;
  std::string finish;
  bool usage = false;
};

std::string text_of(const json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

/// As the official SDKs gather them: fragments belong to the call of their index.
void gather(const json& delta, Heard& heard) {
  for (const json& fragment : delta.value("tool_calls", json::array())) {
    const auto index = fragment["index"].get<std::size_t>();
    if (index >= heard.calls.size()) {
      EXPECT_EQ(fragment["type"], "function");
      heard.calls.resize(index + 1);
    }
    Call& call = heard.calls[index];
    call.id += fragment.value("id", "");
    call.name += fragment["function"].value("name", "");
    call.arguments += fragment["function"].value("arguments", "");
  }
}

Heard read(http::Response response) {
  Heard heard;
  if (response.head.fields.get("Content-Type").starts_with("text/event-stream")) {
    http::SseReader reader;
    reader.push(response.body);
    for (auto block = reader.next(); block.what == http::SseBlock::What::event;
         block = reader.next()) {
      const json event = block.data == "[DONE]" ? json::object() : json::parse(block.data);
      heard.usage = heard.usage || !event.value("usage", json()).is_null();
      for (const json& choice : event.value("choices", json::array())) {
        gather(choice["delta"], heard);
        heard.text += text_of(choice["delta"].value("content", json()));
        heard.finish += text_of(choice["finish_reason"]);
      }
    }
  } else if (response.head.status == 200) {
    const json answer = json::parse(response.body);
    const json& message = answer["choices"][0]["message"];
    heard.text = text_of(message["content"]);
    for (const json& call : message.value("tool_calls", json::array())) {
      heard.calls.push_back({text_of(call["id"]), text_of(call["function"]["name"]),
                             text_of(call["function"]["arguments"])});
    }
    heard.finish = text_of(answer["choices"][0]["finish_reason"]);
    heard.usage = answer["usage"]["prompt_tokens"] > 0;
  }
  heard.raw = std::move(response);
  return heard;
}

/// A gateway in front of one mock. Field `told` of a request is what a fault proxy would say to it.
class MockedGateway {
 public:
  explicit MockedGateway(Dialect dialect, std::optional<Dialect> lifeboat = {}) {
    options_ = tuned();
    options_.providers[0].dialect = dialect;
    options_.providers[1].dialect = lifeboat.value_or(Dialect::openai);
    for (Provider& provider : options_.providers) {
      if (provider.dialect == Dialect::anthropic) {
        provider.base_url.resize(provider.base_url.size() - 3);  // without /v1
      }
    }
    options_.chain.resize(lifeboat ? 2 : 1);
  }
  Options& options() { return options_; }

  std::vector<Heard> ask(std::vector<json> requests, const std::string& told = "") {
    std::vector<Heard> all;
    virtual_world_.run(play(std::move(requests), told, all));
    return all;
  }
  Heard ask(json request, const std::string& told = "") {
    return ask(std::vector<json>{std::move(request)}, told).front();
  }

 private:
  rt::awaitable<void> play(std::vector<json> requests, std::string told, std::vector<Heard>& all) {
    mock::Provider first(world_, mock_of(0), Seed(7), "tools");
    mock::Provider second(world_, mock_of(1), Seed(7), "tools");
    Gateway gateway(world_, options_, Seed(7));
    first.start(rt::Address{"openai", 80}).value();
    second.start(rt::Address{"lifeboat", 80}).value();
    const rt::Address address = gateway.start(rt::Address{"gateway", 80}).value();
    http::Pool pool(world_, address);
    for (const json& request : requests) {
      http::Head head;
      head.method = "POST";
      head.target = "/v1/chat/completions";
      if (!told.empty()) {
        head.fields.add("x-gameday-answer", told);
      }
      std::string body = request.dump();
      auto response = co_await http::fetch(pool, std::move(head), std::move(body), rt::Bound());
      all.push_back(read(std::move(response.value())));
    }
    pool.close_idle();
    const rt::Bound bound = rt::Bound().tighter(world_.now() + 1s, rt::Limit::drain);
    co_await gateway.stop(bound);
    co_await first.stop(bound);
    co_await second.stop(bound);
  }
  mock::Options mock_of(std::size_t place) const {
    mock::Options mock;
    mock.provider = options_.providers[place].name;
    mock.dialect = options_.providers[place].dialect;
    return mock;
  }

  rt::VirtualWorld virtual_world_{Seed(7)};
  rt::World& world_ = virtual_world_.world();
  Options options_;
};

json asking(bool stream, const json& more) {
  json request = {{"model", "m"},
                  {"stream", stream},
                  {"messages", {{{"role", "user"}, {"content", "Why did it fail?"}}}}};
  request.update(more);
  return request;
}

TEST(Tools, AreCalledSideBySideInBothDialects) {
  for (const Dialect dialect : both) {
    for (const bool stream : {false, true}) {
      const Heard heard = MockedGateway(dialect).ask(
          asking(stream, {{"tools", tools},
                          {"tool_choice", "required"},
                          {"stream_options", stream ? json{{"include_usage", true}} : json()}}));
      ASSERT_EQ(heard.raw.head.status, 200) << heard.raw.body;
      ASSERT_EQ(heard.calls.size(), 2U) << heard.raw.body;
      EXPECT_EQ(heard.calls[0].name, "look");
      EXPECT_TRUE(json::parse(heard.calls[0].arguments)["cause"].is_string());
      EXPECT_EQ(heard.calls[1].name, "stop");
      EXPECT_EQ(json::parse(heard.calls[1].arguments), json::object());
      EXPECT_NE(heard.calls[0].id, heard.calls[1].id);
      EXPECT_EQ(heard.finish, "tool_calls");
      EXPECT_TRUE(heard.usage);
      EXPECT_EQ(heard.text, "");
    }
  }
}

TEST(Tools, OneAtATimeOrTheNamedOneAlone) {
  for (const Dialect dialect : both) {
    const Heard one = MockedGateway(dialect).ask(asking(
        true, {{"tools", tools}, {"tool_choice", "required"}, {"parallel_tool_calls", false}}));
    ASSERT_EQ(one.calls.size(), 1U) << one.raw.body;
    EXPECT_EQ(one.calls[0].name, "look");
    const Heard named = MockedGateway(dialect).ask(
        asking(true, {{"tools", tools},
                      {"tool_choice", {{"type", "function"}, {"function", {{"name", "stop"}}}}}}));
    ASSERT_EQ(named.calls.size(), 1U) << named.raw.body;
    EXPECT_EQ(named.calls[0].name, "stop");
    EXPECT_EQ(named.calls[0].arguments, "{}");
  }
}

/// What the client says next: the calls as it got them, their results, and a word of its own.
json second_turn(const Heard& heard, bool stream) {
  json calls = json::array();
  for (const Call& call : heard.calls) {
    calls.push_back({{"id", call.id},
                     {"type", "function"},
                     {"function", {{"name", call.name}, {"arguments", call.arguments}}}});
  }
  json request = asking(stream, {{"tools", tools}});
  request["messages"].push_back(
      {{"role", "assistant"}, {"content", nullptr}, {"tool_calls", calls}});
  for (const Call& call : heard.calls) {
    request["messages"].push_back(
        {{"role", "tool"}, {"tool_call_id", call.id}, {"content", "{\"ok\":true}"}});
  }
  request["messages"].push_back({{"role", "user"}, {"content", "So?"}});
  return request;
}

TEST(Tools, TheirResultsComeBackInASecondTurn) {
  for (const Dialect dialect : both) {
    for (const bool stream : {false, true}) {
      MockedGateway gateway(dialect);
      const Heard first =
          gateway.ask(asking(stream, {{"tools", tools}, {"tool_choice", "required"}}));
      const Heard second = gateway.ask(second_turn(first, stream));
      EXPECT_EQ(second.raw.head.status, 200) << second.raw.body;
      EXPECT_EQ(second.finish, "stop");
      EXPECT_FALSE(second.text.empty());
    }
  }
}

TEST(Tools, StructuredOutputIsJsonOfItsSchema) {
  const json format =
      json::parse(R"({"type":"json_schema","json_schema":{"name":"x","schema":{"type":"object",)"
                  R"("properties":{"code":{"type":"integer"}},"required":["code"]}}})");
  for (const Dialect dialect : both) {
    for (const bool stream : {false, true}) {
      const Heard heard = MockedGateway(dialect).ask(asking(stream, {{"response_format", format}}));
      ASSERT_EQ(heard.raw.head.status, 200) << heard.raw.body;
      EXPECT_TRUE(json::parse(heard.text)["code"].is_number_integer());
    }
  }
}

TEST(Tools, TheNewerVersionIsAskedWithoutSampling) {
  for (const auto version :
       {llm::AnthropicVersion::v2023_06_01, llm::AnthropicVersion::v2026_10_21}) {
    MockedGateway gateway(Dialect::anthropic);
    gateway.options().providers[0].anthropic_version = version;
    const Heard heard = gateway.ask(asking(false, {{"temperature", 0.2}}));
    ASSERT_EQ(heard.raw.head.status, 200) << heard.raw.body;
    EXPECT_EQ(heard.raw.head.fields.get("x-gameday-dropped"),
              version == llm::AnthropicVersion::v2026_10_21 ? "temperature" : "");
  }
}

// ---- F39

struct Row {
  const char* told;
  bool mended;  // where the primary's answer is translated
};

TEST(Tools, BrokenCallsAreMendedOrGoToTheNextTarget) {
  const Row rows[] = {{"index_zero", true}, {"no_index", true},    {"one_chunk", true},
                      {"no_id", true},      {"same_id", true},     {"blank_id", true},
                      {"blank_args", true}, {"wrong_index", false}};
  for (const Row& row : rows) {
    MockedGateway gateway(Dialect::anthropic);
    const Heard heard =
        gateway.ask(asking(true, {{"tools", tools}}), "1;tools=" + std::string(row.told));
    if (!row.mended) {  // its beginning was content: nobody else may be asked
      EXPECT_NE(heard.raw.body.find("upstream_stream_malformed"), std::string::npos) << row.told;
      EXPECT_EQ(heard.finish, "") << row.told;
      continue;
    }
    ASSERT_EQ(heard.calls.size(), 2U) << row.told << '\n' << heard.raw.body;
    EXPECT_EQ(heard.calls[0].name + ' ' + heard.calls[1].name, "look stop") << row.told;
    EXPECT_TRUE(json::accept(heard.calls[0].arguments)) << row.told;
    EXPECT_NE(heard.calls[0].id, heard.calls[1].id) << row.told;
    EXPECT_FALSE(heard.calls[0].id.empty() || heard.calls[1].id.empty()) << row.told;
    EXPECT_EQ(heard.finish, "tool_calls") << row.told;
    const Heard again = gateway.ask(second_turn(heard, false));
    EXPECT_EQ(again.raw.head.status, 200) << row.told << again.raw.body;
  }
}

TEST(Tools, AWholeAnswersIdsAreMendedAsWell) {
  for (const char* told : {"no_id", "same_id", "blank_id"}) {
    MockedGateway gateway(Dialect::anthropic);
    const Heard heard =
        gateway.ask(asking(false, {{"tools", tools}}), "1;tools=" + std::string(told));
    ASSERT_EQ(heard.calls.size(), 2U) << told << '\n' << heard.raw.body;
    EXPECT_NE(heard.calls[0].id, heard.calls[1].id) << told;
    EXPECT_TRUE(heard.calls[0].id.size() > 5 && heard.calls[1].id.size() > 5) << told;
    const Heard again = gateway.ask(second_turn(heard, false));
    EXPECT_EQ(again.raw.head.status, 200) << told << again.raw.body;
  }
}

TEST(Tools, TheSameDialectPassesUntouched) {
  const Heard heard =
      MockedGateway(Dialect::openai).ask(asking(true, {{"tools", tools}}), "1;tools=blank_id");
  EXPECT_NE(heard.raw.body.find(R"("id":"")"), std::string::npos);
  EXPECT_EQ(heard.finish, "tool_calls");
}

// ---- rules for parameters

TEST(Parameters, ARefusalPassesATargetOverAndNamesItWhereNobodyIsLeft) {
  for (const bool all : {false, true}) {
    MockedGateway gateway(Dialect::openai, Dialect::openai);
    for (std::size_t place = 0; place < (all ? 2U : 1U); ++place) {
      gateway.options().providers[place].parameters = {{"seed", llm::ParameterRule::refuse}};
    }
    const Heard heard = gateway.ask(asking(false, {{"seed", 1}}));
    EXPECT_EQ(heard.raw.head.status, all ? 400 : 200);
    if (all) {
      EXPECT_NE(heard.raw.body.find("`seed` is not for openai/gpt-4o-mini"), std::string::npos);
    } else {
      EXPECT_EQ(tries(heard.raw), "lifeboat/l:200");
    }
  }
}

TEST(Parameters, WhatIsDroppedIsToldToTheClient) {
  MockedGateway gateway(Dialect::openai);
  gateway.options().providers[0].parameters = {{"max_tokens", llm::ParameterRule::convert}};
  gateway.options().chain[0].parameters = {{"seed", llm::ParameterRule::drop}};
  const Heard heard = gateway.ask(asking(false, {{"seed", 1}, {"max_tokens", 3}}));
  EXPECT_EQ(heard.raw.head.fields.get("x-gameday-dropped"), "seed");
  EXPECT_EQ(heard.finish, "length");  // the limit still holds, under its other name
}

}  // namespace
}  // namespace gameday::gateway::test
