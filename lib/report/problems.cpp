#include "report/problems.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/one_line.hpp"
#include "report/lines.hpp"

namespace gameday::report {
namespace {

constexpr std::size_t margin = 5;  // for the line number: files have under 100,000 lines
constexpr std::size_t longest_problem = 2'000;  // bytes; a name of 10,000 letters tells no more
constexpr std::size_t longest_line = 200;       // more is not a line that anybody wrote by hand

std::string_view line_of(std::string_view text, std::uint32_t number) {
  for (std::uint32_t at = 1; at < number; ++at) {
    const std::size_t end = text.find('\n');
    if (end == text.npos) {
      return {};
    }
    text.remove_prefix(end + 1);
  }
  std::string_view line = text.substr(0, text.find('\n'));
  while (!line.empty() && line.back() == '\r') {
    line.remove_suffix(1);
  }
  return line;
}

}  // namespace

std::string problem_block(const Problem& problem, std::string_view file_text) {
  std::string out = one_line(to_line(problem), longest_problem) + '\n';
  const std::string_view line = line_of(file_text, problem.place.line);
  if (problem.place.line == 0 || problem.place.column == 0 || line.empty() ||
      width(line) > longest_line || problem.place.column > width(line) + 1) {
    return out;
  }
  // A tab would move the carets away from what they mark; an escape sequence would do worse.
  const std::string shown = one_line(line, 3 * line.size());  // U+FFFD has 3 bytes
  const std::size_t before = problem.place.column - 1;
  const std::size_t carets = std::clamp<std::size_t>(
      problem.place.length, 1, std::max<std::size_t>(width(line) - before, 1));
  out += fmt::format("{:>{}} | {}\n", problem.place.line, margin, shown);
  out += fmt::format("{:>{}} | {}{}\n", "", margin, std::string(before, ' '),
                     std::string(carets, '^'));
  return out;
}

std::string problem_tally(std::size_t problems) {
  return fmt::format("{} problem{}; nothing was started", problems, problems == 1 ? "" : "s");
}

}  // namespace gameday::report
