#pragma once
// What a client that asked for it is told between two answers of one stream: the first one broke,
// what comes from here on is another from its start. Pure.

#include <string>
#include <string_view>

#include "policy/failure.hpp"

namespace gameday::gateway {

/// A chunk without choices, as the usage chunk at the end of a stream is one: every SDK hands it
/// on. `from`, `to`: targets.
std::string restart_event(const policy::Failure& broke, std::string_view from, std::string_view to);

}  // namespace gameday::gateway
