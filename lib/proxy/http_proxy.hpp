#pragma once
// The fault proxy in front of one provider: forwards every byte as it came, or does what the plan
// says to an attempt, and records each attempt exactly once.
//
// Transparent: a provider that is dead looks dead through it (the client's connection is reset), no
// field is added, no timeout is its own. While a plan needs to know bodies, those up to limits.body
// are read whole before the decision and then forwarded unchanged; larger ones stream (bypassed:
// too_large). Only the answer to an attempt that was hit is framed anew, and only where its deed
// changes a length. While a plan shuts the port (`conn`), nobody gets in; see door.hpp.
// Lives on its World's thread; World, Sink and ledger outlive it. With a ledger that goes on from
// one proxy to the next, `first: 3` is three attempts through all of them.

#include <cstdint>
#include <memory>
#include <string_view>

#include "base/marker.hpp"
#include "base/result.hpp"
#include "faults/plan.hpp"
#include "proxy/http_options.hpp"
#include "proxy/tcp_options.hpp"
#include "record/sink.hpp"
#include "rt/world.hpp"

namespace gameday::proxy {

class HttpProxy {
 public:
  HttpProxy(rt::World& world, HttpOptions options, record::Sink& sink, faults::FaultLedger& ledger);
  ~HttpProxy();  // after stop() has returned

  /// One more port, in front of the same provider: the first is replica 1's, and so on. With
  /// several, attempts are recorded with the replica that they came from.
  result<rt::Address> start(const rt::Address& address);
  /// The same with a port that somebody else has released (rt::Acceptor).
  void start(std::unique_ptr<rt::Listener> port);
  /// Takes no more connections; those that are open go on. Of its only port.
  rt::awaitable<std::unique_ptr<rt::Listener>> release();
  /// New attempts meet the new plan; attempts already hit keep what they got (end of a window).
  void apply(std::shared_ptr<const faults::FaultPlan> plan);
  /// No faults from now on, and the waits of attempts already hit end at once (abort, stop).
  void heal();
  /// The same for those that this injection hit; whether it is in the plan still is apply()'s.
  void heal(std::string_view fault);
  /// Below HTTP, on the connections of its clients; with a link_name only.
  void apply(Toxics toxics);
  /// As of a TCP proxy; with a link_name only.
  TcpCounts counts() const;
  std::size_t connections() const;
  /// How many tries of this request came by; those of long ago are forgotten.
  std::uint32_t tries_of(const Marker& marker) const;
  /// Handshakes that failed at its ports.
  rt::TlsRefusals refusals() const;
  /// Lets running attempts finish until `bound`; what is open then is recorded as open, and its
  /// connection ended in the way of `late`.
  rt::awaitable<void> stop(rt::Bound bound, End late = End::reset);

 private:
  struct Entrance;
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace gameday::proxy
