#include "llm/chat.hpp"

#include <gtest/gtest.h>

namespace gameday::llm {
namespace {

TEST(ChatRequest, IsReadAsItWasWritten) {
  ChatRequest request;
  request.model = "gpt-4o-mini";
  request.system = "Be \"brief\".";
  request.prompt = "Why?\n";
  request.max_tokens = 40;
  request.marker = Marker{0x9f3c, 107};
  const std::string body = write_chat_request(request);
  EXPECT_EQ(body,
            R"({"model":"gpt-4o-mini","messages":[{"role":"system","content":"Be \"brief\"."},)"
            R"({"role":"user","content":"Why?\n [gd:9f3c:00002z]"}],"max_completion_tokens":40})");
  const RequestFacts facts = read_request_facts(body);
  EXPECT_TRUE(facts.is_object);
  EXPECT_EQ(facts.model, "gpt-4o-mini");
  EXPECT_FALSE(facts.stream);
  EXPECT_TRUE(facts.has_messages);
  EXPECT_EQ(facts.max_tokens, 40U);
  EXPECT_EQ(facts.prompt_bytes, 11 + 5 + marker_size);
  EXPECT_EQ(find_marker(body), request.marker);
}

TEST(ChatRequest, AStreamAsksForItsUsageUnlessToldNotTo) {
  ChatRequest request;
  request.model = "m";
  EXPECT_FALSE(read_request_facts(write_chat_request(request)).include_usage);
  request.stream = true;
  std::string body = write_chat_request(request);
  EXPECT_TRUE(body.ends_with(R"("stream":true,"stream_options":{"include_usage":true}})")) << body;
  EXPECT_TRUE(read_request_facts(body).stream);
  EXPECT_TRUE(read_request_facts(body).include_usage);
  request.include_usage = false;
  body = write_chat_request(request);
  EXPECT_TRUE(read_request_facts(body).stream);
  EXPECT_FALSE(read_request_facts(body).include_usage);
}

TEST(RequestFacts, CountsTextPartsAndPrefersTheNewTokenLimit) {
  const RequestFacts facts = read_request_facts(
      R"({"stream":true,"max_completion_tokens":9,"max_tokens":3,"messages":[{"content":)"
      R"([{"type":"text","text":"four"},{"type":"image_url","image_url":{"url":"x"}}]}]})");
  EXPECT_TRUE(facts.stream);
  EXPECT_EQ(facts.max_tokens, 9U);
  EXPECT_EQ(facts.prompt_bytes, 4U);
  EXPECT_TRUE(facts.model.empty());
}

TEST(RequestFacts, KnowsWhoAsksForUsage) {
  EXPECT_TRUE(read_request_facts(R"({"stream_options":{"include_usage":true}})").include_usage);
  for (const char* body : {"{}", R"({"stream_options":null})", R"({"include_usage":true})",
                           R"({"stream_options":{"include_usage":"yes"}})"}) {
    EXPECT_FALSE(read_request_facts(body).include_usage) << body;
  }
}

TEST(RequestFacts, KnowsWhatIsMeantForAGateway) {
  EXPECT_TRUE(read_request_facts(R"({"model":"a","fallbacks":[]})").for_gateway);
  EXPECT_TRUE(read_request_facts(R"({"deadline_ms":1,"model":"a"})").for_gateway);
  EXPECT_FALSE(read_request_facts(R"({"model":"a","metadata":{"fallbacks":1}})").for_gateway);
}

TEST(RequestFacts, KnowsHowManyAnswersAreAskedFor) {
  EXPECT_EQ(read_request_facts(R"({"model":"a","n":3})").choices, 3U);
  EXPECT_EQ(read_request_facts(R"({"model":"a","metadata":{"n":3}})").choices, 1U);
  EXPECT_EQ(read_request_facts(R"({"model":"a","n":-1})").choices, 1U);
}

TEST(RequestFacts, AnythingButAnObjectSaysNothing) {
  for (const char* body : {"", "[]", "\"model\"", R"({"model":"a")", "{\"model\":\"\xff\"}"}) {
    EXPECT_FALSE(read_request_facts(body).is_object) << body;
  }
}

TEST(WithModel, KeepsEveryOtherByte) {
  EXPECT_EQ(with_model("{ \"a\" : {\"model\":\"in\"},\t\"model\" :  \"old\\\"\"  , \"z\":1.50 }\n",
                       "new\"er"),
            "{ \"a\" : {\"model\":\"in\"},\t\"model\" :  \"new\\\"er\"  , \"z\":1.50 }\n");
  EXPECT_EQ(with_model(R"({"mod\u0065l":"old"})", "m"), R"({"mod\u0065l":"m"})");
  EXPECT_EQ(with_model("\xEF\xBB\xBF{\"model\":\"old\"}", "m"), "\xEF\xBB\xBF{\"model\":\"m\"}");
  EXPECT_EQ(with_model(R"({"model":7})", "m"), std::nullopt);
  EXPECT_EQ(with_model(R"([{"model":"a"}])", "m"), std::nullopt);
  EXPECT_EQ(with_model("junk", "m"), std::nullopt);
  EXPECT_EQ(with_model("", "m"), std::nullopt);
}

TEST(ChatAnswer, IsReadAsItWasWritten) {
  ChatAnswer answer;
  answer.id = "chatcmpl-1";
  answer.model = "gpt-4o-mini";
  answer.text = "Because.";
  answer.finish_reason = "length";
  answer.completion_tokens = 2;
  const AnswerFacts facts = read_answer(write_chat_answer(answer));
  EXPECT_EQ(facts.defect, AnswerDefect::none);
  EXPECT_EQ(facts.model, "gpt-4o-mini");
  EXPECT_EQ(facts.finish_reason, "length");
  EXPECT_EQ(facts.completion_tokens, 2U);
  EXPECT_EQ(facts.text, "Because.");
}

TEST(AnswerFacts, NamesWhatIsWrongWithA200) {
  const auto defect = [](std::string_view body) { return read_answer(body).defect; };
  EXPECT_EQ(defect("<html>"), AnswerDefect::not_json);
  EXPECT_EQ(defect(R"({"choices":[{"finish_reason":"stop"})"), AnswerDefect::not_json);
  EXPECT_EQ(defect(R"({"choices":[]})"), AnswerDefect::no_choices);
  EXPECT_EQ(defect(R"({"choices":null})"), AnswerDefect::no_choices);
  EXPECT_EQ(defect(R"({"choices":[{"finish_reason":"stop"},{"finish_reason":null}]})"),
            AnswerDefect::no_finish_reason);
  EXPECT_EQ(defect(R"({"error":{"code":502,"message":"m"}})"), AnswerDefect::error_object);
  EXPECT_EQ(defect(R"({"choices":[{"finish_reason":"error"}]})"), AnswerDefect::error_object);
  for (const std::string none : {"null", "false", "0", "\"\""}) {  // as in an event of a stream
    EXPECT_EQ(defect("{\"error\":" + none + R"(,"choices":[{"finish_reason":"stop"}]})"),
              AnswerDefect::none)
        << none;
  }
}

}  // namespace
}  // namespace gameday::llm
