#pragma once
// The listening port of a fault proxy, which `conn` shuts for everybody. What knocks at a shut port
// leaves no trace on this side, so the ledger is told what there is to tell: how many connections
// were ended by it, and how long it was shut.

#include <string>

#include "faults/plan.hpp"
#include "http/server.hpp"

namespace gameday::proxy {

class Door {
 public:
  /// Of one replica's port. `server` and `ledger` outlive it.
  Door(rt::World& world, http::Server& server, faults::FaultLedger& ledger, std::uint16_t replica)
      : world_(world), server_(server), ledger_(ledger), replica_(replica) {}

  /// As the plan says, from now on.
  void follow(const faults::FaultPlan& plan);
  /// The port is no more: whoever shut it has no part in that.
  void ends();

 private:
  rt::World& world_;
  http::Server& server_;
  faults::FaultLedger& ledger_;
  const std::uint16_t replica_;
  std::string shut_by_;  // an injection's name; empty: open
  TimePoint since_{};
};

}  // namespace gameday::proxy
