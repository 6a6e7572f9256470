#pragma once
// What a config may promise at worst: `worst_case < 10s, attempts <= 4, amplification <= 2`. The
// grammar of checks, with metrics that are computed instead of measured.

#include <cstdint>
#include <string>
#include <vector>

#include "verdict/expectation.hpp"

namespace gameday::verdict {

enum class Promise : std::uint8_t { worst_case, attempts, amplification };

struct Limit {
  Promise promise = Promise::worst_case;
  Comparison comparison = Comparison::at_most;
  double value = 0;  // seconds, or a number
  std::string text;  // as it was written
};

/// Parted by commas; at least one, each metric as often as one likes.
Parsed<std::vector<Limit>> parse_budget(std::string_view text);

}  // namespace gameday::verdict
