#include <algorithm>

#include <fmt/format.h>

#include "report/compare/compare.hpp"
#include "report/lines.hpp"
#include "report/paint.hpp"

namespace gameday::report {
namespace {

using verdict::Change;
using verdict::MetricChange;
using verdict::Regressed;

constexpr std::size_t metric_columns = 24;
constexpr std::size_t value_columns = 10;
constexpr std::size_t further = 4;           // where a sentence goes on
constexpr std::size_t most_diff_lines = 12;  // of one file; the rest is in the run folders

Mark mark_of(Change change) {
  return change == Change::better ? Mark::good : change == Change::worse ? Mark::bad : Mark::doubt;
}

class Text {
 public:
  Text(const ComparedRuns& runs, const Look& look) : runs_(runs), look_(look) {}

  std::string write() {
    head();
    changed();
    for (const verdict::ArmComparison& arm : runs_.comparison.arms) {
      compared(arm);
    }
    gate();
    const std::string out = below_one_another(lines_);
    return look_.utf8 ? out : ascii(out);
  }

 private:
  void add(std::size_t indent, const std::string& text) {
    add_hanging(lines_, std::string(indent, ' '), text, indent, look_.used());
  }

  void head() {
    add(0, "before  " + runs_.before_name);
    add(0, "after   " + runs_.after_name);
    for (const std::string& caveat : comparison_caveats(runs_)) {
      add_marked(lines_, Mark::doubt, caveat, further, look_);
    }
    lines_.emplace_back();
  }

  void changed() {
    const std::vector<SetChange> changes = set_changes(runs_);
    add(0, changes.empty() ? "Nothing was changed between them." : "Changed between them:");
    for (const SetChange& change : changes) {
      add(2, change.what);
      diff(change.lines);
    }
    for (const auto& [names, which] : {std::pair{&runs_.comparison.only_before, "before"},
                                       std::pair{&runs_.comparison.only_after, "after"}}) {
      if (!names->empty()) {
        add(2, fmt::format("only {}: {}", which, joined(*names, ", ")));
      }
    }
    lines_.emplace_back();
  }

  void diff(std::string_view text) {
    std::size_t shown = 0;
    while (!text.empty()) {
      if (++shown > most_diff_lines) {
        lines_.emplace_back("    …");
        return;
      }
      const std::size_t end = std::min(text.find('\n'), text.size());
      lines_.push_back("    " + cut(text.substr(0, end), look_.used() - 4));
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void compared(const verdict::ArmComparison& arm) {
    std::vector<std::string> same;
    std::vector<std::string> unclear;
    std::vector<const MetricChange*> rows;
    for (const MetricChange& change : arm.metrics) {
      if (change.change == Change::same) {
        same.push_back(change.metric.text);
      } else if (change.change == Change::unclear) {
        unclear.push_back(change.metric.text);
      } else {
        rows.push_back(&change);
      }
    }
    const std::string name = arm.experiment + " · " + arm.arm;
    const std::string too_few = unclear.empty() ? "" : "too few for " + joined(unclear, ", ");
    if (rows.empty()) {
      add(0, name + ": the same" + (too_few.empty() ? "" : " (" + too_few + ")"));
      return;
    }
    add(0, name);
    lines_.push_back(std::string(4 + metric_columns, ' ') + pad_left("before", value_columns) +
                     pad_left("after", value_columns) + "  difference (95 %)");
    for (const MetricChange* change : rows) {
      add_row(*change);
    }
    if (!same.empty()) {
      add(4, "the same: " + joined(same, ", "));
    }
    if (!unclear.empty()) {
      add(4, too_few);
    }
  }

  void add_row(const MetricChange& change) {
    const Mark mark = mark_of(change.change);
    const std::string plain = sign(mark, look_.utf8);
    std::string before = "  " + pad_right(plain, (look_.utf8 ? 1 : 4) + 1);
    before += pad_right(cut(change.metric.text, metric_columns), metric_columns);
    before += pad_left(before_words(change), value_columns);
    before += pad_left(after_words(change), value_columns) + "  ";
    const std::string what = difference_words(change);
    const std::string words = to_text(change.change) + (what.empty() ? "" : ": " + what);
    const std::size_t at = lines_.size();
    add_hanging(lines_, before, words, width(before), look_.used());
    lines_[at].replace(2, plain.size(), painted(plain, mark, look_));
  }

  void gate() {
    if (runs_.regressions.empty()) {
      return;
    }
    lines_.emplace_back();
    std::size_t held = 0;
    for (const verdict::RegressionResult& result : runs_.regressions) {
      if (result.regressed == Regressed::no) {
        ++held;
        continue;
      }
      const Mark mark = result.regressed == Regressed::yes ? Mark::bad : Mark::doubt;
      add_marked(lines_, mark,
                 fmt::format("{} · {} · at most {} worse: {}, {} → {}", result.experiment,
                             result.arm, result.text, to_text(result.regressed),
                             before_words(result.change), after_words(result.change)),
                 further, look_);
    }
    add(0, fmt::format("{} of {} limits held", held, runs_.regressions.size()));
  }

  const ComparedRuns& runs_;
  const Look& look_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string compare_text(const ComparedRuns& runs, const Look& look) {
  return Text(runs, look).write();
}

}  // namespace gameday::report
