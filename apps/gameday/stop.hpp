#pragma once
// What `gameday stop` was asked for.

#include <string>

namespace gameday::app {

struct StopOptions {
  std::string why;
  bool clear = false;
  bool json = false;
};

/// The exit code: 0, or 7 when it only asks and game days are stopped.
int stop(const StopOptions& options);

}  // namespace gameday::app
