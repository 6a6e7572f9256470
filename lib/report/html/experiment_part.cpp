#include <fmt/format.h>

#include "report/blow_lines.hpp"
#include "report/experiment_tables.hpp"
#include "report/figures.hpp"
#include "report/headline.hpp"
#include "report/html/markup.hpp"
#include "report/html/parts.hpp"
#include "report/html/shell.hpp"

namespace gameday::report::html {
namespace {

using chart::Width;
using record::Window;
using verdict::WindowSummary;

constexpr const char* shell =
    R"(<section class="experiment{{^parts}} idle{{/parts}}" id="{{anchor}}">
<h2>{{name}} {{{badge}}}</h2>
{{#injected}}<p class="lead">{{words}}</p>
{{/injected}}{{#reasons}}<p class="warning">{{words}}</p>
{{/reasons}}{{#arms}}<p class="arm"><b>{{name}}</b>: {{words}}</p>
{{/arms}}{{#parts}}{{{over_time}}}<div class="pair">
{{{spectrum}}}{{{attempts}}}</div>
{{{who_answered}}}{{/parts}}</section>
)";

constexpr const char* figure_shell = R"(<figure class="chart">
<figcaption><b>{{title}}</b> {{caption}}</figcaption>
<div class="wide">{{{wide}}}</div><div class="narrow">{{{narrow}}}</div>
</figure>
)";

Fields words(const std::string& one) {
  return Fields().set("words", one);
}

// `all 320 failed (429), 1 attempt a request, well again at once`
std::string arm_words(const Document& document, std::size_t experiment, std::size_t arm) {
  const verdict::ArmSummary& summary = document.summary.experiments[experiment].arms[arm];
  const WindowSummary& seen = summary.at(Window::fault);
  const report::Cell cell = headline_cell(document, experiment, arm);
  std::string out = cell.worst;
  out += cell.late.empty() ? "" : ", " + cell.late;
  if (seen.attempted > 0) {
    out += fmt::format(
        "; {:.2f} attempts a request, at most {}",
        static_cast<double>(seen.attempts_total()) / static_cast<double>(seen.attempted),
        seen.attempts_max());
  }
  if (!seen.failovers.empty()) {
    out += fmt::format("; {} failed over, the last after {}", count(seen.failovers.size()),
                       duration(seen.failovers.back(), digits_in_prose));
  }
  if (seen.elsewhere_at_once > 0) {
    out += fmt::format("; {} sent elsewhere at once", count(seen.elsewhere_at_once));
  }
  if (summary.recovery) {
    out +=
        *summary.recovery == forever ? "; not well again within the recovery window"
        : *summary.recovery == Duration::zero()
            ? "; well again at once"
            : "; well again " + duration(*summary.recovery, digits_in_prose) + " after the fault";
  }
  return out + '.';
}

Fields figures(const chart::Samples& samples, std::size_t experiment, std::size_t part) {
  const auto drawn = [&](auto draw, Width wide) {
    return figure(draw(samples, experiment, chart::Drawing{wide, chart::Use::page, part}),
                  draw(samples, experiment, chart::Drawing{Width::narrow, chart::Use::page, part}));
  };
  return Fields()
      .set("over_time", drawn(chart::over_time, Width::wide))
      .set("spectrum", drawn(chart::spectrum, Width::half))
      .set("attempts", drawn(chart::attempts, Width::half))
      .set("who_answered", drawn(chart::who_answered, Width::wide));
}

}  // namespace

std::string figure(const chart::Figure& wide, const chart::Figure& narrow) {
  const bool dot = !wide.title.empty() && wide.title.find_last_of(".?!") + 1 != wide.title.size();
  return fill(figure_shell, Fields()
                                .set("title", wide.title + (dot ? "." : ""))
                                .set("caption", wide.caption)
                                .set("wide", wide.svg)
                                .set("narrow", narrow.svg));
}

std::string experiment_part(const Document& document, const chart::Samples& samples,
                            std::size_t experiment) {
  const verdict::ExperimentFacts& facts = document.facts.experiments[experiment];
  const verdict::ExperimentVerdict& verdict = document.verdict.experiments[experiment];
  Fields::List injected;
  for (const std::string& line : injection_lines(document, experiment)) {
    injected.push_back(words("Into " + line + '.'));
  }
  for (const std::string& line : blow_lines(document, experiment)) {
    injected.push_back(words(line + '.'));
  }
  if (injected.empty()) {
    injected.push_back(words("Nothing was injected."));
  }
  Fields::List reasons;
  for (const std::string& reason : verdict.reasons) {
    reasons.push_back(words(reason));
  }
  Fields::List arms;
  Fields::List parts;
  if (facts.started) {
    for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
      arms.push_back(
          words(arm_words(document, experiment, arm)).set("name", document.facts.arms[arm].name));
    }
    for (std::size_t part = 0; part < chart::parts(samples); ++part) {
      parts.push_back(figures(samples, experiment, part));
    }
  }
  return fill(shell, Fields()
                         .set("anchor", experiment_anchor(experiment))
                         .set("name", facts.name)
                         .set("badge", badge(verdict.ruling))
                         .list("injected", std::move(injected))
                         .list("reasons", std::move(reasons))
                         .list("arms", std::move(arms))
                         .list("parts", std::move(parts)));
}

}  // namespace gameday::report::html
