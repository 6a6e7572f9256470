#include "report/html/markup.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/inert.hpp"
#include "report/words.hpp"
#include "report/xml.hpp"

namespace gameday::report::html {
namespace {

using verdict::Ruling;

constexpr std::string_view no_break = "\xC2\xA0";

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// What stands behind a number, up to the next sign that is none of a unit.
bool begins_with_unit(std::string_view words) {
  constexpr std::array<std::string_view, 8> units = {"%", "s", "ms", "µs", "ns", "min", "h", "×"};
  const std::string_view word = words.substr(0, words.find_first_of(" ,.;:)"));
  return std::ranges::find(units, word) != units.end();
}

bool ends_with_comparison(std::string_view words) {
  constexpr std::array<std::string_view, 6> signs = {"≤", "≥", "<", ">", "=", "≠"};
  return std::ranges::any_of(signs, [&](std::string_view sign) { return words.ends_with(sign); });
}

std::string with_no_breaks(std::string_view words) {
  std::string out;
  for (std::size_t at = 0; at < words.size(); ++at) {
    const std::string_view before = words.substr(0, at);
    const std::string_view after = words.substr(at + 1);
    const bool unit = at > 0 && is_digit(before.back()) && begins_with_unit(after);
    const bool bound = !after.empty() && is_digit(after.front()) && ends_with_comparison(before);
    // `n < 500`, `n = 12`
    const bool sample =
        before.ends_with("n") && (after.starts_with("< ") || after.starts_with("= "));
    if (words[at] == ' ' && (unit || bound || sample)) {
      out += no_break;
    } else {
      out += words[at];
    }
  }
  return out;
}

const char* symbol(Ruling ruling) {
  switch (ruling) {
    case Ruling::pass:
      return "pass";
    case Ruling::fail:
      return "fail";
    case Ruling::inconclusive:
    case Ruling::baseline_unhealthy:
      return "doubt";
    case Ruling::aborted:
    case Ruling::error:
      return "aborted";
    case Ruling::interrupted:
      return "interrupted";
    case Ruling::incomplete:
    case Ruling::not_started:
      return "incomplete";
  }
  return "incomplete";
}

}  // namespace

std::string text(std::string_view words) {
  return xml_text(with_no_breaks(inert(words)));
}

std::string code(std::string_view words) {
  return xml_text(inert_lines(words));
}

std::string name(std::string_view words) {
  return "<bdi>" + text(words) + "</bdi>";
}

const char* state(Ruling ruling) {
  switch (ruling) {
    case Ruling::pass:
      return "pass";
    case Ruling::fail:
      return "fail";
    case Ruling::inconclusive:
    case Ruling::baseline_unhealthy:
      return "doubt";
    default:
      return "stopped";
  }
}

const char* state(Mark mark) {
  constexpr std::array states = {"good", "fail", "doubt", "none"};
  return states.at(static_cast<std::size_t>(mark));
}

std::string icon(Ruling ruling) {
  return fmt::format(
      "<svg class=\"icon {}\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><use "
      "href=\"#i-{}\"/></svg>",
      state(ruling), symbol(ruling));
}

std::string badge(Ruling ruling) {
  return fmt::format("<span class=\"ruling {}\">{}{}</span>", state(ruling), icon(ruling),
                     text(word(ruling)));
}

// A shape each: circle, square, diamond, octagon, bars, a ring with gaps.
std::string icons() {
  return R"(<svg class="hidden" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<symbol id="i-pass" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.9" class="o"/>
<path d="M4.9 8.3l2.2 2.2 4.1-4.7" class="o"/></symbol>
<symbol id="i-fail" viewBox="0 0 16 16"><rect x="1" y="1" width="14" height="14" rx="2" class="s"/>
<path d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6" class="c"/></symbol>
<symbol id="i-doubt" viewBox="0 0 16 16"><path d="M8 .9L15.1 8 8 15.1.9 8z" class="o"/>
<path d="M6.3 6.5c0-2.3 3.4-2.2 3.4-.1 0 1.3-1.7 1.4-1.7 2.6M8 10.6v.6" class="o"/></symbol>
<symbol id="i-aborted" viewBox="0 0 16 16"><path d="M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2z"
 class="o"/><path d="M4.8 8h6.4" class="o"/></symbol>
<symbol id="i-interrupted" viewBox="0 0 16 16"><path d="M4 2.5h3v11H4zM9 2.5h3v11H9z" class="s"/>
</symbol>
<symbol id="i-incomplete" viewBox="0 0 16 16"><circle cx="8" cy="8" r="6.6" class="o"
 stroke-dasharray="3 2.18"/></symbol>
</defs></svg>
)";
}

std::string experiment_anchor(std::size_t experiment) {
  return fmt::format("experiment-{}", experiment + 1);
}

}  // namespace gameday::report::html
