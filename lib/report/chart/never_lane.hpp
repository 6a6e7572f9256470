#pragma once
// The lane of requests that never got an answer: a row an arm, a tick each at the time it was due,
// in its outcome's colour. Where there are more of them than columns, ticks become density.

#include <array>
#include <vector>

#include "report/chart/time_axis.hpp"

namespace gameday::report::chart {

class NeverLane {
 public:
  explicit NeverLane(const TimeAxis& axis);

  void add(const ArmSamples& samples);
  double height() const;
  void draw(Svg& svg, double top) const;

 private:
  using Column = std::array<std::uint32_t, fill_count>;
  void draw_row(Svg& svg, const std::vector<Column>& row, double top) const;

  const TimeAxis& axis_;
  std::vector<std::vector<Column>> rows_;
};

}  // namespace gameday::report::chart
