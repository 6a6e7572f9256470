#pragma once
// The terminal: what it can show, and what is printed to it beside results.

#include <optional>
#include <string>

#include "config/findings.hpp"
#include "report/look.hpp"

namespace gameday::app {

/// Of descriptor 1 or 2: width, colour (a terminal without NO_COLOR), UTF-8 by the locale.
report::Look look_of(int descriptor);
/// A TTY that understands escape sequences, which one with TERM=dumb (or none) does not.
bool is_terminal(int descriptor);

std::optional<std::string> environment(const std::string& name);

/// Errors and warnings with their lines, on stderr; the tally when something cannot start.
void print_findings(const config::Findings& findings);

/// Of at most syntax::largest_file; what is wrong with it is said on stderr.
std::optional<std::string> read_small_file(const std::string& path);

/// `gameday: WHAT` on stderr.
void print_error(const std::string& what);

}  // namespace gameday::app
