#pragma once
// Outcomes per second, one strip an arm over the same axis and scale: answered above the line,
// failed below it, so that place says failure, not colour. The fault window's counts stand beside.

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "report/chart/arms.hpp"
#include "report/chart/bins.hpp"
#include "report/chart/time_axis.hpp"

namespace gameday::report::chart {

struct CountRow {
  std::optional<Fill> fill;
  std::string words;  // `320 failed (429)`
  std::string brief;  // `320 × 429`
  bool failed = false;
};
/// Of one arm's fault window, answered ones first; at most so many, the last of them `and 2 more`.
std::vector<CountRow> count_rows(const ArmSamples& samples, std::size_t most);

class Strips {
 public:
  Strips(const Samples& samples, std::size_t experiment, const std::vector<Arm>& arms,
         const TimeAxis& axis);

  /// From `top` on; counts stand right of the axis up to `limit`. On a narrow figure they stand
  /// above each strip, and each has its own ground. Returns where they end.
  double draw(Svg& svg, Svg& ground, double top, double limit, bool narrow) const;
  Duration step() const { return step_; }
  /// Behind nothing, over everything: for a pointer that rests there the counts of each bin.
  void draw_hits(Svg& svg, double top, double bottom) const;

 private:
  using Counts = std::vector<std::array<std::uint32_t, fill_count>>;  // by bin
  double rate(const Counts& counts, std::size_t bin, bool failed) const;
  double draw_strip(Svg& svg, std::size_t at, double top) const;
  double draw_beside(Svg& svg, const std::vector<CountRow>& rows, double foot, double limit) const;
  double draw_above(Svg& svg, const Arm& arm, double top, double limit) const;
  void draw_bars(Svg& svg, const Counts& counts, double line) const;
  double down_top(const Counts& counts) const;

  const Samples& samples_;
  std::size_t experiment_;
  const std::vector<Arm>& arms_;
  const TimeAxis& axis_;
  Duration step_;
  Bins bins_;
  std::vector<Counts> counts_;  // by arm
  double up_top_ = 1;           // per second, at the top of a strip
};

}  // namespace gameday::report::chart
