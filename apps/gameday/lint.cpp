#include "lint.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "config/gateway_places.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "gateway/lint/finding.hpp"
#include "gateway/lint/leg.hpp"
#include "gateway/lint/table.hpp"
#include "report/figures.hpp"
#include "report/lint/sheet.hpp"
#include "verdict/budget.hpp"

namespace gameday::app {
namespace {

namespace rules = gateway::lint;
using Limits = std::vector<verdict::Limit>;

report::LintRow row_of(std::string name, const rules::Course& course) {
  return {std::move(name), course.time, course.attempts, course.words};
}

void add_promises(const gateway::Options& options, report::LintSheet& sheet) {
  for (std::size_t place = 0; place < options.chain.size(); ++place) {
    const gateway::Target& target = options.chain[place];
    const auto keys = rules::serving_keys(options, place);
    sheet.chain.push_back(fmt::format("{}/{} ({} {})", target.provider, target.model, keys,
                                      keys == 1 ? "key" : "keys"));
  }
  for (const rules::TableRow& row : rules::table_of(options)) {
    const std::string shape = row.shape ? fmt::format(", {}", rules::to_text(*row.shape)) : "";
    sheet.rows.push_back(row_of(row.name + shape, row.outage));
  }
  for (const rules::FailureClass what : rules::failure_classes()) {
    for (const rules::Shape shape : {rules::Shape::unary, rules::Shape::streamed}) {
      const rules::WorstCase worst = rules::worst_case(options, what, shape);
      sheet.classes.push_back({rules::to_text(what), rules::to_text(shape),
                               row_of({}, worst.outage), row_of({}, worst.primary),
                               worst.failover});
    }
  }
  const rules::Totals totals = rules::totals_of(options);
  sheet.worst_case = totals.worst_case;
  sheet.attempts = totals.attempts;
  sheet.amplification = totals.amplification;
}

/// The same about several providers at one place of the file is said once.
void add_finding(report::LintFinding finding, std::vector<report::LintFinding>& findings) {
  const auto same = [&](const report::LintFinding& other) {
    return other.rule == finding.rule && other.place == finding.place &&
           other.what == finding.what && other.fix == finding.fix;
  };
  const auto found = std::find_if(findings.begin(), findings.end(), same);
  if (found == findings.end()) {
    findings.push_back(std::move(finding));
  } else {
    found->subject += " and " + finding.subject;
  }
}

void add_findings(const config::GatewayFile& file, const LintOptions& options,
                  report::LintSheet& sheet) {
  const rules::Context context{file.options, options.client_timeout, options.max_tokens};
  for (const rules::Finding& finding : rules::check(context)) {
    const config::Spot spot = config::spot_of(file.root, finding.where);
    const auto severity = static_cast<report::LintFinding::Severity>(finding.severity);
    add_finding(
        {severity, finding.rule, spot.place, spot.path, finding.subject, finding.what, finding.fix},
        sheet.findings);
  }
}

void add_budget(const Limits& limits, report::LintSheet& sheet) {
  for (const verdict::Limit& limit : limits) {
    double value = 0;
    std::string observed;
    switch (limit.promise) {
      case verdict::Promise::worst_case: {
        const bool endless = sheet.worst_case == forever;
        value = endless ? std::numeric_limits<double>::infinity() : to_seconds(sheet.worst_case);
        observed = endless ? "without a limit" : report::duration(sheet.worst_case);
        break;
      }
      case verdict::Promise::attempts:
        value = static_cast<double>(sheet.attempts);
        observed = report::count(sheet.attempts);
        break;
      case verdict::Promise::amplification:
        value = static_cast<double>(sheet.amplification);
        observed = report::count(sheet.amplification);
        break;
    }
    const bool held = verdict::holds(limit.comparison, value, limit.value);
    sheet.budget.push_back({limit.text, std::move(observed), held});
  }
}

void print(const report::LintSheet& sheet, LintOptions::Output output) {
  switch (output) {
    case LintOptions::Output::text:
      fmt::print("{}", report::lint_text(sheet, look_of(1)));
      return;
    case LintOptions::Output::json:
      fmt::print("{}", report::lint_json(sheet));
      return;
    case LintOptions::Output::sarif:
      fmt::print("{}", report::lint_sarif(sheet, GAMEDAY_VERSION));
      return;
  }
}

}  // namespace

int lint(const LintOptions& options) {
  Limits limits;
  if (!options.budget.empty()) {
    auto budget = verdict::parse_budget(options.budget);
    if (!budget) {
      print_error("--budget: " + budget.problem);
      return exit_invalid;
    }
    limits = std::move(*budget.value);
  }
  config::Findings problems;
  const auto file = config::read_gateway_file(options.file, environment, options.rules, problems);
  print_findings(problems);
  if (!file) {
    return exit_invalid;
  }
  report::LintSheet sheet;
  sheet.file = options.file;
  sheet.rules = file->options.defaults == gateway::Form::bifrost ? "bifrost" : "gameday";
  add_promises(file->options, sheet);
  add_findings(*file, options, sheet);
  add_budget(limits, sheet);
  for (const rules::Rule& rule : rules::rules()) {
    sheet.catalogue.push_back({rule.name, rule.summary, rule.why});
  }
  print(sheet, options.output);
  return report::is_clean(sheet) ? exit_pass : exit_fail;
}

}  // namespace gameday::app
