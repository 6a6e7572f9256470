#include "go_number.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace gameday::app {
namespace {

constexpr double exponent_from = 1e6;
constexpr double exponent_below = 1e-4;

}  // namespace

std::string as_go_prints(double value) {
  std::array<char, 64> text{};
  const double size = std::abs(value);
  const bool exponent = size != 0 && (size >= exponent_from || size < exponent_below);
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), value,
                    exponent ? std::chars_format::scientific : std::chars_format::fixed);
  return {text.data(), end.ptr};
}

}  // namespace gameday::app
