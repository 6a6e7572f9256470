#pragma once
// The rules themselves, one file each. All are pure: files and tables in, findings out.

#include <string>
#include <string_view>
#include <vector>

#include "tidy/finding.hpp"
#include "tidy/source.hpp"
#include "tidy/tables.hpp"

namespace gameday::tidy {

/// Rooms include only rooms and third party that rooms.txt gives them.
void check_includes(const Source& source, const Rooms& rooms, Findings& out);

/// Words that rules.txt bans; marks of work left to do that name no owner.
void check_bans(const Source& source, const Rules& rules, Findings& out);

/// Shapes around co_await that this compiler builds wrongly (named before they are awaited).
void check_coroutines(const Source& source, const Rules& rules, Findings& out);

/// Lines, functions and files are not longer than rules.txt says.
void check_lengths(const Source& source, const Rules& rules, Findings& out);

/// What the whole tree looks like, for check_dead.
struct Tree {
  std::vector<Source> sources;
  std::vector<std::string> rooms;  // folders of lib/
  std::string architecture;        // docs/architecture.md, or empty
};

/// Headers nobody includes, files no target builds, rooms that table, tree and docs disagree on.
void check_dead(const Tree& tree, const Rooms& rooms, const Rules& rules, Findings& out);

}  // namespace gameday::tidy
