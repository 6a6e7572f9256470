#include <algorithm>

#include <fmt/format.h>

#include "report/blow_lines.hpp"
#include "report/chart/fills.hpp"
#include "report/experiment_tables.hpp"
#include "report/figures.hpp"
#include "report/headline.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"
#include "report/lines.hpp"

namespace gameday::report::html {
namespace {

using record::Window;
using verdict::WindowSummary;

constexpr const char* shell = R"(<section id="headline">
<h2>Headline</h2>
<p class="legend"><span>{{of}}</span> {{#legend}}<span class="item">{{{swatch}}}{{words}}</span> )"
                              R"({{/legend}}</p>
<table class="headline">
<thead><tr><th scope="col">Experiment</th>{{#arms}}<th scope="col">{{name}}</th>{{/arms}}</tr></thead>
<tbody>
{{#experiments}}<tr><th scope="row"><a href="#{{anchor}}">{{name}}</a>)"
                              R"({{#injected}}<span class="what">{{words}}</span>{{/injected}})"
                              R"({{{badge}}}</th>
{{#cells}}<td data-label="{{arm}}">{{{bar}}}<p class="worst {{state}}">{{worst}})"
                              R"({{#aside}} <span class="aside">{{words}}</span>{{/aside}}</p>
{{#lines}}<p class="more">{{words}}</p>{{/lines}}</td>
{{/cells}}</tr>
{{/experiments}}</tbody>
</table>
</section>
)";

// Of the bar, in percent; what there is at all can be seen.
constexpr double least_part = 1.2;

struct Segment {
  const char* fill;
  std::uint64_t requests;
};

std::vector<Segment> segments(const WindowSummary& seen) {
  std::vector<Segment> out = {{chart::css_name(chart::Fill::ok), seen.good},
                              {chart::css_name(chart::Fill::late), seen.late}};
  for (std::size_t at = 1; at < record::outcome_count; ++at) {
    const auto outcome = static_cast<record::Outcome>(at);
    out.push_back({chart::css_name(chart::fill_of(outcome)), seen.count_of(outcome)});
  }
  std::erase_if(out, [](const Segment& segment) { return segment.requests == 0; });
  return out;
}

std::string bar(const WindowSummary& seen) {
  const std::vector<Segment> parts = segments(seen);
  std::vector<double> widths;
  double sum = 0;
  for (const Segment& part : parts) {
    const double share = 100.0 * static_cast<double>(part.requests) /
                         static_cast<double>(std::max<std::uint64_t>(seen.attempted, 1));
    widths.push_back(std::max(share, least_part));
    sum += widths.back();
  }
  std::string out = "<svg class=\"fig stack\" aria-hidden=\"true\">";
  double x = 0;
  for (std::size_t at = 0; at < parts.size(); ++at) {
    const double width = widths[at] * 100 / sum;
    out += fmt::format("<rect class=\"f-{}\" x=\"{:.2f}%\" width=\"{:.2f}%\" height=\"100%\"/>",
                       parts[at].fill, x, width);
    x += width;
    if (at + 1 < parts.size()) {
      out += fmt::format("<rect class=\"bg\" x=\"{:.2f}%\" width=\"1.5\" height=\"100%\"/>", x);
    }
  }
  return out + "</svg>";
}

std::string swatch(chart::Fill fill) {
  return fmt::format(
      "<svg class=\"fig swatch\" aria-hidden=\"true\"><rect class=\"f-{}\" width=\"100%\" "
      "height=\"100%\"/></svg>",
      chart::css_name(fill));
}

// Whether any cell's bar has such a part.
bool occurs(const verdict::Summary& summary, record::Outcome outcome) {
  return std::ranges::any_of(summary.experiments, [&](const auto& experiment) {
    return std::ranges::any_of(experiment.arms, [&](const verdict::ArmSummary& arm) {
      return arm.at(Window::fault).count_of(outcome) > 0;
    });
  });
}

Fields::List legend(const Document& document) {
  const verdict::RunFacts& facts = document.facts;
  const auto item = [](chart::Fill fill, const std::string& text) {
    return Fields().set("swatch", swatch(fill)).set("words", text);
  };
  const std::string within =
      facts.slo_answer ? "answered within " + duration(*facts.slo_answer) : "answered";
  Fields::List out = {item(chart::Fill::ok, within)};
  if (facts.slo_answer) {
    out.push_back(item(chart::Fill::late, "answered later"));
  }
  out.push_back(item(chart::Fill::http_5xx, "failed (pattern by kind, see each chart)"));
  if (occurs(document.summary, record::Outcome::unfinished)) {
    out.push_back(item(chart::Fill::unfinished, "cut off when the run stopped"));
  }
  if (occurs(document.summary, record::Outcome::left)) {
    out.push_back(item(chart::Fill::left, "left, as the client was told"));
  }
  return out;
}

Fields words(const std::string& one) {
  return Fields().set("words", one);
}

Fields cell_fields(const Document& document, std::size_t experiment, std::size_t arm) {
  const Cell cell = headline_cell(document, experiment, arm);
  const WindowSummary& seen = document.summary.experiments[experiment].arms[arm].at(Window::fault);
  Fields::List aside;
  if (!cell.aside.empty()) {
    aside.push_back(words(cell.aside));
  }
  std::vector<std::string> first;
  for (const std::string& part : {cell.late, cell.left, cell.p95, cell.within}) {
    if (!part.empty()) {
      first.push_back(part);
    }
  }
  Fields::List lines;
  const std::string nobody =
      seen.attempted > 0 && seen.ok == 0 && cell.mark == Mark::bad ? "nobody was answered" : "";
  for (const std::string& line : {joined(first, ", "), cell.first_token, cell.who, nobody}) {
    if (!line.empty()) {
      lines.push_back(words(line));
    }
  }
  return Fields()
      .set("arm", document.facts.arms[arm].name)
      .set("bar", seen.attempted > 0 ? bar(seen) : "")
      .set("state", state(cell.mark))
      .set("worst", cell.worst)
      .list("aside", std::move(aside))
      .list("lines", std::move(lines));
}

// `Of 320 requests in each fault window:`, where all are alike.
std::string of_words(const verdict::Summary& summary) {
  std::uint64_t n = 0;
  bool alike = true;
  for (const verdict::ExperimentSummary& experiment : summary.experiments) {
    for (const verdict::ArmSummary& arm : experiment.arms) {
      const std::uint64_t attempted = arm.at(Window::fault).attempted;
      alike = alike && (n == 0 || attempted == n);
      n = std::max(n, attempted);
    }
  }
  return alike && n > 0 ? fmt::format("Of {} requests in each fault window:", count(n))
                        : "Of the requests in each fault window:";
}

}  // namespace

std::string headline_part(const Document& document) {
  Fields::List arms;
  for (const verdict::ArmFacts& arm : document.facts.arms) {
    arms.push_back(Fields().set("name", arm.name));
  }
  Fields::List experiments;
  for (std::size_t at = 0; at < document.facts.experiments.size(); ++at) {
    Fields::List cells;
    for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
      cells.push_back(cell_fields(document, at, arm));
    }
    Fields::List injected;
    for (const std::string& line : injection_lines(document, at)) {
      injected.push_back(words(line));
    }
    for (const std::string& line : blow_names(document, at)) {
      injected.push_back(words(line));
    }
    experiments.push_back(Fields()
                              .set("anchor", experiment_anchor(at))
                              .set("name", document.facts.experiments[at].name)
                              .set("badge", badge(document.verdict.experiments.at(at).ruling))
                              .list("injected", std::move(injected))
                              .list("cells", std::move(cells)));
  }
  return fill(shell, Fields()
                         .set("of", of_words(document.summary))
                         .list("legend", legend(document))
                         .list("arms", std::move(arms))
                         .list("experiments", std::move(experiments)));
}

}  // namespace gameday::report::html
