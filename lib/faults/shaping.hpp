#pragma once
// What may be done to the looks of an answer, whatever it says: its head, its pace, its pieces.
// Plain data; injection.hpp has the rest, docs/faults.md the words.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"
#include "base/units.hpp"

namespace gameday::faults {

/// The action `header`: drop, then set, add, pad and count.
struct HeadChange {
  using Field = std::pair<std::string, std::string>;
  std::vector<std::string> drop;
  std::vector<Field> set;              // in the place of the first of that name, else at the end
  std::vector<Field> add;              // at the end, whatever is there
  std::optional<Bytes> pad;            // of one more field, X-Pad, the value's size
  std::optional<std::uint64_t> count;  // of small fields more, X-Pad-1 …
  bool operator==(const HeadChange&) const = default;
};

/// The same bytes in other writes.
struct Resegment {
  enum class How : std::uint8_t {
    size,       // of each piece; with `most` above `least` drawn for each
    offsets,    // cut at these places of the body
    group,      // `events` together; 0: all that there are, in one burst at the end
    utf8,       // cut inside every character of several bytes
    line_ends,  // cut between any two bytes that end lines
  };
  How how = How::size;
  Bytes least{1};
  Bytes most{1};
  std::vector<Bytes> offsets;  // rising, from 1
  std::uint64_t events = 0;
  Duration gap{};      // between two pieces, at least
  bool chunks = true;  // each piece is an HTTP chunk; else what is cut is the wire with its chunks
  bool operator==(const Resegment&) const = default;
};

/// What the head says of the body's coding, and what the body is: together, or at odds.
struct Encode {
  enum class Label : std::uint8_t { none, plain, gzip, deflate, br };  // none: no such field
  enum class Coding : std::uint8_t { plain, gzip, deflate };
  Label label = Label::none;
  Coding body = Coding::plain;
  std::optional<Bytes> cut;   // so much of the coded body is kept, …
  std::optional<Ratio> part;  // … or such a share of it
  std::optional<Bytes> flip;  // the byte behind so many of them is inverted
  bool operator==(const Encode&) const = default;
};

/// Far beyond what any client takes; above it a test would measure our memory.
inline constexpr Bytes most_pad{1024 * 1024};
inline constexpr std::uint64_t most_fields = 10'000;

}  // namespace gameday::faults
