#pragma once
// Every colour of a report by its CSS variable, light and dark, as 0xRRGGBB. One table: the page,
// the figures and the test of contrast read it.

#include <cstdint>
#include <span>

namespace gameday::report::chart {

struct Colour {
  const char* name;  // of the variable, without `--`
  std::uint32_t light;
  std::uint32_t dark;
};

std::span<const Colour> colours();

}  // namespace gameday::report::chart
