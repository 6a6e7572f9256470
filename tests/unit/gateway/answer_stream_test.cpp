// One streamed answer, cut at every byte and bent in every way that providers bend theirs.

#include "gateway/answer_stream.hpp"

#include <gtest/gtest.h>

#include "gateway/checked.hpp"
#include "llm/translate_stream.hpp"
#include "support/good_stream.hpp"

namespace gameday::gateway {
namespace {

using policy::FailureKind;
using test::good_stream;

constexpr llm::Dialect dialects[] = {llm::Dialect::openai, llm::Dialect::anthropic};

std::string joined(const std::vector<std::string>& events) {
  std::string all;
  for (const std::string& event : events) {
    all += event;
  }
  return all;
}

/// What the client gets of it.
std::string shown(llm::Dialect which, bool usage = false) {
  const std::string openai = joined(good_stream(llm::Dialect::openai, usage));
  if (which == llm::Dialect::openai) {
    return openai;
  }
  std::string all;
  llm::StreamTranslator translator(0, usage);
  llm::StreamWatch watch(which);
  http::SseReader reader;
  reader.push(joined(good_stream(which)));
  for (auto block = reader.next(); block.what == http::SseBlock::What::event;
       block = reader.next()) {
    translator.event(watch.see(block.name, block.data), all);
  }
  return all;
}

struct Result {
  std::string out;
  bool content = false;
  std::optional<policy::Failure> failure;

