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

void FaultLedger::matched(std::string_view name) {
  Counts& counts = of(name);
  ++counts.matched;
  ++counts.open;
}

void FaultLedger::injected(std::string_view name) {
  ++closing(name).injected;
}

void FaultLedger::bypassed(std::string_view name, std::string_view reason) {
  ++closing(name).bypassed[std::string(reason)];
}

}  // namespace gameday::faults
