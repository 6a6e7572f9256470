#pragma once
// What must be well before a game day begins: each check is made once, in turn.

#include <string>
#include <vector>

#include "rig/hooks/asking.hpp"
#include "rig/hooks/options.hpp"

namespace gameday::rig {

/// Why the game day must not begin: `schedule.preflight[0]: answered 503, not 200 to 299`. Empty:
/// all is well. Blocks for at most the sum of their timeouts.
std::string veto(const std::vector<Preflight>& checks);

/// What is wrong with this answer; empty: nothing. Pure.
std::string veto(const Preflight& check, const Answered& answered);

}  // namespace gameday::rig
