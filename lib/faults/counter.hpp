#pragma once
// The counting selectors of one injection: first, skip, every, sequence, above_rate.

#include <optional>

#include "faults/ledger.hpp"
#include "faults/match.hpp"

namespace gameday::faults {

bool has_counter(const Selectors& selectors);

/// Whose number `attempt` gets: what the counters of these selectors count for.
CellName cell_of(Per per, const AttemptFacts& attempt);

struct Counted {
  bool holds = true;
  std::optional<Duration> next_token;  // above_rate, when it holds
};
/// Counts the attempt, once; static selectors hold.
Counted count(const Injection& injection, const AttemptFacts& attempt, FaultLedger& ledger);

}  // namespace gameday::faults
