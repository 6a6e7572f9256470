#pragma once
// The action `edit` as it is written: which pieces of an answer are changed, and what becomes of
// them. Plain data; docs/faults.md has the words.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/units.hpp"
#include "llm/dialect.hpp"

namespace gameday::faults {

/// Counted from 0 on the source, before any edit: `event 3` is the one after three others.
struct Pieces {
  enum class Unit : std::uint8_t { events, deltas, finish, usage, done, all, body };
  static constexpr std::uint64_t open = UINT64_MAX;
  Unit unit = Unit::all;
  std::uint64_t first = 0;    // events, deltas
  std::uint64_t last = open;  // … included
  bool operator==(const Pieces&) const = default;
};
/// `event 3`, `delta 5..`, `finish`
std::string to_text(const Pieces& pieces);

/// Ways to write an event that are legal and rare.
enum class Style : std::uint8_t {
  crlf,
  cr,
  bom,
  no_space,
  multi_line,
  id,
  retry,
  empty_data,
  nameless
};

// A moved event is held, or holds up those before it: no more than anybody wants to see mixed up.
inline constexpr std::uint64_t moved_most = 8;
inline constexpr std::uint64_t copies_most = 100;

struct Edit {
  enum class Op : std::uint8_t { drop, dup, move, cut, set, unset, replace, overwrite, style };
  Pieces which;
  Op op = Op::drop;
  std::int64_t number = 0;    // dup: copies more; move: events later, below 0 earlier
  std::uint64_t bytes = 0;    // cut: kept; overwrite: those before it
  std::optional<Ratio> part;  // cut: kept, when it is a share
  bool glue = false;          // cut: without the blank line
  bool in_content = false;    // overwrite: in the text that readers see, not in the data
  std::string text;           // replace; overwrite: the bytes
  std::vector<std::pair<std::string, std::string>> set;  // JSON pointer, JSON
  std::vector<std::string> unset;                        // JSON pointers
  std::vector<Style> styles;
  // Of catalogue entries that mean several answers; where one does not apply it is left out.
  std::optional<llm::Dialect> dialect;  // none: any
  std::optional<bool> streamed;         // none: either
  bool but_done = false;                // the done event is none of the pieces
};

}  // namespace gameday::faults
