#pragma once
// Time to a usable answer over the time a request was due: p50 thick, p95 thin, steps and not
// slopes. A percentile that is never leaves a gap; failed requests are ticks in a lane on top.
// Under 20 requests of a window there are dots and no lines.

#include <vector>

#include "report/chart/arms.hpp"
#include "report/chart/bins.hpp"
#include "report/chart/latency_axis.hpp"
#include "report/chart/time_axis.hpp"

namespace gameday::report::chart {

class LatencyPanel {
 public:
  LatencyPanel(const Samples& samples, std::size_t experiment, const std::vector<Arm>& arms,
               const TimeAxis& axis);

  /// From `top` on, with the time axis below; arms are named up to `limit`. Returns where it ends.
  double draw(Svg& svg, Svg& ground, double top, double limit, bool narrow) const;

  Duration step() const { return step_; }
  std::uint64_t requests_a_step() const;
  bool draws_lines() const { return lines_; }
  bool draws_dots() const { return dots_; }
  bool logarithmic() const { return LatencyAxis(drawn_, limit(), 0, 1).logarithmic(); }
  bool shows_limit() const { return LatencyAxis(drawn_, limit(), 0, 1).shows_limit(); }

 private:
  struct Step {
    Bin bin;
    Duration p50 = forever;
    Duration p95 = forever;
    bool empty = true;  // nothing was due, or too few for a percentile
  };
  struct Dot {
    Duration due{};
    Duration took{};
  };
  struct Series {
    std::vector<Step> steps;
    std::vector<Dot> dots;
    bool fails = false;
  };
  double requests_per_second() const;
  Series series(const ArmSamples& samples) const;
  std::optional<Duration> limit() const { return samples_.document().facts.slo_answer; }
  void draw_series(Svg& svg, const Series& series, const Arm& arm, const LatencyAxis& y) const;
  void draw_names(Svg& svg, const LatencyAxis& y, double top, double limit) const;
  double draw_list(Svg& svg, double top, double limit) const;

  const Samples& samples_;
  std::size_t experiment_;
  const std::vector<Arm>& arms_;
  const TimeAxis& axis_;
  Duration step_{};
  Bins bins_;
  std::vector<Series> series_;  // by arm
  Extent drawn_;
  bool lines_ = false;
  bool dots_ = false;
};

}  // namespace gameday::report::chart
