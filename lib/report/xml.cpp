#include "report/xml.hpp"

#include "base/utf8.hpp"

namespace gameday::report {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

std::string_view escaped(char letter) {
  switch (letter) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return {};
  }
}

// U+202A..E, U+2066..9 turn the direction; U+FFFE and U+FFFF are no characters.
bool unwanted(std::string_view sequence) {
  return (sequence >= "\xE2\x80\xAA" && sequence <= "\xE2\x80\xAE") ||
         (sequence >= "\xE2\x81\xA6" && sequence <= "\xE2\x81\xA9") || sequence == "\xEF\xBF\xBE" ||
         sequence == "\xEF\xBF\xBF";
}

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    const std::string_view sequence = text.substr(0, length == 0 ? 1 : length);
    const auto byte = static_cast<unsigned char>(sequence.front());
    const bool control = byte < 0x20 ? byte != '\t' && byte != '\n' && byte != '\r' : byte == 0x7f;
    if (length == 0 || control || unwanted(sequence)) {
      out += replacement;
    } else if (const std::string_view entity = escaped(sequence.front()); !entity.empty()) {
      out += entity;
    } else {
      out += sequence;
    }
    text.remove_prefix(sequence.size());
  }
  return out;
}

}  // namespace gameday::report
