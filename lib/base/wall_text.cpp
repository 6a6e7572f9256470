#include "base/wall_text.hpp"

#include <chrono>
#include <ctime>

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace gameday {

std::string to_text(WallTime at) {
  const auto all = std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch()).count();
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::time_t{all / 1000}),
                     all % 1000);
}

}  // namespace gameday
