#include "base/one_line.hpp"

#include "base/utf8.hpp"

namespace gameday {
namespace {

constexpr std::string_view ellipsis = "…";

bool is_bidirectional_mark(std::string_view letter) {
  // U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069
  return letter == "\u200E" || letter == "\u200F" || (letter >= "\u202A" && letter <= "\u202E") ||
         (letter >= "\u2066" && letter <= "\u2069");
}

bool is_control(std::string_view letter) {
  const auto first = static_cast<unsigned char>(letter.front());
  const bool c1 = first == 0xC2 && static_cast<unsigned char>(letter[1]) < 0xA0;
  return first < 0x20 || first == 0x7F || c1 || letter == "\u2028" || letter == "\u2029";
}

}  // namespace

std::string one_line(std::string_view text, std::size_t most) {
  std::string line;
  std::size_t whole = 0;  // what may stay when the ellipsis must fit as well
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    std::string_view letter = length == 0 ? "\uFFFD" : text.substr(0, length);
    if (length > 0 && (is_control(letter) || is_bidirectional_mark(letter))) {
      letter = " ";
    }
    if (line.size() + letter.size() > most) {
      line.resize(whole);
      return most < ellipsis.size() ? line : line.append(ellipsis);
    }
    line += letter;
    whole = line.size() + ellipsis.size() <= most ? line.size() : whole;
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return line;
}

}  // namespace gameday
