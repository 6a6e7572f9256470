#pragma once
// The coming firings as a person reads them, and as a program does: `gameday schedule --next`.

#include <map>
#include <string>
#include <vector>

#include "scenario/schedule/agenda.hpp"

namespace gameday::schedule {

/// Files' zones, by name; every file of the list is in it.
using Zones = std::map<std::string, Zone>;

/// One line a firing: local time, UTC offset, file if there are several, and why one would be
/// skipped.
std::string coming_text(const std::vector<Coming>& list, const Zones& zones);
/// One object, one line.
std::string coming_json(const std::vector<Coming>& list, const Zones& zones);

}  // namespace gameday::schedule
