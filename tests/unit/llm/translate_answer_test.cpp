#include <gtest/gtest.h>

#include "llm/anthropic.hpp"
#include "llm/dialect_answers.hpp"
#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

std::optional<std::string> chat_answer(std::string_view message, std::int64_t created) {
  return to_chat_answer(message, read_message(message), created);
}

TEST(TranslateAnswer, IsAChatCompletionWithAllTokensCounted) {
  const auto out = chat_answer(
      R"({"id":"msg_01","type":"message","role":"assistant","model":"claude-x","content":[)"
      R"({"type":"thinking","thinking":"hm"},{"type":"text","text":"Be"},)"
      R"({"type":"text","text":"cause."}],"stop_reason":"max_tokens","usage":{"input_tokens":10,)"
      R"("cache_creation_input_tokens":5,"cache_read_input_tokens":3,"output_tokens":2}})",
      1'790'000'000);
  EXPECT_EQ(out,
            R"({"id":"msg_01","object":"chat.completion","created":1790000000,"model":"claude-x",)"
            R"("choices":[{"index":0,"message":{"role":"assistant","content":"Because.",)"
            R"("refusal":null},"logprobs":null,"finish_reason":"length"}],"usage":{)"
            R"("prompt_tokens":18,"completion_tokens":2,"total_tokens":20,)"
            R"("prompt_tokens_details":{"cached_tokens":3}}})");
  EXPECT_EQ(read_answer(*out).defect, AnswerDefect::none);
}

TEST(TranslateAnswer, CountsThatNobodyToldAreNotZero) {  // F41
  const std::string head = R"({"id":"msg_01","model":"m","content":[{"type":"text","text":"a"}],)"
                           R"("stop_reason":"end_turn")";
  for (const char* usage :
       {"", R"(,"usage":null)", R"(,"usage":{})", R"(,"usage":{"input_tokens":3})",
        R"(,"usage":{"output_tokens":3})", R"(,"usage":{"input_tokens":3,"output_tokens":null})"}) {
    const auto out = chat_answer(head + usage + '}', 0);
    ASSERT_TRUE(out) << usage;
    EXPECT_EQ(out->find("usage"), std::string::npos) << *out;
  }
  const auto zero = chat_answer(head + R"(,"usage":{"input_tokens":0,"output_tokens":0}})", 0);
  ASSERT_TRUE(zero);
  EXPECT_NE(zero->find(R"("usage":{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,)"),
            std::string::npos);
}

TEST(TranslateAnswer, AToolCallIsACallWithItsArgumentsAsText) {
  const auto out = chat_answer(
      R"({"id":"msg_01","model":"m","content":[{"type":"tool_use","id":"toolu_1","name":"f",)"
      R"("input":{"q": 1}}],"stop_reason":"tool_use"})",
      0);
  ASSERT_TRUE(out);
  EXPECT_NE(out->find(R"("content":null,"refusal":null,"tool_calls":[{"id":"toolu_1","type":)"
                      R"("function","function":{"name":"f","arguments":"{\"q\":1}"}}]})"),
            std::string::npos)
      << *out;
  EXPECT_NE(out->find(R"("finish_reason":"tool_calls")"), std::string::npos);
}

TEST(TranslateAnswer, IdsAreMendedWhereOneThingIsMeant) {  // F39
  const auto out = chat_answer(
      R"({"id":"msg_01","model":"m","content":[{"type":"text","text":"So:"},)"
      R"({"type":"tool_use","name":"f","input":null},{"type":"tool_use","id":" ","name":"g"},)"
      R"({"type":"tool_use","id":"x","name":"h","input":{}},)"
      R"({"type":"tool_use","id":"x","name":"i","input":{}}],"stop_reason":"tool_use"})",
      0);
  ASSERT_TRUE(out);
  std::string expected = R"("content":"So:","refusal":null,"tool_calls":[)";
  const std::string ids[] = {made_up_call_id("msg_01", 0), made_up_call_id("msg_01", 1), "x",
                             made_up_call_id("msg_01", 3)};
  for (std::size_t i = 0; i < 4; ++i) {
    expected += (i > 0 ? "," : "") + (R"({"id":")" + ids[i]) +
                R"(","type":"function","function":{"name":")" + "fghi"[i] +
                R"(","arguments":"{}"}})";
  }
  EXPECT_NE(out->find(expected + "]}"), std::string::npos) << *out;
}

