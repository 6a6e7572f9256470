#pragma once
// A place in an answer, as plain data; points.hpp reads it, docs/faults.md has the words.

#include <cstdint>
#include <string>

#include "base/time.hpp"
#include "base/units.hpp"

namespace gameday::faults {

/// A place in an answer (docs/faults.md, "Places in an answer"): the instant before or after it.
struct Point {
  enum class Unit : std::uint8_t {
    headers,
    events,
    deltas,
    bytes,
    percent,
    time,
    finish,
    usage,
    done
  };
  bool before = false;
  Unit unit = Unit::headers;
  std::uint64_t count = 0;  // events, deltas, bytes
  Ratio part;               // percent
  Duration time{};          // time: since the head went out
  bool operator==(const Point&) const = default;
};
/// `after 5 deltas`
std::string to_text(const Point& point);
/// It lies before the answer's head, not in the answer.
bool before_headers(const Point& point);

}  // namespace gameday::faults
