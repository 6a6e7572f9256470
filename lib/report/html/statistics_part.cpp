#include <fmt/format.h>

#include "report/caveats.hpp"
#include "report/experiment_tables.hpp"
#include "report/figures.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/html/table.hpp"
#include "stats/quantile.hpp"

namespace gameday::report::html {
namespace {

using record::Window;
using verdict::WindowSummary;

constexpr const char* shell = R"(<section id="statistics">
<h2>Statistics</h2>
<p class="lead">The fault windows; below each number the interval that holds it with 95 %.</p>
{{{numbers}}}{{#more}}<h3>{{title}}</h3>
{{{table}}}{{/more}}<h3>How far to trust it</h3>
<ul class="caveats">
{{#caveats}}<li>{{words}}</li>
{{/caveats}}</ul>
</section>
)";

Cell with_interval(const std::string& value, const std::string& interval) {
  return {text(value) +
              (interval.empty() ? "" : "<span class=\"interval\">" + text(interval) + "</span>"),
          ""};
}

Cell quantile_cell(const std::vector<Duration>& sorted, unsigned mark) {
  const std::string value = quantile(sorted, mark);
  if (value == "n/a") {
    return {"<span class=\"muted\">" + text(too_few_words(mark)) + "</span>", ""};
  }
  const auto ranks = stats::rank_interval(sorted.size(), mark);
  if (!ranks || sorted[ranks->low] == forever) {
    return {text(value), ""};
  }
  return with_interval(value,
                       duration(sorted[ranks->low]) + " to " + duration(sorted[ranks->high]));
}

Line numbers_line(const std::string& arm, const WindowSummary& seen) {
  const auto n = static_cast<double>(seen.attempted);
  Line line;
  line.cells = {
      {text(arm), ""},
      {text(count(seen.attempted)), ""},
      with_interval(count(seen.failed), share_interval_words(seen.failed, seen.attempted)),
      with_interval(share(seen.good, seen.attempted, digits_in_tables),
                    share_interval_words(seen.good, seen.attempted)),
      quantile_cell(seen.answers, 5000),
      quantile_cell(seen.answers, 9500),
      quantile_cell(seen.answers, 9900),
      {text(fmt::format("{:.2f}", static_cast<double>(seen.arrived) / n)), ""}};
  return line;
}

std::string numbers(const Document& document) {
  Sheet sheet;
  sheet.head = {"Arm", "n", "Failed", "Good", "p50", "p95", "p99", "Amplification"};
  sheet.numbers = 1;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    Group& group = sheet.groups.emplace_back();
    group.title = document.facts.experiments[at].name;
    const auto& arms = document.summary.experiments.at(at).arms;
    for (std::size_t arm = 0; arm < arms.size(); ++arm) {
      const WindowSummary& seen = arms[arm].at(Window::fault);
      if (seen.attempted > 0) {
        group.lines.push_back(numbers_line(document.facts.arms.at(arm).name, seen));
      }
    }
  }
  return html::table(sheet);
}

Table streams(const Document& document, std::size_t experiment) {
  Table table = streams_table(document, experiment);
  std::erase_if(table.rows, [](const Row& row) { return row.at(1) != to_text(Window::fault); });
  table.head.erase(table.head.begin() + 1);
  for (Row& row : table.rows) {
    row.erase(row.begin() + 1);
  }
  table.numbers = 1;
  return table;
}

// What surrounds the fault: the windows that the table above leaves out.
Table around(const Document& document, std::size_t experiment) {
  Table table = windows_table(document, experiment);
  std::erase_if(table.rows, [](const Row& row) { return row.at(1) == to_text(Window::fault); });
  return table;
}

Fields more(const Document& document, const char* title,
            Table (*of)(const Document&, std::size_t)) {
  std::vector<Titled> tables;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    tables.push_back({document.facts.experiments[at].name, of(document, at)});
  }
  return Fields().set("title", title).set("table", table(tables));
}

}  // namespace

std::string statistics_part(const Document& document) {
  Fields::List tables;
  for (Fields& one : std::vector<Fields>{more(document, "Streams", streams),
                                         more(document, "Failover", failover_table),
                                         more(document, "Before and after the fault", around)}) {
    if (!std::get<std::string>(one.all().at("table")).empty()) {
      tables.push_back(std::move(one));
    }
  }
  Fields::List lines;
  for (const std::string& caveat : caveats(document)) {
    lines.push_back(Fields().set("words", caveat));
  }
  return fill(shell, Fields()
                         .set("numbers", numbers(document))
                         .list("more", std::move(tables))
                         .list("caveats", std::move(lines)));
}

}  // namespace gameday::report::html
