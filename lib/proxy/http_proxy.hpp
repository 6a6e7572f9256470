#pragma once
// The fault proxy in front of one provider: forwards every byte as it came, or does what the plan
// says to an attempt, and records each attempt exactly once.
//
// Transparent: a provider that is dead looks dead through it (the client's connection is reset), no
// field is added, no timeout is its own. While a plan needs to know bodies, those up to limits.body
// are read whole before the decision and then forwarded unchanged; larger ones stream (bypassed:
// too_large). Only the answer to an attempt that was hit is framed anew, and only where its deed
// changes a length. While a plan shuts the port (`conn`), nobody gets in; see door.hpp.
// Lives on its World's thread; World and Sink outlive it.

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "base/result.hpp"
#include "faults/plan.hpp"
#include "http/limits.hpp"
#include "proxy/allowance.hpp"
#include "record/sink.hpp"
#include "rt/tls_client.hpp"
#include "rt/world.hpp"

namespace gameday::proxy {

struct Options {
  rt::Address upstream;
  std::uint16_t experiment = 0;  // indices into the run's Cast, for the records
  std::uint16_t arm = 0;
  std::uint16_t provider = 0;
  std::uint16_t replicas = 1;                      // ports that will be started
  std::uint16_t run = 0;                           // the marker's RRRR: others are not ours
  std::optional<llm::Dialect> dialect;             // the provider's; none: as the path says
  std::map<std::string, std::string> key_aliases;  // SHA-256 in hex of a key -> its alias
  std::map<std::string, std::string> key_sources;  // … -> where it came from: env.NAME
  http::Limits limits;
  // Of a real provider: who may sign its certificate (none: http), what it is called in the Host
  // field (empty: as the client says), and what may be asked of it. A mock takes anything.
  rt::TlsTrustPtr tls;
  std::string host;
  Allowance* allowance = nullptr;  // outlives the proxy
};

class HttpProxy {
 public:
  HttpProxy(rt::World& world, Options options, record::Sink& sink);
  ~HttpProxy();  // after stop() has returned

  /// One more port, in front of the same provider: the first is replica 1's, and so on. With
  /// several, attempts are recorded with the replica that they came from.
  result<rt::Address> start(const rt::Address& address);
  /// New attempts meet the new plan; attempts already hit keep what they got (end of a window).
  void apply(std::shared_ptr<const faults::FaultPlan> plan);
  /// No faults from now on, and the waits of attempts already hit end at once (abort, stop).
  void heal();
  const faults::FaultLedger& ledger() const;
  /// How many tries of this marked request came by.
  std::uint32_t tries_of(std::uint32_t ordinal) const;
  /// Lets running attempts finish until `bound`; what is open then is recorded as open and reset.
  rt::awaitable<void> stop(rt::Bound bound);

 private:
  struct Entrance;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::proxy
