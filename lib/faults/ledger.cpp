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

void FaultLedger::seen(std::string_view name) {
  ++of(name).seen;
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
}

}  // namespace gameday::faults
