#pragma once
// From values to units along an axis, and where its ticks stand. Pure.

#include <cstddef>
#include <vector>

#include "base/time.hpp"

namespace gameday::report::chart {

/// Straight, or by decades; what is outside the range is drawn at its edge.
class Scale {
 public:
  enum class Kind : bool { linear, logarithmic };
  Scale(Kind kind, double low, double high, double from, double to);
  double operator()(double value) const;

 private:
  double on(double value) const;
  Kind kind_;
  double low_;
  double high_;
  double from_;
  double to_;
};

/// The smallest 1, 2 or 5 × 10ⁿ that covers `span` in at most so many steps.
double step_of(double span, std::size_t steps);

/// Ticks of time go 1, 2, 5 × 10ⁿ up to 20 s, then 1, 2, 5, 10, 20 min, 1, 2, 5, 10, 20 h: the
/// first of them that is at least `time`.
Duration time_tick_above(Duration time);
/// The last that is at most `time`; time > 0.
Duration time_tick_below(Duration time);

/// Multiples of one such tick within [from, to], at most so many steps.
std::vector<Duration> time_ticks(Duration from, Duration to, std::size_t steps);
/// All such ticks within [from, to], for an axis by decades.
std::vector<Duration> decade_ticks(Duration from, Duration to);
/// A tick that stays when its neighbours are too near: 1 × 10ⁿ, 1 min, 1 h.
bool is_main_tick(Duration tick);

}  // namespace gameday::report::chart
