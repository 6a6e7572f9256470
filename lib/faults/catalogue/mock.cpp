// What only a mock can be told to say.
#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

using Answer = MockAnswer;

Injection saying(Answer answer) {
  Injection injection;
  injection.deed.answer = std::move(answer);
  return injection;
}

/// Which of `all` the words under `key` name; `some` in their order, the default first.
template <class Enum, std::size_t size>
Enum read_one(MapReader& map, std::string_view key, const Words& some,
              const std::array<std::string_view, size>& all, std::string_view what) {
  const std::string word = read_word(map, key, some, what);
  return static_cast<Enum>(std::find(all.begin(), all.end(), word) - all.begin());
}

template <class Enum, std::size_t size>
Enum read_kind_of(MapReader& map, const std::array<std::string_view, size>& all,
                  std::string_view what) {
  return read_one<Enum>(map, "kind", Words(all.begin(), all.end()), all, what);
}

Injection params_refused(MapReader& map) {
  Answer answer;
  answer.refuse = read_refuse(map);
  for (std::size_t at = 0; !map.has("refuse") && at < refuse_words.size(); ++at) {
    answer.refuse.push_back(static_cast<Answer::Refuse>(at));
  }
  return saying(std::move(answer));
}

Injection null_content(MapReader& map) {
  Answer answer;
  answer.content = read_one<Answer::Content>(map, "content", {"none", "empty", "reasoning"},
                                             content_words, "kind of content");
  answer.finish =
      read_one<Answer::Finish>(map, "finish", {"stop", "length"}, finish_words, "way to finish");
  return saying(std::move(answer));
}

Injection cut_off_answer(MapReader& map) {
  const Point ten{false, Point::Unit::deltas, 10, {}, {}};
  const Point after = read_after_or(map, ten);
  Answer answer;
  answer.cut.emplace();
  if (after.unit == Point::Unit::percent) {
    answer.cut->part = after.part;
  } else {
    answer.cut->deltas = after.count;
  }
  const bool nothing = answer.cut->part ? answer.cut->part->numerator == 0 : after.count == 0;
  if ((after.unit != Point::Unit::deltas && !answer.cut->part) || nothing) {
    map.error("after", "is how much a model had said; write 10 deltas or 50%");
  }
  answer.finish = read_one<Answer::Finish>(map, "finish", {"length", "content_filter", "refusal"},
                                           finish_words, "way to finish");
  return saying(std::move(answer));
}

Injection schema_violation(MapReader& map) {
  Answer answer;
  answer.schema = read_kind_of<Answer::Schema>(map, schema_words, "way to break a schema");
  return saying(std::move(answer));
}

Injection broken_tool_calls(MapReader& map) {
  Answer answer;
  answer.tools = read_kind_of<Answer::Tools>(map, tools_words, "way to break tool calls");
  return saying(std::move(answer));
}

Injection huge_event(MapReader& map) {
  Answer answer;
  answer.pad = map.bytes("size").value_or(Bytes{1024 * 1024});
  if (answer.pad->count == 0 || *answer.pad > answer_pad_most) {
    map.error("size", "is out of range; from 1B to " + to_text(answer_pad_most));
  }
  return saying(std::move(answer));
}

}  // namespace

std::vector<CatalogueEntry> mock_slugs() {
  return {
      {"F14",
       "params-refused",
       "the fallback refuses a parameter of the request",
       {{"refuse", "[temperature, temperature_with_top_p, max_tokens, prefill, response_format]"}},
       "answer: {refuse: [temperature, temperature_with_top_p, max_tokens, prefill, "
       "response_format]}",
       params_refused},
      {"F36",
       "null-content",
       "an answer without content",
       {{"content", "none / empty / reasoning"}, {"finish", "stop / length"}},
       "answer: {content: none, finish: stop}",
       null_content},
      {"F37",
       "cut-off-answer",
       "half an answer, and finish_reason length or content_filter",
       {{"after", "10 deltas"}, {"finish", "length / content_filter / refusal"}},
       "answer: {cut: 10 deltas, finish: length}",
       cut_off_answer},
      {"F38",
       "schema-violation",
       "prose where JSON of a schema was asked for",
       {{"kind", "prose / fenced / renamed / echo / wrong_type"}},
       "answer: {schema: prose}",
       schema_violation},
      {"F39",
       "broken-tool-calls",
       "tool calls without index or id, or merged",
       {{"kind",
         "index_zero / no_index / no_id / same_id / blank_id / blank_args / wrong_index / "
         "one_chunk"}},
       "answer: {tools: index_zero}",
       broken_tool_calls},
      {"F44",
       "huge-event",
       "one event of a megabyte",
       {{"size", "1MiB", "", "1B", "64MiB"}},
       "answer: {pad: 1MiB}",
       huge_event},
  };
}

}  // namespace gameday::faults
