#include "report/lines.hpp"

#include <algorithm>
#include <array>

namespace gameday::report {
namespace {

bool starts_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80;
}

// A unit stays with its number.
bool is_unit(std::string_view word) {
  constexpr std::array<std::string_view, 6> units = {"%", "s", "ms", "µs", "min", "h"};
  return std::ranges::find(units, word.substr(0, word.find_first_of(",.;:)"))) != units.end();
}

}  // namespace

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, starts_character));
}

std::string pad_right(std::string_view text, std::size_t columns) {
  std::string out(text);
  out.append(columns - std::min(columns, width(text)), ' ');
  return out;
}

std::string pad_left(std::string_view text, std::size_t columns) {
  std::string out(columns - std::min(columns, width(text)), ' ');
  out += text;
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (!words.empty() && is_unit(word)) {
      words.back() += ' ';
      words.back() += word;
    } else {
      words.emplace_back(word);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  std::vector<std::string> lines(1);
  for (const std::string& word : words) {
    if (!lines.back().empty() && width(lines.back()) + 1 + width(word) > columns) {
      lines.emplace_back();
    }
    lines.back() += lines.back().empty() ? "" : " ";
    lines.back() += word;
  }
  return lines;
}

void add_hanging(std::vector<std::string>& lines, std::string before, std::string_view text,
                 std::size_t further, std::size_t columns) {
  const std::size_t first = width(before);
  const bool fits = first + width(text) <= columns;
  for (const std::string& line : wrap(text, columns - (fits ? first : std::max(first, further)))) {
    lines.push_back(before + line);
    before.assign(further, ' ');
  }
}

std::string cut(std::string_view text, std::size_t columns) {
  if (width(text) <= columns) {
    return std::string(text);
  }
  std::size_t end = 0;
  for (std::size_t shown = 0; end < text.size(); ++end) {
    if (starts_character(text[end]) && ++shown == columns) {
      break;
    }
  }
  return std::string(text.substr(0, end)) + "…";
}

std::string ascii(std::string_view text) {
  struct Sign {
    std::string_view sign;
    std::string_view plain;
  };
  constexpr std::array<Sign, 9> signs = {{{"≤", "<="},
                                          {"·", "-"},
                                          {"→", "->"},
                                          {"←", "<-"},
                                          {"…", "..."},
                                          {"–", "-"},
                                          {"−", "-"},
                                          {"µ", "u"},
                                          {"’", "'"}}};
  std::string out;
  while (!text.empty()) {
    const auto found =
        std::ranges::find_if(signs, [&](const Sign& sign) { return text.starts_with(sign.sign); });
    out += found == signs.end() ? text.substr(0, 1) : found->plain;
    text.remove_prefix(found == signs.end() ? 1 : found->sign.size());
  }
  return out;
}

std::string below_one_another(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    const std::size_t end = line.find_last_not_of(' ');
    out += line.substr(0, end == line.npos ? 0 : end + 1) + '\n';
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const std::string& part : parts) {
    out += out.empty() ? std::string_view{} : between;
    out += part;
  }
  return out;
}

}  // namespace gameday::report
