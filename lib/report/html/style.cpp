#include "report/html/style.hpp"

#include <fmt/format.h>

#include "report/html/css.hpp"
#include "report/lines.hpp"

namespace gameday::report::html {
namespace {

// In a string of CSS nothing but plain letters stands for itself, so nothing can end it.
std::string css_string(std::string_view text) {
  std::string out = "\"";
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    const bool plain = byte >= 0x80 || letter == ' ' || (letter >= '0' && letter <= '9') ||
                       (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z');
    if (plain) {
      out += letter;
    } else {
      out += fmt::format("\\{:x} ", byte);
    }
  }
  return out + '"';
}

std::string page_foot(const verdict::RunFacts& facts) {
  constexpr std::size_t longest_title = 70;  // one line of A4, beside the number
  const std::string words =
      cut(facts.title, longest_title) + ", plan " + facts.plan_hash.substr(0, 8);
  return fmt::format(
      "@page{{margin:13mm 13mm 16mm;@bottom-left{{content:{};font:9pt sans-serif;color:#57616c}}"
      "@bottom-right{{content:counter(page) \" of \" counter(pages);font:9pt sans-serif;"
      "color:#57616c}}}}\n",
      css_string(words));
}

}  // namespace

std::string style(const verdict::RunFacts& facts) {
  return std::string(css_ground) + css_tables + css_figures + css_print + page_foot(facts);
}

}  // namespace gameday::report::html
