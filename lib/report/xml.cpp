#include "report/xml.hpp"

#include "base/utf8.hpp"
#include "report/inert.hpp"

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

}  // namespace

std::string xml_text(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = utf8_sequence(text);
    const std::string_view sequence = text.substr(0, length == 0 ? 1 : length);
    const bool white = sequence == "\t" || sequence == "\n" || sequence == "\r";
    if (!white && !is_harmless(sequence)) {
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
