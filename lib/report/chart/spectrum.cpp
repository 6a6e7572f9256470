#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "report/chart/arms.hpp"
#include "report/chart/frame.hpp"
#include "report/chart/labels.hpp"
#include "report/chart/latency_axis.hpp"
#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/figures.hpp"
#include "report/lines.hpp"
#include "verdict/measure.hpp"

namespace gameday::report::chart {
namespace {

constexpr double enough_beyond = 5;  // as stats::carries has it
constexpr double lane_height = 16;
constexpr double plot_height = 230;
constexpr double axis_height = 22;

struct Mark {
  const char* name;
  double share;
};
// The more important first: where there is no room for all, the last ones have no words.
constexpr std::array<Mark, 6> marks = {
    {{"min", 0}, {"p50", 0.5}, {"p95", 0.95}, {"p99", 0.99}, {"p99.9", 0.999}, {"p90", 0.9}}};

double nines(double share) {
  return -std::log10(1 - share);
}

struct Curve {
  Arm arm;
  const std::vector<Duration>& answers;  // ascending, never at the end
  bool dots() const { return answers.size() < verdict::least_sample; }
};

struct Plot {
  double left;
  double right;
  double lane;  // middle of `never`
  double top;
  double bottom;
  Scale x;
  LatencyAxis y;
  double height_of(Duration value) const { return value == forever ? lane : y.y(value); }
};

// One of the ascending answers for each column of units, and always the first and the last.
std::vector<std::size_t> picks(std::size_t n, const Plot& plot) {
  std::vector<std::size_t> out;
  double last = -1;
  for (std::size_t at = 0; at < n;) {
    const double place = plot.x(nines(static_cast<double>(at) / static_cast<double>(n)));
    if (place >= last + 1 || at + 1 == n) {
      out.push_back(at);
      last = place;
    }
    // In a sample of a million most lie in the same column.
    const double whole = std::floor(static_cast<double>(n - at) / 512);
    at = std::min(n, at + std::max<std::size_t>(1, static_cast<std::size_t>(whole)));
  }
  if (!out.empty() && out.back() + 1 != n) {
    out.push_back(n - 1);
  }
  return out;
}

void draw_dots(Svg& svg, const Curve& curve, const Plot& plot) {
  const std::size_t n = curve.answers.size();
  for (std::size_t at = 0; at < n; ++at) {
    const double share = static_cast<double>(at) / static_cast<double>(n);
    svg.open("circle").word("class", std::string("b-") + curve.arm.style.css);
    svg.number("cx", plot.x(nines(share))).number("cy", plot.height_of(curve.answers[at]));
    svg.number("r", 3).end();
  }
}

// Thick as far as five samples lie beyond, then thin.
void draw_curve(Svg& svg, const Curve& curve, const Plot& plot) {
  const auto n = static_cast<double>(curve.answers.size());
  Path thick;
  Path thin;
  bool was_thin = false;
  for (const std::size_t at : picks(curve.answers.size(), plot)) {
    const double share = static_cast<double>(at) / n;
    const double x = plot.x(nines(share));
    const double y = plot.height_of(curve.answers[at]);
    const bool is_thin = n - static_cast<double>(at) < enough_beyond;
    // The thick part goes on to where the thin one begins.
    if (!was_thin) {
      thick.empty() ? thick.move(x, y) : thick.line(x, y);
    }
    if (is_thin) {
      thin.empty() ? thin.move(x, y) : thin.line(x, y);
    }
    was_thin = is_thin;
  }
  path(svg, std::string("thick l-") + curve.arm.style.css, thick);
  path(svg, std::string("thin l-") + curve.arm.style.css, thin);
}

// Returns where the grey ground begins.
double draw_ground(Svg& svg, const std::vector<Curve>& curves, const Plot& plot, double lane_top,
                   bool fails) {
  constexpr double between = 6;
  if (fails) {
    box(svg, "never", plot.left, lane_top, plot.right - plot.left, lane_height);
    label(svg, "t-fail t-end", plot.left - between, plot.lane + 4, "never");
  }
  double enough = 1;
  for (const Curve& curve : curves) {
    const auto n = static_cast<double>(curve.answers.size());
    if (!curve.dots()) {
      enough = std::min(enough, 1 - enough_beyond / n);
    }
  }
  const double from = plot.x(nines(enough));
  if (enough < 1 && from < plot.right) {
    box(svg, "few", from, lane_top, plot.right - from, plot.bottom - lane_top);
    const bool inside = plot.right - from > text_width("too few");
    const bool low = std::ranges::any_of(curves, [&](const Curve& curve) {
      return plot.height_of(curve.answers.back()) > plot.bottom - 2 * letter_size;
    });
    label(svg, inside ? "t-muted t-mid" : "t-muted t-end",
          inside ? (from + plot.right) / 2 : plot.right,
          low ? plot.top + letter_size : plot.bottom - 8, "too few");
  }
  return from;
}

void draw_ticks(Svg& svg, const Plot& plot, double most, double few) {
  constexpr double size = 4;
  constexpr double foot = 17;
  Path grid;
  Path axis;
  axis.move(plot.left, plot.bottom).horizontal(plot.right);
  std::vector<std::pair<double, double>> taken;
  for (const Mark& mark : marks) {
    if (nines(mark.share) > most) {
      continue;
    }
    const double x = plot.x(nines(mark.share));
    axis.move(x, plot.bottom).vertical(plot.bottom + size);
    // The words `too few` stand at the foot of the grey ground.
    grid.move(x, plot.top).vertical(x > few ? plot.bottom - 2 * letter_size : plot.bottom);
    const double width = text_width(mark.name);
    // `min` ends at its tick, where the words of the other axis leave room.
    const double from = mark.share > 0 ? x - width / 2 : x + 3 - width;
    const bool free = std::ranges::all_of(taken, [&](const auto& other) {
      return from > other.second || from + width < other.first;
    });
    if (free) {
      label(svg, mark.share > 0 ? "t-muted t-mid" : "t-muted t-end", mark.share > 0 ? x : x + 3,
            plot.bottom + foot, mark.name);
      taken.emplace_back(from - size, from + width + size);
    }
  }
  path(svg, "grid", grid);
  path(svg, "axis", axis);
}

void draw_names(Svg& svg, const std::vector<Curve>& curves, const Plot& plot, double limit) {
  constexpr double beside = 10;
  constexpr double line_height = 15;
  const bool dots = std::ranges::any_of(curves, [](const Curve& curve) { return curve.dots(); });
  std::vector<double> wanted;
  for (const Curve& curve : curves) {
    wanted.push_back(plot.height_of(curve.answers.back()) + 4);
  }
  const std::vector<double> places =
      pushed_apart(wanted, dots ? 2 * line_height : line_height, plot.lane + 4, plot.bottom);
  for (std::size_t at = 0; at < curves.size(); ++at) {
    const Arm& arm = curves[at].arm;
    const double x = plot.right + beside;
    name_label(svg, std::string("t-") + arm.style.css, x, places[at],
               fitted(arm.name, limit - x, true), arm.whole);
    if (curves[at].dots()) {
      label(svg, "t-muted", x, places[at] + line_height,
            fmt::format("n = {}", curves[at].answers.size()));
    }
  }
}

std::string description(const std::vector<Curve>& curves) {
  std::string out = "Time to a usable answer by the share of requests, fault window.";
  for (const Curve& curve : curves) {
    const auto& answers = curve.answers;
    out += fmt::format(" {}: n {}, min {}, p50 {}, p90 {}, p95 {}, p99 {}, max {}.",
                       curve.arm.whole, count(answers.size()), duration(answers.front()),
                       quantile(answers, 5000), quantile(answers, 9000), quantile(answers, 9500),
                       quantile(answers, 9900), duration(answers.back()));
  }
  return out;
}

std::string caption(const std::vector<Curve>& curves, const LatencyAxis& axis, bool fails) {
  std::size_t low = curves.front().answers.size();
  std::size_t high = low;
  for (const Curve& curve : curves) {
    low = std::min(low, curve.answers.size());
    high = std::max(high, curve.answers.size());
  }
  std::string out =
      low == high
          ? fmt::format("Fault window, n = {}{}.", count(low), curves.size() > 1 ? " an arm" : "")
          : fmt::format("Fault window, n = {} to {}.", count(low), count(high));
  out += fails ? " A failed request counts as never." : "";
  out += axis.logarithmic() ? " Log scales." : " Shares on a log scale, times from 0.";
  const bool dots = std::ranges::any_of(curves, [](const Curve& curve) { return curve.dots(); });
  return out + (dots ? " Dots where there are fewer than 20 requests." : "");
}

}  // namespace

Figure spectrum(const Samples& samples, std::size_t experiment, Drawing drawing) {
  Head head;
  head.id = fmt::format("spectrum-{}-{}", experiment, drawing.part);
  head.title = "Percentile spectrum";
  if (const std::string why = why_empty(samples, experiment); !why.empty()) {
    return no_data(head, drawing, why);
  }
  const Document& document = samples.document();
  std::vector<Curve> curves;
  Extent drawn;
  double most = 0;
  bool fails = false;
  double names = 0;
  for (const Arm& arm : arms_of(document.facts, drawing.part)) {
    const auto& answers = document.summary.experiments.at(experiment)
                              .arms.at(arm.index)
                              .at(record::Window::fault)
                              .answers;
    if (answers.empty()) {
      continue;
    }
    curves.push_back({arm, answers});
    const auto never = std::ranges::lower_bound(answers, forever);
    if (never != answers.begin()) {
      drawn.take(answers.front());
      drawn.take(*std::prev(never));
    }
    fails = fails || never != answers.end();
    most = std::max(most, std::log10(static_cast<double>(answers.size())));
    names = std::max(names, text_width(arm.name, true));
  }
  if (curves.empty()) {
    return no_data(head, drawing,
                   samples.of(experiment, 0).in_fault() > 0
                       ? "every client left before it had an answer"
                       : "no request was due in the fault window");
  }
  constexpr double left = 55;
  constexpr double before_names = 12;
  head.width = units(drawing);
  const double right = std::max(head.width * 0.55, head.width - names - before_names);
  const double lane_top = 4;
  const double top = lane_top + (fails ? lane_height : 0) + 10;
  const double bottom = top + plot_height;
  head.height = bottom + axis_height;
  const Plot plot{left,
                  right,
                  lane_top + lane_height / 2,
                  top,
                  bottom,
                  Scale(Scale::Kind::linear, 0, std::max(most, nines(0.5)), left, right),
                  LatencyAxis(drawn, document.facts.slo_answer, top, bottom)};
  head.description = description(curves);
  Svg svg = framed(head, drawing);
  const double few = draw_ground(svg, curves, plot, lane_top, fails);
  draw_ticks(svg, plot, most, few);
  plot.y.draw_ticks(svg, left, right);
  for (const Curve& curve : curves) {
    curve.dots() ? draw_dots(svg, curve, plot) : draw_curve(svg, curve, plot);
  }
  plot.y.draw_limit(svg, left, right, false);
  draw_names(svg, curves, plot, head.width);
  return finished(std::move(svg), head, caption(curves, plot.y, fails));
}

}  // namespace gameday::report::chart
