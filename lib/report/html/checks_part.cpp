#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/figures.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/html/table.hpp"
#include "report/lines.hpp"
#include "report/words.hpp"

namespace gameday::report::html {
namespace {

using verdict::CheckResult;
using verdict::Ruling;

constexpr const char* shell = R"(<section id="checks">
<h2>Hypothesis and checks</h2>
{{#hypothesis}}<p class="hypothesis">“{{words}}”</p>
{{/hypothesis}}{{{table}}}{{^table}}<p>The scenario promises nothing.</p>
{{/table}}{{#remarks}}<p class="note">{{words}}</p>
{{/remarks}}</section>
)";

// `good (within 5 s)`, `failed in recovery`
std::string metric_words(const CheckResult& check, const verdict::RunFacts& facts) {
  const std::string words = check_words(check);
  const std::size_t end = std::min(check.text.find_first_of("<>=!"), check.text.size());
  std::string metric = check.text.substr(0, end);
  metric.resize(metric.find_last_not_of(' ') + 1);
  if (metric == "good" && facts.slo_answer) {
    metric += " (within " + duration(*facts.slo_answer) + ')';
  }
  return metric + words.substr(std::min(words.size(), check.text.size()));
}

// `≥ 99 %`, `≥ 2 × tuned gateway = 3.06 s`
std::string limit_words(const CheckResult& check) {
  const auto parsed = verdict::parse_expectation(check.text);
  if (!parsed) {
    return check.limit ? amount(*check.limit) : "n/a";
  }
  constexpr std::array signs = {"<", "≤", "=", "≥", ">", "≠"};
  const verdict::Expectation& expectation = *parsed.value;
  std::string words = signs.at(static_cast<std::size_t>(expectation.comparison));
  if (expectation.kind == verdict::Expectation::Kind::factor) {
    words += fmt::format(" {:g} × {}", expectation.value, expectation.other_arm);
    return check.limit ? words + " = " + amount(*check.limit) : words;
  }
  return words + ' ' + (check.limit ? amount(*check.limit) : "n/a");
}

const char* line_css(Ruling ruling) {
  return ruling == Ruling::fail ? "fail" : ruling == Ruling::inconclusive ? "doubt" : "";
}

Line line_of(const Document& document, const CheckResult& check) {
  const bool failed = check.ruling == Ruling::fail;
  const std::string observed = text(observed_words(check));
  const std::string interval = interval_words(check);
  Line line;
  line.css = line_css(check.ruling);
  line.cells = {{text(document.facts.arms.at(check.arm).name), ""},
                {text(metric_words(check, document.facts)), "check"},
                {text(limit_words(check)), "limit"},
                {failed ? "<b>" + observed + "</b>" : observed, "observed"},
                {interval.empty() ? "–" : text(interval), "interval"},
                {text(count(check.n)), "count"},
                {badge(check.ruling), "verdict"}};
  return line;
}

// Why nothing can be said, with the checks that each reason holds for.
std::string inconclusive_words(const verdict::Verdict& verdict) {
  std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
  for (const verdict::ExperimentVerdict& experiment : verdict.experiments) {
    for (const CheckResult& check : experiment.checks) {
      if (check.reason.empty()) {
        continue;
      }
      const auto found = std::ranges::find_if(
          reasons, [&](const auto& reason) { return reason.first == check.reason; });
      auto& checks = found == reasons.end()
                         ? reasons.emplace_back(check.reason, std::vector<std::string>{}).second
                         : found->second;
      if (std::ranges::find(checks, check_words(check)) == checks.end()) {
        checks.push_back(check_words(check));
      }
    }
  }
  std::string out;
  for (const auto& [reason, checks] : reasons) {
    out += (out.empty() ? "Inconclusive: " : " ") + joined(checks, ", ") + " (" + reason + ").";
  }
  return out;
}

Fields::List remarks(const Document& document) {
  std::string words =
      "Judged on the point estimate, over the fault window unless it says so; the interval says "
      "how far one run can be trusted.";
  if (document.facts.slo_answer) {
    words += " good: ok within " + duration(*document.facts.slo_answer) + '.';
  }
  Fields::List out = {Fields().set("words", words)};
  if (const std::string list = inconclusive_words(document.verdict); !list.empty()) {
    out.push_back(Fields().set("words", list));
  }
  return out;
}

}  // namespace

std::string checks_part(const Document& document) {
  Sheet sheet;
  sheet.css = "checks";
  sheet.head = {"Arm", "Check", "Limit", "Observed", "95 % interval", "n", "Verdict"};
  sheet.numbers = 2;
  bool found = false;
  for (std::size_t at = 0; at < document.verdict.experiments.size(); ++at) {
    Group& group = sheet.groups.emplace_back();
    group.title = document.facts.experiments.at(at).name;
    for (const CheckResult& check : document.verdict.experiments[at].checks) {
      Line& line = group.lines.emplace_back(line_of(document, check));
      if (!found && check.ruling != Ruling::pass) {
        line.id = "not-held";
        found = true;
      }
    }
  }
  Fields::List hypothesis;
  if (!document.facts.hypothesis.empty()) {
    hypothesis.push_back(Fields().set("words", document.facts.hypothesis));
  }
  const std::string markup = html::table(sheet);
  Fields fields;
  fields.list("hypothesis", std::move(hypothesis));
  if (markup.empty()) {
    fields.flag("table", false).list("remarks", {});
  } else {
    fields.set("table", markup).list("remarks", remarks(document));
  }
  return fill(shell, fields);
}

}  // namespace gameday::report::html
