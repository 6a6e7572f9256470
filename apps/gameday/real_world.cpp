#include "real_world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rig/pointing.hpp"

namespace gameday::app {

std::string simulation_problem(const config::GameDay& day) {
  const auto parts = rig::real_parts(day.rig);
  return parts.empty() ? ""
                       : fmt::format(
                             "--simulate plays in memory, and {}; leave it out of the "
                             "file, or run without --simulate",
                             fmt::join(parts, ", "));
}

void tell_pointing(const config::GameDay& day) {
  for (const std::string& line : rig::pointing(day.rig)) {
    fmt::print(stderr, "{}\n", line);
  }
}

}  // namespace gameday::app
