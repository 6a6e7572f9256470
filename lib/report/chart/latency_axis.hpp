#pragma once
// The axis of answer times, upwards: by decades if the largest that is drawn is over five times the
// smallest, else straight from 0. Ticks are at least 14 units apart; the limit is a dashed line.

#include <optional>
#include <vector>

#include "report/chart/scale.hpp"
#include "report/chart/svg.hpp"

namespace gameday::report::chart {

/// Smallest and largest of what is drawn; nothing was: both stay as they are.
struct Extent {
  Duration low = forever;
  Duration high{};
  void take(Duration value);
  bool empty() const { return low > high; }
};

class LatencyAxis {
 public:
  LatencyAxis(Extent drawn, std::optional<Duration> limit, double top, double bottom);

  double y(Duration value) const;
  bool logarithmic() const { return logarithmic_; }
  /// It is left out where it is so far above what is drawn that it would flatten it.
  bool shows_limit() const { return limit_.has_value(); }

  /// Grid and tick words, the latter right of nothing and left of `left`.
  void draw_ticks(Svg& svg, double left, double right) const;
  /// Over what is drawn; `named`: with its words at the right end.
  void draw_limit(Svg& svg, double left, double right, bool named) const;

 private:
  void set_decades(Extent drawn);
  void set_straight(Duration high);
  void thin_out();

  bool logarithmic_ = false;
  std::optional<Duration> limit_;
  double top_;
  double bottom_;
  Scale scale_;
  std::vector<Duration> ticks_;
};

}  // namespace gameday::report::chart
