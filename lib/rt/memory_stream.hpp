#pragma once
// The two ends of a connection in memory.

#include <utility>

#include "rt/loop.hpp"
#include "rt/stream.hpp"

namespace gameday::rt {

std::pair<StreamPtr, StreamPtr> memory_connection(Loop& loop);

}  // namespace gameday::rt
