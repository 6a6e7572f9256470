#pragma once
// The kill switch: a file in the state folder whose presence ends running game days and refuses new
// ones, until somebody clears it. `gameday stop` writes who, when and why into it; a file made by
// hand latches as well.

#include <optional>
#include <string>

namespace gameday::app {

struct Latch {
  std::string file;
  std::string who;   // `ann@ci-3`; empty: the file does not say
  std::string when;  // empty likewise
  std::string why;   // empty likewise
};

inline constexpr std::size_t longest_latch_field = 256;  // bytes, of whoever wrote the file

/// None: nobody has latched it. When the file system cannot tell, it counts as latched.
std::optional<Latch> latched();
/// `ann@ci-3 latched it at 2026-12-08T10:00:00Z: the database is on fire`
std::string words(const Latch& latch);
/// `game days are stopped: ann@ci-3 latched it …`; without a latch, which is asked now: empty.
std::string why_stopped(const Latch& latch);
std::string why_stopped();

/// Latches; an older latch stays as it is and is returned.
struct Latched {
  std::optional<Latch> before;
  std::string problem;  // it could not be written
};
Latched set_latch(const std::string& why);
/// Empty, or why it is still there.
std::string clear_latch();

}  // namespace gameday::app
