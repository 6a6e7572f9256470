#include "report/chart/latency_axis.hpp"

#include <algorithm>
#include <cmath>

#include "report/chart/marks.hpp"
#include "report/figures.hpp"

namespace gameday::report::chart {
namespace {

constexpr double decades_from = 5;     // times the smallest
constexpr double farthest_limit = 10;  // times the largest
constexpr double least_gap = 14;       // units, between ticks
constexpr Duration least_shown = 1us;  // records floor to it
// Over a year: no request lasts so long, and a tick beyond the clock's range would overflow.
constexpr Duration most_shown = std::chrono::hours(10'000);
constexpr std::size_t straight_steps = 5;

}  // namespace

void Extent::take(Duration value) {
  if (value != forever) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
}

LatencyAxis::LatencyAxis(Extent drawn, std::optional<Duration> limit, double top, double bottom)
    : limit_(limit), top_(top), bottom_(bottom), scale_(Scale::Kind::linear, 0, 1, bottom, top) {
  if (drawn.empty()) {
    drawn.take(limit.value_or(1s));
  }
  drawn.low = std::clamp(drawn.low, least_shown, most_shown);
  drawn.high = std::clamp(drawn.high, drawn.low, most_shown);
  if (limit_ && to_seconds(*limit_) > to_seconds(drawn.high) * farthest_limit) {
    limit_.reset();
  }
  if (limit_) {
    drawn.take(std::max(*limit_, least_shown));
  }
  logarithmic_ = to_seconds(drawn.high) > to_seconds(drawn.low) * decades_from;
  if (logarithmic_) {
    set_decades(drawn);
  } else {
    set_straight(drawn.high);
  }
  thin_out();
}

void LatencyAxis::set_decades(Extent drawn) {
  const Duration low = time_tick_below(drawn.low);
  const Duration high = time_tick_above(drawn.high);
  scale_ = Scale(Scale::Kind::logarithmic, to_seconds(low), to_seconds(high), bottom_, top_);
  ticks_ = decade_ticks(low, high);
}

void LatencyAxis::set_straight(Duration high) {
  ticks_ = time_ticks(Duration::zero(), high, straight_steps);
  const Duration step = ticks_.size() > 1 ? ticks_[1] : time_tick_above(high);
  if (ticks_.back() < high) {
    ticks_.push_back(ticks_.back() + step);
  }
  scale_ = Scale(Scale::Kind::linear, 0, to_seconds(ticks_.back()), bottom_, top_);
}

// The limit stays, then the main ticks, then as many of the others as there is room for.
void LatencyAxis::thin_out() {
  std::vector<Duration> kept;
  const auto keep_if = [&](auto&& wanted) {
    for (const Duration tick : ticks_) {
      const bool free = std::ranges::all_of(
          kept, [&](Duration other) { return std::abs(y(other) - y(tick)) >= least_gap; });
      if (free && wanted(tick)) {
        kept.push_back(tick);
      }
    }
  };
  if (limit_) {
    kept.push_back(*limit_);
  }
  if (logarithmic_) {
    keep_if(is_main_tick);
  }
  keep_if([](Duration) { return true; });
  std::ranges::sort(kept);
  ticks_ = std::move(kept);
}

double LatencyAxis::y(Duration value) const {
  return value == forever ? top_ : scale_(to_seconds(value));
}

void LatencyAxis::draw_ticks(Svg& svg, double left, double right) const {
  constexpr double middle = 4;  // from the middle of a line of letters to its foot
  constexpr double between = 6;
  Path grid;
  for (const Duration tick : ticks_) {
    const double at = y(tick);
    const bool is_limit = limit_ && tick == *limit_;
    if (!is_limit && at < bottom_) {
      grid.move(left, at).horizontal(right);
    }
    label(svg, is_limit ? "t-end" : "t-muted t-end", left - between, at + middle, duration(tick));
  }
  path(svg, "grid", grid);
}

void LatencyAxis::draw_limit(Svg& svg, double left, double right, bool named) const {
  if (!limit_) {
    return;
  }
  // The words stand on the line, or hang under it where it is the top of the plot.
  constexpr double above = 5;
  constexpr double below = 14;
  const bool room = y(*limit_) - top_ > below;
  line(svg, "limit", left, y(*limit_), right, y(*limit_));
  if (named) {
    label(svg, "t-end halo", right - 3, y(*limit_) + (room ? -above : below),
          "limit " + duration(*limit_));
  }
}

}  // namespace gameday::report::chart
