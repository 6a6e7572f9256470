#pragma once
// A moment by the wall's clock, as logs write it.

#include <string>

#include "base/time.hpp"

namespace gameday {

/// `2000-01-01T00:00:00.123Z`
std::string to_text(WallTime at);

}  // namespace gameday
