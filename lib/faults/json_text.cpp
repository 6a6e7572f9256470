#include "faults/json_text.hpp"

#include "base/json_writer.hpp"

namespace gameday::faults {
namespace {

std::size_t digits_from(std::string_view text, std::size_t at) {
  const std::size_t end = text.find_first_not_of("0123456789", at);
  return (end == std::string_view::npos ? text.size() : end) - at;
}

/// RFC 8259, section 6.
bool is_number(std::string_view text) {
  std::size_t at = !text.empty() && text.front() == '-' ? 1 : 0;
  const std::size_t whole = digits_from(text, at);
  if (whole == 0 || (whole > 1 && text[at] == '0')) {
    return false;
  }
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const std::size_t fraction = digits_from(text, ++at);
    if (fraction == 0) {
      return false;
    }
    at += fraction;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1 : 0;
    const std::size_t exponent = digits_from(text, at);
    return exponent > 0 && at + exponent == text.size();
  }
  return at == text.size();
}

void write(JsonWriter& json, const Value& value) {
  switch (value.kind) {
    case Value::Kind::null:
      json.null();
      return;
    case Value::Kind::text: {
      const bool word = value.text == "true" || value.text == "false" || value.text == "null";
      if (!value.quoted && (word || is_number(value.text))) {
        json.raw(value.text);
      } else {
        json.text(value.text);
      }
      return;
    }
    case Value::Kind::list:
      json.array();
      for (const Value& item : value.items) {
        write(json, item);
      }
      json.end();
      return;
    case Value::Kind::map:
      json.object();
      for (const Member& member : value.members) {
        json.key(member.key);
        write(json, member.value);
      }
      json.end();
      return;
  }
}

}  // namespace

std::string json_text(const Value& value) {
  std::string text;
  JsonWriter json(text);
  write(json, value);
  return text;
}

}  // namespace gameday::faults
