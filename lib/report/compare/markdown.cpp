#include <fmt/format.h>

#include "report/compare/compare.hpp"
#include "report/lines.hpp"
#include "report/md.hpp"

namespace gameday::report {
namespace {

std::string md_changes(const ComparedRuns& runs) {
  const std::vector<SetChange> changes = set_changes(runs);
  std::string out = changes.empty() ? "Nothing was changed between them.\n" : "";
  for (const SetChange& change : changes) {
    out += "- " + md_text(change.what) + '\n';
    out += change.lines.empty() ? "" : "\n" + md_code("diff", change.lines);
  }
  for (const auto& [names, which] : {std::pair{&runs.comparison.only_before, "before"},
                                     std::pair{&runs.comparison.only_after, "after"}}) {
    if (!names->empty()) {
      out += fmt::format("- only {}: {}\n", which, md_text(joined(*names, ", ")));
    }
  }
  return out + '\n';
}

std::string md_metrics(const verdict::RunComparison& comparison) {
  std::vector<Row> rows;
  for (const verdict::ArmComparison& arm : comparison.arms) {
    for (const verdict::MetricChange& change : arm.metrics) {
      const bool same = change.change == verdict::Change::same;
      const std::string word = to_text(change.change);
      rows.push_back({md_text(arm.experiment), md_text(arm.arm), '`' + change.metric.text + '`',
                      same ? word : "**" + word + "**", before_words(change), after_words(change),
                      md_text(difference_words(change))});
    }
  }
  return md_table({"experiment", "arm", "metric", "change", "before", "after", "difference (95 %)"},
                  rows, 4);
}

std::string md_gate(const std::vector<verdict::RegressionResult>& regressions) {
  std::vector<Row> rows;
  for (const verdict::RegressionResult& result : regressions) {
    rows.push_back({md_text(result.experiment), md_text(result.arm),
                    '`' + md_text(result.text) + '`', to_text(result.regressed),
                    before_words(result.change), after_words(result.change)});
  }
  const std::string table =
      md_table({"experiment", "arm", "at most worse by", "limit", "before", "after"}, rows, 4);
  return table.empty() ? "" : "## Limits\n\n" + table;
}

}  // namespace

std::string compare_markdown(const ComparedRuns& runs) {
  std::string out = "# Two runs beside each other\n\n";
  out += fmt::format("- before: {}\n- after: {}\n", md_text(runs.before_name),
                     md_text(runs.after_name));
  for (const std::string& caveat : comparison_caveats(runs)) {
    out += "- **" + md_text(caveat) + "**\n";
  }
  out += "\n## What was changed\n\n" + md_changes(runs) + md_gate(runs.regressions);
  out += "## What became of it\n\n" + md_metrics(runs.comparison);
  return out +
         "Fault windows only. Better or worse is said where the 95 % interval of the difference "
         "leaves zero out; of twenty metrics that did not change about one does so by chance.\n";
}

}  // namespace gameday::report
