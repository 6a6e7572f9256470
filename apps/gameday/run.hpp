#pragma once
// One run from file to exit code.

#include <cstdint>
#include <optional>
#include <string>

#include "config/overrides.hpp"

namespace gameday::app {

struct RunOptions {
  std::string file;
  bool simulate = false;
  std::optional<std::uint64_t> seed;
  config::Overrides overrides;
  std::string out;
  bool json = false;
};

int run(const RunOptions& options);

}  // namespace gameday::app
