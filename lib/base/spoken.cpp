#include "base/spoken.hpp"

#include <array>

#include <fmt/format.h>

namespace gameday {
namespace {

// From here on minutes are easier to grasp than seconds.
constexpr Duration longest_in_seconds = 100s;

// To so many significant digits; halves go up.
std::int64_t rounded(std::int64_t value, int digits) {
  std::int64_t most = 1;
  for (int at = 0; at < digits; ++at) {
    most *= 10;
  }
  std::int64_t unit = 1;
  while (value / unit >= most) {
    unit *= 10;
  }
  return (value + unit / 2) / unit * unit;
}

std::string in_minutes(Duration value) {
  const auto seconds = std::chrono::round<std::chrono::seconds>(value).count();
  const auto hours = seconds / 3600;
  const auto minutes = seconds / 60 % 60;
  if (hours > 0) {
    return minutes > 0 ? fmt::format("{} h {} min", hours, minutes) : fmt::format("{} h", hours);
  }
  return seconds % 60 > 0 ? fmt::format("{} min {} s", minutes, seconds % 60)
                          : fmt::format("{} min", minutes);
}

}  // namespace

std::string without_zeros(std::string number) {
  if (number.find('.') != number.npos) {
    number.erase(number.find_last_not_of('0') + 1);
    if (number.back() == '.') {
      number.pop_back();
    }
  }
  return number;
}

std::string spoken(Duration value, int digits) {
  if (value == forever) {
    return "never";
  }
  if (value < Duration::zero()) {
    return "-" + spoken(-value, digits);
  }
  if (value >= longest_in_seconds) {
    return in_minutes(value);
  }
  struct Unit {
    std::int64_t nanoseconds;
    const char* name;
  };
  constexpr std::array<Unit, 3> units = {{{1'000'000'000, "s"}, {1'000'000, "ms"}, {1'000, "µs"}}};
  const std::int64_t shown = rounded(value.count(), digits);
  for (const Unit& unit : units) {
    if (shown >= unit.nanoseconds) {
      const double number = static_cast<double>(shown) / static_cast<double>(unit.nanoseconds);
      return without_zeros(fmt::format("{:.3f}", number)) + ' ' + unit.name;
    }
  }
  return shown == 0 ? "0 s" : fmt::format("{} ns", shown);
}

}  // namespace gameday
