#pragma once
// The waits of one attempt: fixed ones as written, drawn ones drawn once and kept.

#include <optional>

#include "base/dice.hpp"
#include "faults/injection.hpp"

namespace gameday::faults {

struct Waits {
  std::optional<Duration> connect;
  std::optional<Duration> headers;
  std::optional<Duration> first_event;
  std::optional<Duration> each_event;
  std::uint64_t sizes = 0;  // for sizes that are drawn for each piece
};

/// Of a connection, or of an attempt on it. Takes four draws, needed or not, so that one wait's
/// shape never moves another's length.
Waits draw_waits(const Deed& deed, Rng rng);

}  // namespace gameday::faults
