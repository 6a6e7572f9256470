#pragma once
// What is remembered of each scenario file between runs: the firing that has had its run, and until
// when a scheduler has dealt with its firings. Two small files in the state folder, named after a
// hash of the scenario's real path; the locks of scheduled runs lie beside them.

#include <optional>
#include <string>

#include "base/time.hpp"

namespace gameday::app {

enum class Noted { fired, dealt_with };

/// `…/gameday/schedule`, made when missing. Empty: there is no state folder.
std::string schedule_folder();
/// …/schedule/0123456789abcdef; a suffix makes it a file.
std::string ledger_path(const std::string& file);

std::optional<WallTime> read_ledger(const std::string& file, Noted what);
/// Empty, or what went wrong.
std::string write_ledger(const std::string& file, Noted what, WallTime at);

}  // namespace gameday::app
