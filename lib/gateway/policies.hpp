#pragma once
// /debug/policies: the stack that was built for each target, with what one request can come to at
// most. Pure. Keys stand there by their aliases only.

#include <string>

#include "gateway/setup.hpp"

namespace gameday::gateway {

std::string policies_json(const Setup& setup);

}  // namespace gameday::gateway
