#pragma once
// What a list of injections can never do: slices beyond the whole, and what stands behind one that
// takes everything. First what can be proved, then what only may happen.

#include <string>
#include <vector>

#include "faults/injection.hpp"

namespace gameday::faults {

/// An injection of one provider and when it is active; `until` is not part of it.
struct Placed {
  const Injection* injection;
  Duration from;
  Duration until;
};

/// Why `one` can never be hit, or not in full, behind `before`; empty: it can.
std::string unreachable(const std::vector<Placed>& before, const Placed& one);

/// What may surprise about `one` behind `before`, a sentence each: warnings, for it may be meant.
std::vector<std::string> surprises(const std::vector<Placed>& before, const Placed& one);

/// What of it can only be done at a port that speaks TLS: `conn: tls_hang`; empty: nothing.
std::string needs_tls(const Injection& injection);

}  // namespace gameday::faults
