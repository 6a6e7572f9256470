#pragma once
// An attempt that an injection has chosen, and what became of it: told to the ledger and to the
// attempt's record together, and only once. Untold it stays open, as it is when a rig is taken
// down.

#include "faults/plan.hpp"
#include "proxy/attempt_log.hpp"

namespace gameday::proxy {

class Hit {
 public:
  /// `plan` keeps the injection alive.
  Hit(std::shared_ptr<const faults::FaultPlan> plan, const faults::Injection& injection,
      faults::FaultLedger& ledger, AttemptLog& log)
      : plan_(std::move(plan)), injection_(injection), ledger_(ledger), log_(log) {
    log_.record().fault = injection.name;
  }

  const faults::Injection& injection() const { return injection_; }
  /// At least one effect has happened.
  void injected() {
    if (!told_) {
      ledger_.injected(injection_.name);
      told_ = true;
    }
  }
  /// Nothing has happened and nothing will, for this reason.
  void bypassed(std::string_view reason) {
    if (!told_) {
      ledger_.bypassed(injection_.name, reason);
      log_.record().bypassed = reason;
      told_ = true;
    }
  }

 private:
  std::shared_ptr<const faults::FaultPlan> plan_;
  const faults::Injection& injection_;
  faults::FaultLedger& ledger_;
  AttemptLog& log_;
  bool told_ = false;
};

}  // namespace gameday::proxy
