#include <algorithm>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/inert.hpp"
#include "report/lines.hpp"
#include "report/lint/sheet.hpp"

namespace gameday::report {
namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t indent = 2;
constexpr std::size_t further = 4;  // where a sentence goes on

std::string time_words(Duration time) {
  return time == forever ? "no limit" : duration(time);
}

/// The table; how a time comes about stands beside it, wrapped, where there is room.
void add_table(Lines& lines, const LintSheet& sheet, const Look& look) {
  std::size_t names = width("worst case");
  std::size_t times = width("time");
  for (const LintRow& row : sheet.rows) {
    names = std::max(names, width(row.name));
    times = std::max(times, width(time_words(row.time)));
  }
  const std::string margin(indent, ' ');
  const auto cells = [&](const std::string& name, const std::string& time,
                         const std::string& attempts) {
    return margin + pad_right(name, names + 2) + pad_left(time, times) + pad_left(attempts, 10);
  };
  constexpr std::size_t least_room = 30;
  lines.push_back(cells("worst case", "time", "attempts"));
  const std::size_t used = width(lines.back()) + 3;
  const bool roomy = look.used() >= used + least_room;
  for (const LintRow& row : sheet.rows) {
    std::string line = cells(row.name, time_words(row.time), count(row.attempts));
    if (!roomy) {
      lines.push_back(std::move(line));
      continue;
    }
    add_hanging(lines, line + "   ", inert(row.words), used, look.used());
  }
}

const char* sign(LintFinding::Severity severity, const Look& look) {
  switch (severity) {
    case LintFinding::Severity::error:
      return look.utf8 ? "✗" : "FAIL";
    case LintFinding::Severity::warning:
      return "?";
    case LintFinding::Severity::note:
      return look.utf8 ? "–" : "-";
  }
  return "";
}

void add_finding(Lines& lines, const LintSheet& sheet, const LintFinding& finding,
                 const Look& look) {
  const std::string subject = finding.subject.empty() ? "" : finding.subject + ": ";
  const std::string text =
      fmt::format("{} {}:{}:{}  {}  {}{}{}{}", sign(finding.severity, look), sheet.file,
                  finding.place.line, finding.place.column, finding.rule, subject, finding.what,
                  finding.fix.empty() ? "" : " ", finding.fix);
  add_hanging(lines, "", inert(text), further, look.used());
}

std::string counted(std::size_t count, const char* one, const char* more) {
  return fmt::format("{} {}", count, count == 1 ? one : more);
}

std::string tally(const LintSheet& sheet) {
  std::size_t counts[3] = {};
  for (const LintFinding& finding : sheet.findings) {
    ++counts[static_cast<std::size_t>(finding.severity)];
  }
  Lines parts;
  if (counts[0] > 0) {
    parts.push_back(counted(counts[0], "error", "errors"));
  }
  if (counts[1] > 0) {
    parts.push_back(counted(counts[1], "warning", "warnings"));
  }
  if (counts[2] > 0) {
    parts.push_back(counted(counts[2], "note", "notes"));
  }
  if (parts.empty()) {
    return "nothing found";
  }
  return fmt::format("{} · gameday lint --explain {}", joined(parts, ", "),
                     sheet.findings.front().rule);
}

}  // namespace

const char* to_text(LintFinding::Severity severity) {
  constexpr const char* words[] = {"error", "warning", "note"};
  return words[static_cast<std::size_t>(severity)];
}

bool is_clean(const LintSheet& sheet) {
  return std::none_of(sheet.findings.begin(), sheet.findings.end(),
                      [](const LintFinding& finding) {
                        return finding.severity == LintFinding::Severity::error;
                      }) &&
         std::all_of(sheet.budget.begin(), sheet.budget.end(),
                     [](const LintLimit& limit) { return limit.held; });
}

std::string lint_text(const LintSheet& sheet, const Look& look) {
  Lines lines;
  const std::string head =
      fmt::format("{} · rules: {} · {}", sheet.file, sheet.rules, joined(sheet.chain, " → "));
  add_hanging(lines, "", inert(head), further, look.used());
  add_table(lines, sheet, look);
  lines.push_back(fmt::format("  a full outage makes {} of one request that goes on failing",
                              counted(sheet.amplification, "try", "tries")));
  for (const LintFinding& finding : sheet.findings) {
    add_finding(lines, sheet, finding, look);
  }
  for (const LintLimit& limit : sheet.budget) {
    lines.push_back(fmt::format("{} budget: {}{}",
                                limit.held ? (look.utf8 ? "✓" : "ok") : (look.utf8 ? "✗" : "FAIL"),
                                limit.text, limit.held ? "" : ", but it is " + limit.observed));
  }
  lines.push_back(tally(sheet));
  const std::string text = below_one_another(lines);
  return look.utf8 ? text : ascii(text);
}

}  // namespace gameday::report
