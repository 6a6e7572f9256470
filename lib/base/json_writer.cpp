#include "base/json_writer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/assert.hpp"
#include "base/utf8.hpp"

namespace gameday {
namespace {

void append_control(std::string& out, unsigned char letter) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (letter) {
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += digits[letter >> 4U];
      out += digits[letter & 15U];
  }
}

template <class T>
void append_integer(std::string& out, T value) {
  std::array<char, 24> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

// How much of it, from its start, stands in JSON as it is: nearly all of nearly every text.
std::size_t plain_run(std::string_view value) {
  const auto is_plain = [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
  };
  return static_cast<std::size_t>(std::ranges::find_if_not(value, is_plain) - value.begin());
}

}  // namespace

void append_json_escaped(std::string& out, std::string_view value) {
  while (!value.empty()) {
    const std::size_t plain = plain_run(value);
    out.append(value.substr(0, plain));
    value.remove_prefix(plain);
    if (value.empty()) {
      return;
    }
    const auto letter = static_cast<unsigned char>(value.front());
    const std::size_t length = utf8_sequence(value);
    if (length == 0) {
      out += "\xEF\xBF\xBD";  // U+FFFD
    } else if (letter == '"' || letter == '\\') {
      out += '\\';
      out += value.front();
    } else if (letter < 0x20) {
      append_control(out, letter);
    } else {
      out.append(value.substr(0, length));
    }
    value.remove_prefix(length == 0 ? 1 : length);
  }
}

JsonWriter& JsonWriter::open(char opening, char closing) {
  separate();
  out_ += opening;
  closing_ += closing;
  first_ = true;
  return *this;
}

JsonWriter& JsonWriter::end() {
  CHECK(!closing_.empty() && !after_key_, "end() closes an open level, not a key");
  out_ += closing_.back();
  closing_.pop_back();
  first_ = false;
  return *this;
}

void JsonWriter::separate() {
  if (!first_ && !after_key_) {
    out_ += ',';
  }
  first_ = false;
  after_key_ = false;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  text(name);
  out_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
  separate();
  out_ += '"';
  append_json_escaped(out_, value);
  out_ += '"';
  return *this;
}

JsonWriter& JsonWriter::number(std::int64_t value) {
  separate();
  append_integer(out_, value);
  return *this;
}

JsonWriter& JsonWriter::number(std::uint64_t value) {
  separate();
  append_integer(out_, value);
  return *this;
}

JsonWriter& JsonWriter::number(double value, int decimals) {
  if (!std::isfinite(value)) {
    return null();
  }
  separate();
  std::array<char, 400> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value,
                                 std::chars_format::fixed, decimals)
                       .ptr;
  std::string_view shown(digits.data(), static_cast<std::size_t>(end - digits.data()));
  if (shown.find('.') != std::string_view::npos) {
    shown.remove_suffix(shown.size() - 1 - shown.find_last_not_of('0'));
    if (shown.back() == '.') {
      shown.remove_suffix(1);
    }
  }
  out_ += shown == "-0" ? "0" : shown;
  return *this;
}

JsonWriter& JsonWriter::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

JsonWriter& JsonWriter::null() {
  separate();
  out_ += "null";
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace gameday
