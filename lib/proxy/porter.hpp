#pragma once
// Decides about the connections of one port as the plan says: which are turned away, kept waiting,
// lied to in TLS, or ended when they are used again. Shutting the port for everybody is Door's.

#include <set>
#include <string>

#include "http/gate.hpp"
#include "proxy/attempt/shared.hpp"

namespace gameday::proxy {

class Porter final : public http::Gate {
 public:
  /// Of one replica's port; `shared` outlives it.
  Porter(Shared& shared, std::uint16_t replica) : shared_(shared), replica_(replica) {}

  /// Whether that plan says something of connections that the one before did not: those that are
  /// open were let in without it, and would keep all others from being made.
  bool has_news(const faults::FaultPlan& plan);
  rt::awaitable<http::Entry> admit(rt::StreamPtr stream, std::uint64_t id, rt::Stop& stop) override;

 private:
  Shared& shared_;
  const std::uint16_t replica_;
  std::set<std::string> known_;  // injections into connections, by name
};

}  // namespace gameday::proxy