  std::string kind() const { return failure ? policy::to_text(failure->kind) : "ok"; }
};

/// How the body ends after its last byte; `none`: it ends as it should.
using Lost = std::optional<FailureKind>;

Result played(llm::Dialect which, std::string_view wire, Lost lost = {},
              const policy::Request& request = {}, std::size_t step = std::string::npos,
              policy::AnswerForm* form = nullptr) {
  const auto dialect = make_dialect(which);
  AnswerStream stream(*dialect, request, 0, form);
  Result result;
  std::string taken;
  while (!wire.empty() && !stream.over()) {
    stream.push(wire.substr(0, step));
    wire.remove_prefix(std::min(step, wire.size()));
    stream.take_events(taken);
    result.out += taken;
  }
  if (!stream.over() && lost) {
    stream.lost(broken(*lost, 200, "x"));
  } else if (!stream.over()) {
    stream.ended();
  }
  EXPECT_TRUE(stream.over());
  stream.take_events(taken);
  result.out += taken;
  result.content = stream.content();
  result.failure = stream.failure();
  return result;
}

Result played(llm::Dialect which, const std::vector<std::string>& events, Lost lost = {},
              const policy::Request& request = {}) {
  return played(which, joined(events), lost, request);
}

bool says_its_end(std::string_view out) {
  return out.find("finish_reason\":\"") != std::string_view::npos ||
         out.find("[DONE]") != std::string_view::npos;
}

TEST(AnswerStream, PassesAWholeOneOnHoweverItIsSplit) {
  for (const llm::Dialect which : dialects) {
    for (const std::size_t step : {1, 2, 3, 7, 64}) {
      const Result result = played(which, joined(good_stream(which)), {}, {}, step);
      EXPECT_EQ(result.out, shown(which)) << step;
      EXPECT_EQ(result.kind(), "ok");
    }
  }
}

TEST(AnswerStream, EveryCutIsSeenOrHarmless) {
  for (const llm::Dialect which : dialects) {
    const std::string wire = joined(good_stream(which));
    const std::string whole = shown(which);
    std::size_t good_ends = 0;
    for (std::size_t cut = 0; cut <= wire.size(); ++cut) {
      for (const Lost lost : {Lost(), Lost(FailureKind::reset), Lost(FailureKind::eof_early),
                              Lost(FailureKind::idle_timeout)}) {
        const Result result = played(which, std::string_view(wire).substr(0, cut), lost);
        EXPECT_TRUE(whole.starts_with(result.out)) << cut;
        EXPECT_EQ(result.out == whole, !result.failure) << cut;
        EXPECT_EQ(says_its_end(result.out), !result.failure) << cut;
        good_ends += result.failure ? 0 : 1;
      }
    }
    EXPECT_GT(good_ends, 4U);         // after the finish nothing is missing …
    EXPECT_LT(good_ends, 4U * 200U);  // … but [DONE] or message_stop
  }
}

TEST(AnswerStream, NobodysEventsAreLeftOut) {  // F20, F30, F32 to F35, F40, F41
  const auto openai = good_stream(llm::Dialect::openai);
  const std::string plain = joined(openai);
  const std::string finish = openai[3];
  const std::string data = openai[1].substr(6);
  const std::string rows[] = {
      ": OPENROUTER PROCESSING\n\n" + plain,
      "\xEF\xBB\xBF" + plain,
      "retry: 10\nid: 7\n\n" + plain,
      "data:\n\ndata: null\n\nevent: ping\n\n" + plain,
      "data: {\"id\":\"x\",\"choices\":[]}\n\n" + plain,
      "data: {\"id\":\"x\",\"choices\":null}\n\ndata: {\"id\":\"x\"}\n\n" + plain,
      openai[0] + "data:" + data + openai[2] + finish + openai[4],
      openai[0] + "id: 1\ndata: " + data + openai[2] + finish + openai[4],
      openai[0] + openai[1] + openai[2] + finish + finish + openai[4],
      openai[0] + openai[1] + openai[2] + finish + openai[0] + openai[4],
      openai[0] + openai[1] + openai[2] + finish + "data: {oops\n\n" + openai[4],
      openai[0] + openai[1] + openai[2] + finish + "data: {\"error\":{\"message\":\"x\"}}\n\n",
      plain + "data: {oops\n\n",
      openai[0] + openai[1] + openai[2] + finish};
  for (const std::string& wire : rows) {
    const Result result = played(llm::Dialect::openai, wire);
    EXPECT_EQ(result.out, plain) << wire;
    EXPECT_EQ(result.kind(), "ok") << wire;
  }
  std::string carriage = plain;
  for (std::size_t at = 0; (at = carriage.find('\n', at)) != std::string::npos; at += 2) {
    carriage.replace(at, 1, "\r\n");
  }
  EXPECT_EQ(played(llm::Dialect::openai, carriage).out, plain);
  const std::string lines =
      "data: {\"choices\":[{\"index\":0,\ndata: \"delta\":{\"content\":\"x\"},"
      "\"finish_reason\":\"stop\"}]}\n\n";
  EXPECT_EQ(played(llm::Dialect::openai, lines).out,
            "data: {\"choices\":[{\"index\":0, \"delta\":{\"content\":\"x\"},"
            "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
}

TEST(AnswerStream, TextIsNeverDropped) {  // F30, F31 on OpenAI
  auto events = good_stream(llm::Dialect::openai);
  std::swap(events[2], events[3]);  // finish early
  EXPECT_EQ(played(llm::Dialect::openai, events).out, joined(events));
  events = good_stream(llm::Dialect::openai);
  events.insert(events.begin() + 2, events[1]);  // twice: an honest repeat looks alike
  EXPECT_EQ(played(llm::Dialect::openai, events).out, joined(events));
}

TEST(AnswerStream, UsageIsForThoseWhoAsked) {
  policy::Request asks;
  asks.include_usage = true;
  for (const llm::Dialect which : dialects) {
    const auto events = good_stream(which, true);
    EXPECT_EQ(played(which, events, {}, asks).out, shown(which, true));
    const std::string without = played(which, events).out;
    EXPECT_EQ(without.find("prompt_tokens"), std::string::npos);
    EXPECT_NE(without.find("[DONE]"), std::string::npos);
  }
}

TEST(AnswerStream, AnEmptyOneIsAnAnswerOnlyWhenItWasCutOff) {  // F36, F42
  const auto openai = good_stream(llm::Dialect::openai);
  const auto anthropic = good_stream(llm::Dialect::anthropic);
  llm::ChunkHead head;
  struct Row {
    llm::Dialect which;
    std::vector<std::string> events;
    const char* kind;
  };
  const Row rows[] = {
      {llm::Dialect::openai, {}, "malformed"},
      {llm::Dialect::openai, {openai[4]}, "eof_early"},
      {llm::Dialect::openai, {openai[0], openai[4]}, "eof_early"},
      {llm::Dialect::openai, {openai[0], openai[3], openai[4]}, "malformed"},
      {llm::Dialect::openai, {openai[0], llm::finish_chunk(head, "length"), openai[4]}, "ok"},
      {llm::Dialect::openai, {openai[0], llm::finish_chunk(head, "content_filter")}, "ok"},
      {llm::Dialect::anthropic, {}, "malformed"},
      {llm::Dialect::anthropic, {anthropic[0]}, "eof_early"},
      {llm::Dialect::anthropic, {anthropic[0], anthropic[5], anthropic[6]}, "malformed"},
      {llm::Dialect::anthropic, {anthropic[0], llm::message_delta_event("max_tokens", 0)}, "ok"},
      {llm::Dialect::anthropic,
       {anthropic[0], anthropic[1], anthropic[2], anthropic[6]},
       "eof_early"},
      {llm::Dialect::anthropic,
       {anthropic[0], anthropic[1], anthropic[2], llm::message_delta_event("a new word", 2),
        anthropic[6]},
       "eof_early"}};
  for (const Row& row : rows) {
    const Result result = played(row.which, row.events);
    EXPECT_EQ(result.kind(), row.kind) << joined(row.events);
    EXPECT_EQ(says_its_end(result.out) && !result.failure, !result.failure) << result.out;
  }
}

TEST(AnswerStream, WhatIsNoEventOfThisApiIsAFailure) {
  const auto openai = good_stream(llm::Dialect::openai);
  const auto anthropic = good_stream(llm::Dialect::anthropic);
  const std::string error = R"({"error":{"message":"no","type":"server_error","code":null}})";
  struct Row {
    llm::Dialect which;
    std::string wire;
    const char* kind;
  };
  const Row rows[] = {
      {llm::Dialect::openai, "<html>login</html>", "malformed"},
      {llm::Dialect::openai, R"({"choices":[{"message":{"content":"Hi"}}]})", "malformed"},
      {llm::Dialect::openai, error, "in_band_error"},
      {llm::Dialect::openai, "data: " + error + "\n\n", "in_band_error"},
      {llm::Dialect::openai, openai[0] + openai[1] + "data: {\"choi\n\n", "malformed"},
      {llm::Dialect::openai,
       openai[0] + "data: {\"choices\":[{\"delta\":{\"content\":\"\x80\"}}]}\n\n", "malformed"},
      {llm::Dialect::openai, openai[0] + openai[1] + openai[4], "eof_early"},
      {llm::Dialect::anthropic, anthropic[1] + anthropic[0], "malformed"},
      {llm::Dialect::anthropic, anthropic[0] + anthropic[1] + llm::text_delta_event(7, "x"),
       "malformed"},
      {llm::Dialect::anthropic,
       anthropic[0] + llm::anthropic_error_event("overloaded_error", "Overloaded", "r"),
       "in_band_error"}};
  for (const Row& row : rows) {
    const Result result = played(row.which, row.wire);
    EXPECT_EQ(result.kind(), row.kind) << row.wire;
    EXPECT_FALSE(says_its_end(result.out)) << row.wire;
  }
}

TEST(AnswerStream, EveryChoiceMustFinish) {
  policy::Request two;
  two.choices = 2;
  const auto chunk = [](int index, const char* text, const char* finish) {
    return fmt::format(
        "data: {{\"choices\":[{{\"index\":{},\"delta\":{{\"content\":\"{}\"}},"
        "\"finish_reason\":{}}}]}}\n\n",
        index, text, finish);
  };
  const std::string first = chunk(0, "a", "\"stop\"");
  const std::string begun = chunk(1, "b", "null");
  const std::string second = chunk(1, "b", "\"stop\"");
  const Lost reset = FailureKind::reset;
  EXPECT_EQ(played(llm::Dialect::openai, first, reset, two).kind(), "reset");
  EXPECT_EQ(played(llm::Dialect::openai, first + begun, reset, two).kind(), "reset");
  EXPECT_EQ(played(llm::Dialect::openai, first + second, reset, two).kind(), "ok");
  EXPECT_EQ(played(llm::Dialect::openai, first + begun + "data: [DONE]\n\n", {}, two).kind(),
            "eof_early");
}

TEST(AnswerStream, WhatIsHeldHasALimit) {
  const std::string role = good_stream(llm::Dialect::openai)[0];
  std::string wire;
  while (wire.size() <= held_most) {
    wire += role;
  }
  EXPECT_EQ(played(llm::Dialect::openai, wire).kind(), "malformed");
  EXPECT_EQ(played(llm::Dialect::openai, "data: " + std::string(http::sse_line_most, 'x')).kind(),
            "malformed");
}

TEST(AnswerStream, OfABodyWithoutEventsAnErrorIsReadIfItIsShort) {
  const std::string error = R"({"error":{"message":"no","type":"server_error","code":null}})";
  const std::string longest = std::string(64 * 1024 - error.size(), ' ') + error;
  for (const std::size_t step : {longest.size() + 1, std::size_t{1000}}) {
    EXPECT_EQ(played(llm::Dialect::openai, longest, {}, {}, step).kind(), "in_band_error");
    EXPECT_EQ(played(llm::Dialect::openai, " " + longest, {}, {}, step).kind(), "malformed");
  }
}

/// Demands one text, and says what it got instead.
class Demanding final : public policy::AnswerForm {
 public:
  explicit Demanding(std::string text) : text_(std::move(text)) {}
  bool demands() override { return true; }
  std::optional<std::string> violation(std::string_view text) override {
    seen.emplace_back(text);
    return text == text_ ? std::nullopt : std::optional("not " + text_);
  }
  void passed_unread() override { seen.emplace_back("unread"); }

  std::vector<std::string> seen;

 private:
  std::string text_;
};

TEST(AnswerStream, AFinishIsToldOnlyOfATextThatIsAsItWasToBe) {  // F38
  for (const llm::Dialect which : dialects) {
    for (const bool fits : {true, false}) {
      for (const std::size_t step : {std::size_t{1}, std::size_t{1000}}) {
        Demanding form(fits ? "Hiho" : "Hoho");
        const Result result = played(which, joined(good_stream(which)), {}, {}, step, &form);
        EXPECT_EQ(form.seen, std::vector<std::string>{"Hiho"});
        EXPECT_EQ(result.kind(), fits ? "ok" : "schema_violation");
        EXPECT_EQ(says_its_end(result.out), fits) << result.out;
        EXPECT_NE(result.out.find("\"ho\""), std::string::npos) << "the text is out all the same";
        EXPECT_TRUE(result.content);
      }
    }
  }
}

std::string chunk(const std::string& index, const std::string& delta, const std::string& finish) {
  return R"(data: {"choices":[{"index":)" + index + R"(,"delta":)" + delta +
         R"(,"finish_reason":)" + finish + "}]}\n\n";
}

TEST(AnswerStream, OneChunkThatIsAllAndWrongIsNoContent) {
  Demanding form("x");
  const std::string all = chunk("0", R"({"content":"y"})", R"("stop")");
  const Result result = played(llm::Dialect::openai, all, {}, {}, 1000, &form);
  EXPECT_EQ(result.kind(), "schema_violation");
  EXPECT_FALSE(result.content);
  EXPECT_EQ(result.out, "");
}

TEST(AnswerStream, CallsRefusalsAndWhatWasCutOffAreOfNoForm) {
  const std::string text = chunk("0", R"({"content":"y"})", "null");
  const std::string rows[] = {
      text + chunk("0", "{}", R"("length")"), text + chunk("0", "{}", R"("content_filter")"),
      text + chunk("0", "{}", R"("tool_calls")"),
      chunk("0", R"({"refusal":"No."})", "null") + chunk("0", "{}", R"("stop")"),
      chunk("0", R"({"tool_calls":[{"index":0}]})", "null") + chunk("0", "{}", R"("stop")")};
  for (const std::string& wire : rows) {
    Demanding form("x");
    EXPECT_EQ(played(llm::Dialect::openai, wire, {}, {}, 1000, &form).kind(), "ok") << wire;
    EXPECT_TRUE(form.seen.empty()) << wire;
  }
}

TEST(AnswerStream, EveryChoiceHasATextOfItsOwn) {
  policy::Request two;
  two.choices = 2;
  const std::string wire = chunk("1", R"({"content":"a"})", "null") +
                           chunk("0", R"({"content":"a"})", "null") +
                           chunk("1", R"({"content":"b"})", R"("stop")");
  Demanding good("ab");
  const std::string rest = chunk("0", R"({"content":"b"})", R"("stop")");
  EXPECT_EQ(played(llm::Dialect::openai, wire + rest, {}, two, 1000, &good).kind(), "ok");
  EXPECT_EQ(good.seen, (std::vector<std::string>{"ab", "ab"}));
  Demanding bad("ab");
  const std::string wrong = chunk("0", R"({"content":"c"})", R"("stop")");
  EXPECT_EQ(played(llm::Dialect::openai, wire + wrong, {}, two, 1000, &bad).kind(),
            "schema_violation");
}

TEST(AnswerStream, ATextThatIsTooLongIsNotKept) {
  const std::string part =
      chunk("0", R"({"content":")" + std::string(300'000, 'x') + "\"}", "null");
  Demanding form("x");
  const std::string wire = part + part + part + part + chunk("0", "{}", R"("stop")");
  EXPECT_EQ(played(llm::Dialect::openai, wire, {}, {}, 1000, &form).kind(), "ok");
  EXPECT_EQ(form.seen, std::vector<std::string>{"unread"});
}

TEST(AnswerStream, PingsAndSilenceAreNoProgress) {
  const auto dialect = make_dialect(llm::Dialect::anthropic);
  AnswerStream stream(*dialect, policy::Request(), 0);
  EXPECT_TRUE(stream.push(good_stream(llm::Dialect::anthropic)[0]));
  EXPECT_FALSE(stream.push(llm::ping_event));
  EXPECT_FALSE(stream.push(": comment\n\n"));
  const auto openai = make_dialect(llm::Dialect::openai);
  AnswerStream chunks(*openai, policy::Request(), 0);
  EXPECT_FALSE(chunks.push("data: {\"choices\":[]}\n\n"));
  EXPECT_TRUE(chunks.push(good_stream(llm::Dialect::openai)[0]));
}

}  // namespace
}  // namespace gameday::gateway
