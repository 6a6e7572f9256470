#pragma once
// An attempt that an injection has chosen, and what became of it: told to the ledger and to the
// attempt's record together, and only once. Untold it stays open, as it is when a rig is taken
// down.

#include "faults/plan.hpp"
#include "proxy/attempt/attempt_log.hpp"

namespace gameday::proxy {

class Hit {
 public:
  /// `decision` hits; `plan` keeps its injection alive.
  Hit(std::shared_ptr<const faults::FaultPlan> plan, const faults::Decision& decision,
      faults::FaultLedger& ledger, AttemptLog& log)
      : plan_(std::move(plan)), decision_(decision), ledger_(ledger), log_(log) {
    log_.record().fault = decision.hit->name;
  }

  const faults::Decision& decision() const { return decision_; }
  const faults::Injection& injection() const { return *decision_.hit; }
  /// At least one effect has happened.
  void injected() {
    if (!told_) {
      ledger_.injected(injection().name);
      told_ = true;
    }
  }
  /// Where it acted last: `after 5 deltas, 1,812 B`.
  void reached(std::string place) {
    if (!place.empty()) {
      log_.record().reached = std::move(place);
    }
  }
  /// Nothing has happened and nothing will, for this reason; none: something has.
  void bypassed(std::string_view reason) {
    if (!told_ && !reason.empty()) {
      ledger_.bypassed(injection().name, reason);
      log_.record().bypassed = reason;
      told_ = true;
    }
  }

 private:
  std::shared_ptr<const faults::FaultPlan> plan_;
  const faults::Decision decision_;
  faults::FaultLedger& ledger_;
  AttemptLog& log_;
  bool told_ = false;
};

}  // namespace gameday::proxy
