// Events whose JSON is not what readers expect, and streams that lack some.
#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

using Op = Edit::Op;
using Unit = Pieces::Unit;

constexpr Pieces body{Unit::body};
constexpr Pieces usage{Unit::usage};

/// As read_word, where `null` is one of the words: a file that says null says nothing.
std::string read_word_or_null(MapReader& map, std::string_view key, const Words& known,
                              std::string_view what) {
  const Value* value = map.find(key);
  if (value != nullptr && value->kind == Value::Kind::null) {
    map.take(key);
    return "null";
  }
  return read_word(map, key, known, what);
}

/// An event of its own; what stands for `choices` in it.
Injection inserted_chunk(const Point& point, std::string_view value) {
  Insert insert;
  insert.point = point;
  insert.what = Insert::What::event;
  constexpr std::string_view start = R"({"id":"c","object":"chat.completion.chunk")";
  insert.text = value == "data-null" ? "null"
                                     : std::string(start) +
                                           (value == "empty"  ? R"(,"choices":[])"
                                            : value == "null" ? R"(,"choices":null)"
                                                              : "") +
                                           '}';
  Injection injection;
  injection.deed.inserts.push_back(std::move(insert));
  return injection;
}

// At the start, null and missing choices are those of the first event itself.
Injection empty_choices(MapReader& map) {
  const bool start = read_word(map, "where", {"start", "end"}, "end of a stream") == "start";
  const std::string value = read_word_or_null(
      map, "value", {"empty", "null", "missing", "data-null"}, "value of choices");
  if (!start) {
    return inserted_chunk({true, Point::Unit::done, 0, {}, {}}, value);
  }
  if (value == "empty" || value == "data-null") {
    return inserted_chunk(after_headers, value);
  }
  Edit edit = edit_of({Unit::events, 0, 0}, value == "null" ? Op::set : Op::unset);
  if (value == "null") {
    edit.set.emplace_back("/choices", "null");
  } else {
    edit.unset.emplace_back("/choices");
  }
  return editing(std::move(edit));
}

Edit in(const Pieces& which, Op op, std::optional<llm::Dialect> dialect, bool streamed) {
  Edit edit = edit_of(which, op);
  edit.dialect = dialect;
  edit.streamed = streamed;
  return edit;
}

/// OpenAI's usage has a chunk of its own; Anthropic's and that of a whole body stand beside others.
Injection missing_usage() {
  Injection injection;
  auto& edits = injection.deed.edits;
  edits.push_back(in(usage, Op::drop, llm::Dialect::openai, true));
  edits.push_back(in(usage, Op::unset, llm::Dialect::anthropic, true));
  edits.push_back(in(body, Op::unset, {}, false));
  edits[1].unset = edits[2].unset = {"/usage"};
  return injection;
}

Injection null_usage() {
  Injection injection;
  for (const bool streamed : {true, false}) {
    Edit edit = in(streamed ? usage : body, Op::set, {}, streamed);
    edit.set.emplace_back("/usage", "null");
    injection.deed.edits.push_back(std::move(edit));
  }
  return injection;
}

Injection zero_usage() {
  Injection injection;
  for (const bool streamed : {true, false}) {
    const Pieces& which = streamed ? usage : body;
    Edit openai = in(which, Op::set, llm::Dialect::openai, streamed);
    openai.set = {{"/usage/prompt_tokens", "0"},
                  {"/usage/completion_tokens", "0"},
                  {"/usage/total_tokens", "0"}};
    Edit anthropic = in(which, Op::set, llm::Dialect::anthropic, streamed);
    anthropic.set = {{"/usage/output_tokens", "0"}};
    if (!streamed) {
      anthropic.set.emplace_back("/usage/input_tokens", "0");
    }
    injection.deed.edits.push_back(std::move(openai));
    injection.deed.edits.push_back(std::move(anthropic));
  }
  return injection;
}

Injection bad_usage(MapReader& map) {
  const std::string kind = read_word_or_null(
      map, "kind", {"missing", "null", "zero", "doubled", "early"}, "trouble with the usage");
  if (kind == "null") {
    return null_usage();
  }
  if (kind == "zero") {
    return zero_usage();
  }
  if (kind == "missing") {
    return missing_usage();
  }
  Edit edit = edit_of(usage, kind == "doubled" ? Op::dup : Op::move);
  edit.number = kind == "doubled" ? 1 : -1;
  return editing(std::move(edit));
}

// done and role let the stream run and leave out what is between; a whole body is empty in each.
Injection empty_stream(MapReader& map) {
  const std::string kind = read_word(map, "kind", {"bare", "done", "role"}, "empty stream");
  if (kind == "bare") {
    return ending(after_headers, Cut::How::clean);
  }
  Injection injection;
  Edit rest = in({Unit::events, kind == "role" ? 1U : 0U}, Op::drop, {}, true);
  rest.but_done = true;
  injection.deed.edits.push_back(std::move(rest));
  injection.deed.edits.push_back(in(body, Op::drop, {}, false));
  return injection;
}

Injection invalid_utf8(MapReader& map) {
  const std::uint64_t delta = map.count("delta", 0, UINT64_MAX).value_or(2);
  Edit edit = edit_of(delta_piece(delta), Op::overwrite);
  edit.text = map.has("hex") ? read_hex(map, "hex") : "\x80";
  edit.in_content = true;
  return editing(std::move(edit));
}

}  // namespace

std::vector<CatalogueEntry> content_slugs() {
  return {
      {"F35",
       "empty-choices",
       "chunks without choices",
       {{"where", "start / end"}, {"value", "empty / null / missing / data-null"}},
       "insert: {after: headers, event: {data: {id: c, object: chat.completion.chunk, choices: "
       "[]}}}",
       empty_choices},
      {"F41",
       "bad-usage",
       "token counts missing, null, zero, twice or early",
       {{"kind", "missing / null / zero / doubled / early"}},
       "edit: [{which: usage, drop: true}, …]",
       bad_usage},
      {"F42",
       "empty-stream",
       "a success without any content",
       {{"kind", "bare / done / role"}},
       "end: {after: headers, how: clean}",
       empty_stream},
      {"F46",
       "invalid-utf8",
       "a byte in the text that no character has",
       {{"delta", "2", "", "0"}, {"hex", "\"80\""}},
       "edit: {which: delta 2, overwrite: {hex: \"80\", in: content}}",
       invalid_utf8},
  };
}

}  // namespace gameday::faults
