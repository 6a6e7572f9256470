#pragma once
// Where a rig listens: loopback, any free port. In memory the same words name the same thing.

#include "rt/network.hpp"

namespace gameday::rig {

inline const rt::Address any_port{"127.0.0.1", 0};

}  // namespace gameday::rig
