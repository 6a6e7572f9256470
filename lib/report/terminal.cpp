#include "report/terminal.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/blow_lines.hpp"
#include "report/evidence.hpp"
#include "report/figures.hpp"
#include "report/headline_table.hpp"
#include "report/inert.hpp"
#include "report/lines.hpp"
#include "report/notable.hpp"
#include "report/paint.hpp"
#include "report/words.hpp"

namespace gameday::report {
namespace {

using verdict::CheckResult;
using verdict::Ruling;

std::string place_of(const Document& document, const CheckResult& check) {
  return document.facts.experiments[check.experiment].name + " · " +
         document.facts.arms.at(check.arm).name + " · " + check_words(check);
}

// `indent` blanks in front; what goes on stands further in.
constexpr std::size_t further = 4;
void add_wrapped(std::vector<std::string>& lines, std::size_t indent, const std::string& text,
                 const Look& look) {
  add_hanging(lines, std::string(indent, ' '), text, further, look.used());
}

// ` (report.html#117)`: where the page draws it.
std::string place_in(std::string_view report_path, const Document& document,
                     const CheckResult& check) {
  const record::RequestRecord* request =
      report_path.ends_with(".html") ? evidence_request(document, check) : nullptr;
  return request == nullptr
             ? std::string()
             : fmt::format(" ({}#{})", report_path.substr(report_path.rfind('/') + 1),
                           anchor(document, *request));
}

void add_checks(std::vector<std::string>& lines, const Document& document,
                std::string_view report_path, const Look& look) {
  const verdict::Trails trails(document.records);
  for (const Ruling wanted : {Ruling::fail, Ruling::inconclusive}) {
    const Mark mark = wanted == Ruling::fail ? Mark::bad : Mark::doubt;
    for (const verdict::ExperimentVerdict& experiment : document.verdict.experiments) {
      for (const CheckResult& check : experiment.checks) {
        if (check.ruling != wanted) {
          continue;
        }
        const std::string saw =
            wanted == Ruling::fail
                ? fmt::format("saw {} ({})", observed_words(check), sample_words(check))
                : check.reason;
        add_marked(lines, mark, place_of(document, check) + ": " + saw, further, look);
        if (wanted == Ruling::fail) {
          add_wrapped(lines, 2,
                      evidence(document, check, trails) + place_in(report_path, document, check),
                      look);
        }
      }
    }
  }
}

void add_reasons(std::vector<std::string>& lines, const Document& document, const Look& look) {
  for (const std::string& reason : document.verdict.reasons) {
    add_marked(lines, Mark::doubt, reason, further, look);
  }
  for (std::size_t at = 0; at < document.verdict.experiments.size(); ++at) {
    for (const std::string& reason : document.verdict.experiments[at].reasons) {
      add_marked(lines, Mark::doubt, document.facts.experiments[at].name + " · " + reason, further,
                 look);
    }
  }
}

void add_blows(std::vector<std::string>& lines, const Document& document, const Look& look) {
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    for (const std::string& line : blow_lines(document, at)) {
      add_wrapped(lines, 0, document.facts.experiments[at].name + " · " + line, look);
    }
  }
}

std::string checks_words(const verdict::Verdict& verdict) {
  const CheckTally checks = tally(verdict);
  if (checks.all() == 0) {
    return "no checks";
  }
  std::string words = fmt::format("{} of {} checks held", checks.pass, checks.all());
  words += checks.inconclusive > 0 ? fmt::format(", {} inconclusive", checks.inconclusive) : "";
  return words;
}

void add_verdict_line(std::vector<std::string>& lines, const Document& document, const Look& look) {
  std::vector<std::string> parts = {word(document.verdict.ruling), checks_words(document.verdict)};
  if (const std::string injected = injected_words(document); !injected.empty()) {
    parts.push_back(injected);
  }
  if (const auto signs = badges(document.facts); !signs.empty()) {
    parts.push_back(joined(signs, " · "));
  }
  const Mark mark = document.verdict.ruling == Ruling::pass   ? Mark::good
                    : document.verdict.ruling == Ruling::fail ? Mark::bad
                                                              : Mark::doubt;
  const std::size_t at = lines.size();
  std::string line = parts.front();
  std::size_t indent = 0;
  for (std::size_t part = 1; part < parts.size(); ++part) {
    if (indent + width(line) + 3 + width(parts[part]) > look.used()) {
      add_wrapped(lines, indent, line, look);
      line = parts[part];
      indent = 2;
    } else {
      line += " · " + parts[part];
    }
  }
  add_wrapped(lines, indent, line, look);
  lines[at].replace(0, parts.front().size(), painted(parts.front(), mark, look));
}

}  // namespace

std::string terminal(const Document& raw, const Look& look, std::string_view report_path,
                     std::string_view again) {
  const Inert inert(raw);
  const Document document = inert.document();
  std::vector<std::string> lines;
  add_checks(lines, document, report_path, look);
  add_reasons(lines, document, look);
  add_blows(lines, document, look);
  if (!lines.empty()) {
    lines.emplace_back();
  }
  for (std::string& line : headline_table(document, look)) {
    lines.push_back(std::move(line));
  }
  lines.emplace_back();
  add_verdict_line(lines, document, look);
  if (!report_path.empty()) {
    lines.push_back(fmt::format("  report    {}", report_path));
  }
  if (!again.empty()) {
    lines.push_back(fmt::format("  again     {}", again));
  }
  const std::string out = below_one_another(lines);
  return look.utf8 ? out : ascii(out);
}

}  // namespace gameday::report
