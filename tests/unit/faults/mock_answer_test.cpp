// What the fault proxy tells a mock: every deed goes through the field and comes out the same.
#include "faults/mock_answer.hpp"

#include <array>

#include <gtest/gtest.h>

#include "support/parsed_injection.hpp"

namespace gameday::faults {
namespace {

MockAnswer told(std::string_view text) {
  const auto parsed = test::parse_injection(text);
  EXPECT_EQ(parsed.problems, "") << text;
  return parsed.injection ? parsed.injection->deed.answer.value_or(MockAnswer{}) : MockAnswer{};
}

struct Row {
  std::string_view text;
  std::string_view field;
};
constexpr std::array rows = {
    Row{"{answer: {text: \"a;b=1\"}}", "1;text=613b623d31"},
    Row{"{answer: {content: none, finish: stop}}", "1;content=none;finish=stop"},
    Row{"{answer: {content: empty}}", "1;content=empty"},
    Row{"{answer: {content: reasoning, cut: 1 delta}}", "1;content=reasoning;cut=1"},
    Row{"{answer: {cut: 10 deltas, finish: refusal}}", "1;finish=refusal;cut=10"},
    Row{"{answer: {cut: 1/3}}", "1;cut=1/3"},
    Row{"{answer: {cut: 50%, pad: 1MiB}}", "1;cut=50%;pad=1048576"},
    Row{"{answer: {schema: wrong_type}}", "1;schema=wrong_type"},
    Row{"{answer: {tools: wrong_index, finish: tool_calls}}",
        "1;finish=tool_calls;tools=wrong_index"},
    Row{"{answer: {refuse: [prefill, temperature, prefill]}}", "1;refuse=temperature+prefill"},
    Row{"{answer: {refuse: temperature}}", "1;refuse=temperature"},
};

TEST(MockAnswerField, SaysAllAndIsReadBack) {
  for (const Row& row : rows) {
    const MockAnswer answer = told(row.text);
    EXPECT_EQ(to_field(answer), row.field) << row.text;
    EXPECT_EQ(from_field(row.field), answer) << row.field;
  }
}

TEST(MockAnswerField, IsBounded) {
  MockAnswer answer = told(
      "{answer: {refuse: [temperature, temperature_with_top_p, max_tokens, "
      "prefill, response_format], tools: wrong_index}}");
  answer.pad = answer_pad_most;
  answer.text = std::string(answer_text_most, '\xff');
  EXPECT_LT(to_field(answer).size(), 2 * answer_text_most + 512);
  EXPECT_EQ(from_field(to_field(answer)), answer);
}

TEST(MockAnswerField, TakesNothingElse) {
  for (const std::string_view field :
       {"", "1", "1;", "2;content=none", "content=none", "1;content", "1;content=nothing",
        "1;text=6", "1;cut=-1", "1;cut=120%", "1;cut=1000001", "1;pad=1e9", "1;pad=67108865",
        "1;refuse=", "1;refuse=temperature+", "1;later=1", "1;;content=none", "1;content=none;;"}) {
    const bool taken = from_field(field).has_value();
    EXPECT_EQ(taken, field == "1;refuse=temperature+") << field;
  }
  const std::string text = "1;text=" + std::string(2 * answer_text_most + 2, '0');
  EXPECT_FALSE(from_field(text));
}

TEST(MockAnswerField, OnlyAMockKnowsWhatToSayToIt) {
  EXPECT_EQ(bypass_reason(""), "needs_mock");
  EXPECT_EQ(bypass_reason("yes"), "needs_mock");
  EXPECT_EQ(bypass_reason("not_asked"), "not_asked");
  EXPECT_EQ(bypass_reason("stream_too_short"), "stream_too_short");
}

}  // namespace
}  // namespace gameday::faults
