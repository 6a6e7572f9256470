#include <fmt/format.h>

#include "report/chart/arms.hpp"
#include "report/chart/frame.hpp"
#include "report/chart/latency_panel.hpp"
#include "report/chart/strips.hpp"
#include "report/figures.hpp"
#include "report/lines.hpp"

namespace gameday::report::chart {
namespace {

struct Layout {
  double left;   // tick words stand before it
  double right;  // names of arms behind it, or above each strip where it is narrow
};

Layout layout(Drawing drawing) {
  const double width = units(drawing);
  return drawing.width == Width::wide ? Layout{52, 672} : Layout{52, width - 1};
}

std::string description(const Samples& samples, std::size_t experiment,
                        const std::vector<Arm>& arms) {
  const Document& document = samples.document();
  const verdict::ExperimentFacts& facts = document.facts.experiments.at(experiment);
  std::string out = fmt::format("Time from {} to {}; the fault window is its first {} from 0 s on.",
                                offset_words(-facts.baseline),
                                offset_words(facts.fault + facts.recovery), duration(facts.fault));
  for (const Arm& arm : arms) {
    const ArmSamples& of = samples.of(experiment, arm.index);
    std::vector<std::string> counts;
    for (const CountRow& row : count_rows(of, fill_count)) {
      counts.push_back(row.words);
    }
    const auto& answers = document.summary.experiments.at(experiment)
                              .arms.at(arm.index)
                              .at(record::Window::fault)
                              .answers;
    out += fmt::format(" {}: {} requests due in the fault window{}{}; p50 {}, p95 {}.", arm.whole,
                       count(of.in_fault()), counts.empty() ? "" : ", ", joined(counts, ", "),
                       quantile(answers, 5000), quantile(answers, 9500));
  }
  return out;
}

std::string caption(const Samples& samples, const Strips& strips, const LatencyPanel& panel,
                    const TimeAxis& axis, std::size_t experiment) {
  const verdict::RunFacts& facts = samples.document().facts;
  std::string out = "Answered above the line, failed below it";
  out += facts.slo_answer
             ? fmt::format("; late is an answer after {}. ", duration(*facts.slo_answer))
             : ". ";
  out += strips.step() > 1s ? fmt::format("Bars of {}. ", duration(strips.step())) : "";
  out += "Time counts from fault on and is the same in all panels. ";
  if (panel.draws_lines()) {
    out += fmt::format(
        "In the lower panel the thick line is p50 and the thin one p95, in steps of {} "
        "(about {} requests); ",
        duration(panel.step()), count(panel.requests_a_step()));
  } else {
    out += "In the lower panel each dot is an answer; ";
  }
  out += panel.logarithmic() ? "log scale." : "scale from 0.";
  if (panel.draws_lines() && panel.draws_dots()) {
    out += " Dots where a window has fewer than 20 requests.";
  }
  if (facts.slo_answer && !panel.shows_limit()) {
    out += fmt::format(" The limit of {} is far above.", duration(*facts.slo_answer));
  }
  const verdict::ExperimentFacts& of = facts.experiments.at(experiment);
  if (axis.end_of_data() < of.fault + of.recovery) {
    out += " Hatched: the run had stopped; what it cut off counts as never.";
  }
  return out;
}

}  // namespace

Figure over_time(const Samples& samples, std::size_t experiment, Drawing drawing) {
  Head head;
  head.id = fmt::format("time-{}-{}", experiment, drawing.part);
  head.title = "Requests per second, by when they were due";
  if (const std::string why = why_empty(samples, experiment); !why.empty()) {
    return no_data(head, drawing, why);
  }
  constexpr double before_panel = 26;
  const std::vector<Arm> arms = arms_of(samples.document().facts, drawing.part);
  const bool narrow = drawing.width != Width::wide;
  const double limit = units(drawing);
  const Layout place = layout(drawing);
  const TimeAxis axis(samples, experiment, place.left, place.right);
  const Strips strips(samples, experiment, arms, axis);
  const LatencyPanel panel(samples, experiment, arms, axis);
  Svg ground;
  Svg marks;
  const double bars_end = axis.draw_bars(marks, 0, limit, narrow);
  const double strips_end = strips.draw(marks, ground, bars_end + 14, limit, narrow);
  if (!narrow) {
    axis.draw_ground(ground, bars_end, strips_end + 6);
  }
  const double end = panel.draw(marks, ground, strips_end + before_panel, limit, narrow);
  strips.draw_hits(marks, bars_end, end);
  head.width = limit;
  head.height = end;
  head.description = description(samples, experiment, arms);
  Svg svg = framed(head, drawing);
  svg.raw(ground.take()).raw(marks.take());
  return finished(std::move(svg), head, caption(samples, strips, panel, axis, experiment));
}

}  // namespace gameday::report::chart
