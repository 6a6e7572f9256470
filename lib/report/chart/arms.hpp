#pragma once
// Arms are lines: colour and dash are the arm's in every figure of a run. A figure holds at most
// six, which is as many as can be told apart.

#include <cstddef>
#include <string>
#include <vector>

#include "verdict/facts.hpp"

namespace gameday::report::chart {

inline constexpr std::size_t arms_most = 6;

struct ArmStyle {
  const char* css;   // suffix of its classes and its variable: `arm-main`
  const char* dash;  // stroke-dasharray; empty: solid
};
inline constexpr std::size_t arm_style_count = 6;
const ArmStyle& arm_style(std::size_t index);

struct Arm {
  std::size_t index = 0;  // in the facts
  ArmStyle style;
  std::string name;   // as it is drawn
  std::string whole;  // as it is told in a <title>
};

/// The arms of one part of a figure, in the order of the scenario. The arm of the hypothesis is
/// blue, a direct one grey.
std::vector<Arm> arms_of(const verdict::RunFacts& facts, std::size_t part);

}  // namespace gameday::report::chart