TEST(TranslateAnswer, ACallThatNobodyCanMakeIsNone) {
  for (const char* block : {R"({"type":"tool_use","id":"a","input":{}})",
                            R"({"type":"tool_use","id":"a","name":"f","input":"{}"})"}) {
    EXPECT_EQ(
        chat_answer(
            R"({"id":"m","content":[)" + std::string(block) + R"(],"stop_reason":"tool_use"})", 0),
        std::nullopt)
        << block;
  }
}

TEST(TranslateAnswer, NothingIsMadeOfWhatIsNoWholeAnswer) {
  for (const char* body :
       {"<html>", R"({"type":"error","error":{"type":"api_error","message":"m"}})",
        R"({"content":[],"stop_reason":null})", R"({"content":[],"stop_reason":"of_tomorrow"})",
        R"({"content":null,"stop_reason":"end_turn"})"}) {
    EXPECT_EQ(chat_answer(body, 0), std::nullopt) << body;
  }
}

TEST(FinishReason, NoStopIsInvented) {
  const std::pair<const char*, const char*> table[] = {
      {"end_turn", "stop"},
      {"stop_sequence", "stop"},
      {"pause_turn", "stop"},
      {"max_tokens", "length"},
      {"tool_use", "tool_calls"},
      {"model_context_window_exceeded", "length"},
      {"", ""},
      {"refusal", "content_filter"},
      {"of_tomorrow", ""},
      {"stop", ""},
  };
  for (const auto& [from, to] : table) {
    EXPECT_EQ(to_finish_reason(from), to) << from;
  }
}

// Every true error of Anthropic's, in OpenAI's words.
TEST(TranslateError, EveryNameKeepsItsMeaning) {
  const std::pair<const char*, const char*> table[] = {
      {"rate-limit", "rate_limit_error/rate_limit_exceeded"},
      {"slow-down", "rate_limit_error/slow_down"},
      {"quota", "insufficient_quota/insufficient_quota"},
      {"credit", "insufficient_quota/credit_balance_exhausted"},
      {"spend-limit", "insufficient_quota/insufficient_quota"},
      {"billing", "insufficient_quota/billing_not_active"},
      {"bad-key", "invalid_request_error/invalid_api_key"},
      {"forbidden", "permission_error/"},
      {"region", "permission_error/"},
      {"on-hold", "permission_error/"},
      {"no-model", "invalid_request_error/model_not_found"},
      {"gone", "invalid_request_error/model_not_found"},
      {"bad-param", "invalid_request_error/"},
      {"context", "invalid_request_error/context_length_exceeded"},
      {"content-filter", "invalid_request_error/"},
      {"too-large", "invalid_request_error/"},
      {"server", "server_error/"},
      {"overloaded", "service_unavailable_error/server_is_overloaded"},
      {"timeout", "server_error/"},
      {"conflict", "invalid_request_error/"},
  };
  ASSERT_EQ(std::size(table), error_names().size());
  for (const auto& [name, words] : table) {
    const ErrorObject from = *read_error(anthropic_error(name, 1, {}, "claude-x").body);
    const ErrorObject to = to_openai_error(from);
    EXPECT_EQ(to.type + '/' + to.code, words) << name;
    EXPECT_EQ(to.message, from.message) << name;
  }
  EXPECT_EQ(to_openai_error({"m", "error_of_tomorrow", ""}).type, "server_error");
}

}  // namespace
}  // namespace gameday::llm
