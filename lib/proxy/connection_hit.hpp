#pragma once
// A connection that an injection has chosen, and what became of it: told to the ledger once, and to
// whoever watches. There is no record, for there is no attempt yet. Untold it stays open, as when a
// rig is taken down.

#include "faults/plan.hpp"
#include "proxy/connection_watch.hpp"

namespace gameday::proxy {

class ConnectionHit {
 public:
  /// `decision` hits; `plan` keeps its injection alive, ledger and watch (null: nobody) outlive
  /// this.
  ConnectionHit(std::shared_ptr<const faults::FaultPlan> plan, const faults::Decision& decision,
                faults::FaultLedger& ledger, std::uint64_t connection, ConnectionWatch* watch)
      : plan_(std::move(plan)),
        decision_(decision),
        ledger_(ledger),
        connection_(connection),
        watch_(watch) {}

  const std::string& name() const { return decision_.hit->name; }
  const faults::Deed& deed() const { return decision_.hit->deed; }
  std::uint64_t dice() const { return decision_.dice; }
  /// At least one effect has happened.
  void injected() {
    if (!told_) {
      ledger_.injected(decision_.hit->name);
      told_ = true;
      if (watch_ != nullptr && watch_->listens()) {
        watch_->fault_acts(connection_, decision_.hit->name);
      }
    }
  }
  /// Nothing has happened and nothing will.
  void bypassed(std::string_view reason) {
    if (!told_) {
      ledger_.bypassed(decision_.hit->name, reason);
      told_ = true;
    }
  }

 private:
  std::shared_ptr<const faults::FaultPlan> plan_;
  faults::Decision decision_;
  faults::FaultLedger& ledger_;
  std::uint64_t connection_;
  ConnectionWatch* watch_;
  bool told_ = false;
};

}  // namespace gameday::proxy
