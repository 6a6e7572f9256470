// Reads `answer`: what the mock says, how much of it, and how it is broken.
#include <algorithm>

#include "faults/deeds.hpp"

namespace gameday::faults {
namespace {

using Answer = MockAnswer;

constexpr std::array<std::string_view, 4> said_keys = {"text", "content", "schema", "tools"};

template <class Enum, std::size_t size>
std::optional<Enum> read_enum(MapReader& map, std::string_view key,
                              const std::array<std::string_view, size>& words,
                              std::string_view what) {
  if (map.take(key) == nullptr) {
    return std::nullopt;
  }
  const std::string word = read_word(map, key, Words(words.begin(), words.end()), what);
  return static_cast<Enum>(std::find(words.begin(), words.end(), word) - words.begin());
}

std::optional<std::string> read_text(MapReader& map) {
  auto text = map.text("text");
  if (text && text->empty()) {
    map.error("text", "is empty; write content: empty");
  } else if (text && text->size() > answer_text_most) {
    map.error("text", "is longer than " + to_text(Bytes{answer_text_most}) +
                          "; for a long answer write pad: 1MiB");
  }
  return text;
}

/// `10 deltas`, `50%`
std::optional<Answer::Keep> read_cut(MapReader& map) {
  const auto text = map.text("cut");
  if (!text) {
    return std::nullopt;
  }
  Answer::Keep keep;
  if (text->find_first_of("%/") != std::string::npos) {
    keep.part = map.share("cut");
    if (keep.part && keep.part->numerator == 0) {
      map.error("cut", "leaves nothing; write content: none");
    }
    return keep.part ? std::optional(keep) : std::nullopt;
  }
  const std::size_t blank = text->find(' ');
  const std::string_view number = std::string_view(*text).substr(0, blank);
  const std::string_view unit =
      blank == std::string::npos ? "" : std::string_view(*text).substr(blank + 1);
  const auto count = parse_count(number);
  if (!count || (unit != "deltas" && unit != "delta")) {
    map.error("cut", "is how much is kept of the answer; write 10 deltas or 50%");
    return std::nullopt;
  }
  if (*count.value == 0 || *count.value > answer_deltas_most) {
    map.error("cut", *count.value == 0 ? "leaves nothing; write content: none"
                                       : "is out of range; 1000000 deltas at most");
    return std::nullopt;
  }
  keep.deltas = *count.value;
  return keep;
}

std::optional<Bytes> read_pad(MapReader& map) {
  const auto pad = map.bytes("pad");
  if (pad && (pad->count == 0 || *pad > answer_pad_most)) {
    map.error("pad", "is out of range; from 1B to " + to_text(answer_pad_most));
  }
  return pad;
}

/// An answer says one thing, and what says nothing can be neither shortened nor made longer.
void refuse_at_odds(MapReader& map, const Answer& answer) {
  std::string_view first;
  for (const std::string_view key : said_keys) {
    if (!map.has(key)) {
      continue;
    }
    if (!first.empty()) {
      map.error(key,
                "an answer says one thing; keep " + std::string(first) + " or " + std::string(key));
      return;
    }
    first = key;
  }
  const bool says_nothing = answer.content && *answer.content != Answer::Content::reasoning;
  if (says_nothing && map.has("cut")) {
    map.error("cut", "there is nothing to cut; take it out");
  }
  if (map.has("pad") && !first.empty() && first != "text") {
    map.error("pad", "makes the text longer, and " + std::string(first) +
                         " says another thing; take one of them out");
  }
}

}  // namespace

std::vector<Answer::Refuse> read_refuse(MapReader& map) {
  std::vector<Answer::Refuse> refuse;
  const Words known(refuse_words.begin(), refuse_words.end());
  for (const std::string& word : map.texts("refuse")) {
    if (!contains(known, word)) {
      map.error("refuse", '"' + word + "\" is nothing a request is refused for; write " +
                              listed(known) + did_you_mean(word, known));
      continue;
    }
    const auto at = std::find(known.begin(), known.end(), word) - known.begin();
    refuse.push_back(static_cast<Answer::Refuse>(at));
  }
  std::sort(refuse.begin(), refuse.end());
  refuse.erase(std::unique(refuse.begin(), refuse.end()), refuse.end());
  const Value* value = map.find("refuse");
  if (value != nullptr && value->kind == Value::Kind::list && value->items.empty()) {
    map.error("refuse", "refuses nothing; write [temperature, prefill]");
  }
  return refuse;
}

std::optional<Answer> read_answer(MapReader& map) {
  auto inside = map.inner("answer");
  if (!inside) {
    return std::nullopt;
  }
  Answer answer;
  answer.text = read_text(*inside);
  answer.content = read_enum<Answer::Content>(*inside, "content", content_words, "kind of content");
  answer.finish = read_enum<Answer::Finish>(*inside, "finish", finish_words, "way to finish");
  answer.cut = read_cut(*inside);
  answer.pad = read_pad(*inside);
  answer.schema =
      read_enum<Answer::Schema>(*inside, "schema", schema_words, "way to break a schema");
  answer.tools = read_enum<Answer::Tools>(*inside, "tools", tools_words, "way to break tool calls");
  answer.refuse = read_refuse(*inside);
  refuse_at_odds(*inside, answer);
  inside->not_yet("file");
  const bool said = !map.find("answer")->members.empty();
  inside->finish();
  if (!said) {
    map.error("answer",
              "changes nothing; write {content: none}, {cut: 10 deltas} or {schema: "
              "prose}");
    return std::nullopt;
  }
  return answer;
}

}  // namespace gameday::faults
