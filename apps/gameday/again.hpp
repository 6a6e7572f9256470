#pragma once
// The command that a person pastes to get a run once more.

#include <string>

#include "run.hpp"

namespace gameday::app {

/// `gameday run FILE --seed 7 …`; no seed: the file's.
std::string command_again(const RunOptions& options, std::optional<std::uint64_t> seed);

}  // namespace gameday::app
