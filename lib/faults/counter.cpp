#include "faults/counter.hpp"

namespace gameday::faults {
namespace {

/// At its `place`, counted from 1 behind those that are skipped.
bool holds_at(const Selectors& selectors, std::uint64_t place) {
  if (selectors.first) {
    return place <= *selectors.first;
  }
  if (selectors.every) {
    return place % *selectors.every == 0;
  }
  return selectors.sequence.empty() || selectors.sequence[(place - 1) % selectors.sequence.size()];
}

}  // namespace

bool has_counter(const Selectors& selectors) {
  return selectors.skip || selectors.first || selectors.every || selectors.above_rate ||
         !selectors.sequence.empty();
}

CellName cell_of(Per per, const AttemptFacts& attempt) {
  switch (per) {
    case Per::request:
      return {attempt.ordinal.value_or(0), {}};
    case Per::key:
      return {0, attempt.key_sha};
    case Per::model:
      return {0, attempt.model};
    case Per::connection:
      return {attempt.connection, {}};
    case Per::attempt:
    case Per::proxy:
      break;
  }
  return {};
}

Counted count(const Injection& injection, const AttemptFacts& attempt, FaultLedger& ledger) {
  const Selectors& selectors = injection.selectors;
  if (!has_counter(selectors)) {
    return {};
  }
  const Per per = selectors.per.value_or(Per::proxy);
  Cell alone;  // without a marker each attempt is a request of its own: nothing to remember
  const bool unmarked = per == Per::request && !attempt.ordinal;
  Cell& cell = unmarked ? alone : ledger.cells(injection.name).of(cell_of(per, attempt));
  const std::uint64_t place = ++cell.counted;
  const std::uint64_t skip = selectors.skip.value_or(0);
  if (place <= skip) {
    return {false, std::nullopt};
  }
  if (!selectors.above_rate) {
    return {holds_at(selectors, place - skip), std::nullopt};
  }
  const AboveRate& limit = *selectors.above_rate;
  if (cell.bucket.take(limit.rate, limit.burst, attempt.now)) {
    return {false, std::nullopt};
  }
  return {true, cell.bucket.next_token(limit.rate)};
}

}  // namespace gameday::faults
