#include "report/chart/scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace gameday::report::chart {
namespace {

constexpr std::array<int, 3> leading = {1, 2, 5};

// 1 ns to 20 h; a figure of more days than that has ticks at multiples of 20 h.
std::vector<Duration> all_time_ticks() {
  std::vector<Duration> ticks;
  for (Duration decade = 1ns; decade <= 10s; decade *= 10) {
    for (const int first : leading) {
      ticks.push_back(decade * first);
    }
  }
  ticks.pop_back();  // 50 s stands too near to a minute
  for (const Duration unit : {Duration(1min), Duration(1h)}) {
    for (const int number : {1, 2, 5, 10, 20}) {
      ticks.push_back(unit * number);
    }
  }
  return ticks;
}

const std::vector<Duration>& ticks_table() {
  static const std::vector<Duration> table = all_time_ticks();
  return table;
}

}  // namespace

Scale::Scale(Kind kind, double low, double high, double from, double to)
    : kind_(kind), low_(0), high_(0), from_(from), to_(to) {
  low_ = on(low);
  high_ = on(high);
}

double Scale::on(double value) const {
  constexpr double least = 1e-12;  // nothing is measured below it
  return kind_ == Kind::linear ? value : std::log10(std::max(value, least));
}

double Scale::operator()(double value) const {
  if (!(high_ > low_)) {
    return from_;
  }
  const double part = std::clamp((on(value) - low_) / (high_ - low_), 0.0, 1.0);
  return from_ + part * (to_ - from_);
}

double step_of(double span, std::size_t steps) {
  const double least = span / static_cast<double>(std::max<std::size_t>(1, steps));
  if (!(least > 0) || !std::isfinite(least)) {
    return 1;
  }
  // Whole powers are exact up to 10^22, so equal spans give equal steps everywhere.
  const double power = std::floor(std::log10(least));
  const double decade = std::pow(10.0, power);
  constexpr double tolerance = 1 - 1e-9;  // 0.3 / 3 is a little under 0.1
  for (const int first : leading) {
    if (decade * first >= least * tolerance) {
      return decade * first;
    }
  }
  return decade * 10;
}

Duration time_tick_above(Duration time) {
  const std::vector<Duration>& ticks = ticks_table();
  const auto found = std::ranges::lower_bound(ticks, time);
  if (found != ticks.end()) {
    return *found;
  }
  const Duration longest = ticks.back();
  return (time / longest + (time % longest > Duration::zero() ? 1 : 0)) * longest;
}

Duration time_tick_below(Duration time) {
  const std::vector<Duration>& ticks = ticks_table();
  const auto found = std::ranges::upper_bound(ticks, time);
  return found == ticks.begin() ? ticks.front() : *std::prev(found);
}

std::vector<Duration> time_ticks(Duration from, Duration to, std::size_t steps) {
  const Duration span = std::max(to - from, Duration(1ns));
  const auto most = static_cast<std::int64_t>(std::max<std::size_t>(1, steps));
  const Duration step = time_tick_above(std::max(span / most, Duration(1ns)));
  std::vector<Duration> ticks;
  std::int64_t first = from / step;
  first += first * step < from ? 1 : 0;
  for (std::int64_t at = first; at * step <= to; ++at) {
    ticks.push_back(at * step);
  }
  return ticks;
}

std::vector<Duration> decade_ticks(Duration from, Duration to) {
  std::vector<Duration> ticks;
  std::ranges::copy_if(ticks_table(), std::back_inserter(ticks),
                       [&](Duration tick) { return tick >= from && tick <= to; });
  if (to > ticks_table().back()) {
    ticks.push_back(to);
  }
  return ticks;
}

bool is_main_tick(Duration tick) {
  if (tick == 1min || tick == 1h) {
    return true;
  }
  std::int64_t number = tick.count();
  while (number >= 10 && number % 10 == 0) {
    number /= 10;
  }
  return number == 1 && tick <= 10s;
}

}  // namespace gameday::report::chart
