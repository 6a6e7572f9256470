#include "faults/ledger.hpp"

#include "base/assert.hpp"

namespace gameday::faults {

Counts& FaultLedger::of(std::string_view name) {
  const auto found = counts_.find(name);
  return found != counts_.end() ? found->second : counts_[std::string(name)];
}

Counts& FaultLedger::closing(std::string_view name) {
  Counts& counts = of(name);
  CHECK(counts.open > 0, "an attempt is matched before it is told what became of it");
  --counts.open;
  return counts;
}

/// A name that was forgotten goes with its last attempt, unless it is in use again.
void FaultLedger::sweep(std::string_view name) {
  const auto forgotten = forgotten_.find(name);
  if (forgotten != forgotten_.end() && of(name).open == 0) {
    counts_.erase(counts_.find(name));
    forgotten_.erase(forgotten);
  }
}

void FaultLedger::forget(std::string_view name) {
  if (const auto cells = cells_.find(name); cells != cells_.end()) {
    cells_.erase(cells);
  }
  Counts& counts = of(name);
  const std::uint64_t open = counts.open;
  counts = Counts();
  counts.seen = counts.matched = counts.open = open;
  forgotten_.emplace(name);
  sweep(name);
}

void FaultLedger::seen(std::string_view name, bool connection) {
  Counts& counts = of(name);
  ++counts.seen;
  counts.connections = connection;
  if (const auto used_again = forgotten_.find(name); used_again != forgotten_.end()) {
    forgotten_.erase(used_again);
  }
}

std::uint64_t FaultLedger::matched(std::string_view name) {
  Counts& counts = of(name);
  ++counts.open;
  return counts.matched++;
}

Cells& FaultLedger::cells(std::string_view name) {
  const auto found = cells_.find(name);
  return found != cells_.end() ? found->second : cells_[std::string(name)];
}

void FaultLedger::injected(std::string_view name) {
  ++closing(name).injected;
  sweep(name);
}

void FaultLedger::shuts(std::string_view name, std::uint64_t connections) {
  Counts& counts = of(name);
  counts.seen += connections;
  counts.matched += connections;
  counts.injected += connections;
}

void FaultLedger::opens(std::string_view name, Duration after) {
  of(name).shut += after;
}

void FaultLedger::bypassed(std::string_view name, std::string_view reason) {
  ++closing(name).bypassed[std::string(reason)];
  sweep(name);
}

}  // namespace gameday::faults
