#pragma once
// What `gameday plan` was asked for.

#include <cstdint>
#include <optional>
#include <string>

#include "config/overrides.hpp"

namespace gameday::app {

struct PlanOptions {
  std::string file;
  std::optional<std::uint64_t> seed;
  config::Overrides overrides;
  bool json = false;
};

/// The exit code.
int plan(const PlanOptions& options);

}  // namespace gameday::app
