#pragma once
// Two runs beside each other, written up: what was changed between them, then what became of it,
// metric by metric. As text for a terminal, as Markdown for a pull request, as JSON for a script.

#include <string>
#include <vector>

#include "report/look.hpp"
#include "verdict/compare/comparison.hpp"
#include "verdict/compare/regression.hpp"

namespace gameday::report {

struct ComparedRuns {
  const verdict::RunFacts& before;
  const verdict::RunFacts& after;
  std::string before_name;  // the folders, as the user named them
  std::string after_name;
  const verdict::RunComparison& comparison;
  const std::vector<verdict::RegressionResult>& regressions;
};

/// What differs besides the records: `seed 7 → 8`, a config's lines. `lines` is a diff, or empty.
struct SetChange {
  std::string what;
  std::string lines;
};
std::vector<SetChange> set_changes(const ComparedRuns& runs);
/// What must be known before any number is believed: a simulated run beside a real one, another
/// rate. Empty: nothing.
std::vector<std::string> comparison_caveats(const ComparedRuns& runs);

/// `4.7 s`, `n/a`
std::string before_words(const verdict::MetricChange& change);
std::string after_words(const verdict::MetricChange& change);
/// `+3.9 s to +4.3 s`, `one observation`, or why nothing can be said.
std::string difference_words(const verdict::MetricChange& change);
const char* to_text(verdict::Change change);
const char* to_text(verdict::Regressed regressed);

/// 1 for a regression, 3 where one cannot be ruled out, else 0.
int comparison_exit_code(const std::vector<verdict::RegressionResult>& regressions);

std::string compare_text(const ComparedRuns& runs, const Look& look);
std::string compare_markdown(const ComparedRuns& runs);
std::string compare_json(const ComparedRuns& runs);

}  // namespace gameday::report
