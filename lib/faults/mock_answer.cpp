#include "faults/mock_answer.hpp"

#include <algorithm>

#include "faults/bytes_text.hpp"

namespace gameday::faults {
namespace {

constexpr std::string_view version = "1";

/// What a mock may say of an answer that it did not change.
constexpr std::array<std::string_view, 4> reasons = {"not_asked", "not_a_stream",
                                                     "stream_too_short", "upstream_failed"};

template <class Enum, std::size_t size>
void add(std::string& field, std::string_view key, const std::optional<Enum>& value,
         const std::array<std::string_view, size>& words) {
  if (value) {
    field.append(";").append(key).append("=").append(words[static_cast<std::size_t>(*value)]);
  }
}

void add(std::string& field, std::string_view key, std::string_view value) {
  field.append(";").append(key).append("=").append(value);
}

std::string text_of(const MockAnswer::Keep& keep) {
  return keep.part ? to_text(*keep.part) : std::to_string(keep.deltas);
}

std::string text_of(const std::vector<MockAnswer::Refuse>& refuse) {
  std::string text;
  for (const MockAnswer::Refuse one : refuse) {
    text += text.empty() ? "" : "+";
    text += refuse_words[static_cast<std::size_t>(one)];
  }
  return text;
}

/// Up to the next `end`, which is taken off as well.
std::string_view take(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view taken = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return taken;
}

template <class Enum, std::size_t size>
bool read(std::string_view value, const std::array<std::string_view, size>& words,
          std::optional<Enum>& into) {
  const auto* found = std::find(words.begin(), words.end(), value);
  if (found == words.end()) {
    return false;
  }
  into = static_cast<Enum>(found - words.begin());
  return true;
}

bool read_text(std::string_view value, MockAnswer& answer) {
  answer.text = bytes_of_hex(value);
  return answer.text && answer.text->size() <= answer_text_most;
}

bool read_cut(std::string_view value, MockAnswer& answer) {
  answer.cut.emplace();
  if (value.find_first_of("%/") != std::string_view::npos) {
    answer.cut->part = parse_share(value).value;
    return answer.cut->part.has_value();
  }
  const auto deltas = parse_count(value);
  answer.cut->deltas = deltas.value.value_or(0);
  return deltas && *deltas.value <= answer_deltas_most;
}

bool read_pad(std::string_view value, MockAnswer& answer) {
  const auto bytes = parse_count(value);
  answer.pad = Bytes{bytes.value.value_or(0)};
  return bytes && *answer.pad <= answer_pad_most;
}

bool read_refuse(std::string_view value, MockAnswer& answer) {
  while (!value.empty()) {
    std::optional<MockAnswer::Refuse> one;
    if (!read(take(value, '+'), refuse_words, one)) {
      return false;
    }
    answer.refuse.push_back(*one);
  }
  return !answer.refuse.empty();
}

bool read_key(std::string_view key, std::string_view value, MockAnswer& answer) {
  return key == "text"      ? read_text(value, answer)
         : key == "content" ? read(value, content_words, answer.content)
         : key == "finish"  ? read(value, finish_words, answer.finish)
         : key == "cut"     ? read_cut(value, answer)
         : key == "pad"     ? read_pad(value, answer)
         : key == "schema"  ? read(value, schema_words, answer.schema)
         : key == "tools"   ? read(value, tools_words, answer.tools)
         : key == "refuse"  ? read_refuse(value, answer)
                            : false;
}

}  // namespace

std::string to_field(const MockAnswer& answer) {
  std::string field(version);
  if (answer.text) {
    add(field, "text", hex_of(*answer.text));
  }
  add(field, "content", answer.content, content_words);
  add(field, "finish", answer.finish, finish_words);
  if (answer.cut) {
    add(field, "cut", text_of(*answer.cut));
  }
  if (answer.pad) {
    add(field, "pad", std::to_string(answer.pad->count));
  }
  add(field, "schema", answer.schema, schema_words);
  add(field, "tools", answer.tools, tools_words);
  if (!answer.refuse.empty()) {
    add(field, "refuse", text_of(answer.refuse));
  }
  return field;
}

std::optional<MockAnswer> from_field(std::string_view field) {
  if (take(field, ';') != version || field.empty()) {
    return std::nullopt;
  }
  MockAnswer answer;
  while (!field.empty()) {
    std::string_view value = take(field, ';');
    const std::string_view key = take(value, '=');
    if (!read_key(key, value, answer)) {
      return std::nullopt;
    }
  }
  return answer;
}

std::string_view bypass_reason(std::string_view field) {
  const auto* found = std::find(reasons.begin(), reasons.end(), field);
  return found == reasons.end() ? "needs_mock" : *found;
}

}  // namespace gameday::faults
