#include "report/chart/latency_panel.hpp"

#include <algorithm>
#include <cmath>

#include "report/chart/labels.hpp"
#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/chart/never_lane.hpp"
#include "report/figures.hpp"
#include "stats/quantile.hpp"
#include "verdict/measure.hpp"

namespace gameday::report::chart {
namespace {

using record::Window;

constexpr double plot_height = 190;
constexpr double title_foot = 11;
constexpr double title_height = 22;
constexpr double below_lane = 11;
constexpr double axis_height = 22;
constexpr double swatch = 30;
constexpr double row_height = 16;
constexpr stats::QuantileMark p50 = 5000;
constexpr stats::QuantileMark p95 = 9500;

std::string css(const char* kind, const Arm& arm) {
  return kind + std::string(arm.style.css);
}

// `p50 1.1 s, p95 1.6 s` of the fault window, as far as its sample carries them.
std::string quantile_words(const verdict::WindowSummary& window) {
  const std::size_t n = window.answers.size();
  if (n < verdict::least_sample) {
    return "n = " + std::to_string(n);
  }
  const std::string words = "p50 " + quantile(window.answers, p50, digits_in_prose);
  return stats::carries(n, p95) ? words + ", p95 " + quantile(window.answers, p95, digits_in_prose)
                                : words + ", n = " + std::to_string(n);
}

Duration picked(std::vector<Duration>& values, stats::QuantileMark mark) {
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(stats::nearest_rank(values.size(), mark));
  std::ranges::nth_element(values, at);
  return *at;
}

}  // namespace

LatencyPanel::LatencyPanel(const Samples& samples, std::size_t experiment,
                           const std::vector<Arm>& arms, const TimeAxis& axis)
    : samples_(samples),
      experiment_(experiment),
      arms_(arms),
      axis_(axis),
      step_(latency_step(samples.document().facts.experiments.at(experiment),
                         axis.right() - axis.left(), requests_per_second())),
      bins_(samples.document().facts.experiments.at(experiment), step_, true) {
  for (const Arm& arm : arms) {
    series_.push_back(series(samples.of(experiment, arm.index)));
    for (const Step& step : series_.back().steps) {
      drawn_.take(step.p50);
      drawn_.take(step.p95);
      lines_ = lines_ || !step.empty;
    }
    for (const Dot& dot : series_.back().dots) {
      drawn_.take(dot.took);
      dots_ = true;
    }
  }
}

LatencyPanel::Series LatencyPanel::series(const ArmSamples& samples) const {
  Series out;
  std::vector<std::vector<Duration>> took(bins_.size());
  std::array<std::size_t, 3> counts{};
  for (const Sample& sample : samples.all) {
    if (sample.fill != Fill::left) {
      took.at(bins_.of(sample)).push_back(sample.took);
      ++counts.at(static_cast<std::size_t>(sample.window));
      out.fails = out.fails || sample.took == forever;
    }
  }
  const auto few = [&](Window window) {
    return counts.at(static_cast<std::size_t>(window)) < verdict::least_sample;
  };
  for (const Window window : {Window::baseline, Window::fault, Window::recovery}) {
    for (std::size_t bin = bins_.first(window); bin < bins_.last(window); ++bin) {
      Step step{bins_.at(bin)};
      step.bin.to = std::min(step.bin.to, std::max(axis_.end_of_data(), step.bin.from));
      if (!took[bin].empty() && !few(window)) {
        step = {step.bin, picked(took[bin], p50), picked(took[bin], p95), false};
      }
      out.steps.push_back(step);
    }
  }
  for (const Sample& sample : samples.all) {
    if (sample.took != forever && few(sample.window)) {
      out.dots.push_back({sample.due, sample.took});
    }
  }
  return out;
}

// Of the arm that has the fewest, over the time that has records.
double LatencyPanel::requests_per_second() const {
  std::uint64_t least = 0;
  for (const Arm& arm : arms_) {
    const std::uint64_t here = samples_.of(experiment_, arm.index).all.size();
    least = here > 0 && (least == 0 || here < least) ? here : least;
  }
  const verdict::ExperimentFacts& facts = samples_.document().facts.experiments.at(experiment_);
  const Duration covered = std::max(facts.baseline + axis_.end_of_data(), Duration(1ms));
  return static_cast<double>(least) / to_seconds(covered);
}

std::uint64_t LatencyPanel::requests_a_step() const {
  return static_cast<std::uint64_t>(std::llround(requests_per_second() * to_seconds(step_)));
}

void LatencyPanel::draw_series(Svg& svg, const Series& series, const Arm& arm,
                               const LatencyAxis& y) const {
  Path tint;
  for (const Step& step : series.steps) {
    if (step.p95 != forever) {
      const double from = axis_.x(step.bin.from);
      tint.box(from, y.y(step.p95), axis_.x(step.bin.to) - from, y.y(step.p50) - y.y(step.p95));
    }
  }
  path(svg, css("d-", arm), tint);
  const auto draw = [&](const char* weight, Duration Step::*value) {
    Path line;
    bool joined = false;
    for (const Step& step : series.steps) {
      if (step.*value == forever) {
        joined = false;
        continue;
      }
      const double at = y.y(step.*value);
      joined ? line.vertical(at) : line.move(axis_.x(step.bin.from), at);
      line.horizontal(axis_.x(step.bin.to));
      joined = true;
    }
    path(svg, weight + css(" l-", arm), line);
  };
  draw("thin", &Step::p95);
  draw("thick", &Step::p50);
  for (const Dot& dot : series.dots) {
    svg.open("circle").word("class", css("b-", arm)).number("cx", axis_.x(dot.due));
    svg.number("cy", y.y(dot.took)).number("r", 3).end();
  }
}

void LatencyPanel::draw_names(Svg& svg, const LatencyAxis& y, double top, double limit) const {
  constexpr double block = 34;
  constexpr double beside = 16;
  const verdict::ExperimentSummary& summary =
      samples_.document().summary.experiments.at(experiment_);
  std::vector<double> wanted;
  for (const Arm& arm : arms_) {
    const auto& answers = summary.arms.at(arm.index).at(Window::fault).answers;
    const Duration at = stats::quantile_of(answers, p95).value_or(Duration::zero());
    wanted.push_back(at == forever ? top : y.y(at));
  }
  const double bottom = y.y(Duration::zero());
  const std::vector<double> places = pushed_apart(wanted, block, top + 4, bottom - row_height);
  const double x = axis_.right() + beside;
  for (std::size_t at = 0; at < arms_.size(); ++at) {
    const Arm& arm = arms_[at];
    line(svg, "thick" + css(" l-", arm), x, places[at], x + swatch, places[at]);
    name_label(svg, css("t-", arm), x + swatch + 8, places[at] + 4, arm.name, arm.whole);
    const double room = limit - x - swatch - 8;
    const auto& window = summary.arms.at(arm.index).at(Window::fault);
    label(svg, "t-muted", x + swatch + 8, places[at] + 4 + row_height,
          fitted(quantile_words(window), room));
  }
}

double LatencyPanel::draw_list(Svg& svg, double top, double limit) const {
  const verdict::ExperimentSummary& summary =
      samples_.document().summary.experiments.at(experiment_);
  double y = top;
  for (const Arm& arm : arms_) {
    y += row_height;
    line(svg, "thick" + css(" l-", arm), 0, y - 4, swatch - 6, y - 4);
    name_label(svg, css("t-", arm), swatch, y, arm.name, arm.whole);
    const auto& window = summary.arms.at(arm.index).at(Window::fault);
    label(svg, "t-muted t-end", limit, y,
          fitted(quantile_words(window),
                 limit - swatch - text_width(arm.name, true) - letter_size / 2));
  }
  return y + 4;
}

double LatencyPanel::draw(Svg& svg, Svg& ground, double top, double limit, bool narrow) const {
  label(
      svg, "t-bold", narrow ? axis_.left() : 0, top + title_foot,
      narrow ? "Time to a usable answer" : "Time to a usable answer, by when the request was due");
  label(svg, "t-muted t-end", axis_.right(), top + title_foot, axis_.gap_words());
  const double lane = top + title_height;
  NeverLane never(axis_);
  for (std::size_t at = 0; at < arms_.size(); ++at) {
    if (series_[at].fails) {
      never.add(samples_.of(experiment_, arms_[at].index));
    }
  }
  const double plot = lane + never.height() + below_lane;
  const double bottom = plot + plot_height;
  const LatencyAxis y(drawn_, this->limit(), plot, bottom);
  axis_.draw_ground(ground, lane - 3, bottom);
  y.draw_ticks(svg, axis_.left(), axis_.right());
  never.draw(svg, lane);
  for (std::size_t at = 0; at < arms_.size(); ++at) {
    draw_series(svg, series_[at], arms_[at], y);
  }
  y.draw_limit(svg, axis_.left(), axis_.right(), true);
  axis_.draw_ticks(svg, bottom, limit);
  if (narrow) {
    return draw_list(svg, bottom + axis_height + 6, limit);
  }
  draw_names(svg, y, lane, limit);
  return bottom + axis_height;
}

}  // namespace gameday::report::chart
