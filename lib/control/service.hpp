#pragma once
// What serves the port of an enabled proxy: one that passes bytes on, or one that speaks HTTP. What
// both can do, for whoever runs them. Lives on its World's thread.

#include <memory>
#include <string>
#include <string_view>

#include "control/transport.hpp"
#include "faults/plan.hpp"
#include "proxy/tcp_options.hpp"
#include "record/sink.hpp"
#include "rt/world.hpp"

namespace gameday::control {

class Service {
 public:
  virtual ~Service() = default;  // after stop() has returned

  virtual result<rt::Address> start(const rt::Address& address) = 0;
  /// With a port that another one has released …
  virtual void start(std::unique_ptr<rt::Listener> port) = 0;
  /// … and takes no more connections from then on; those that are open go on.
  virtual rt::awaitable<std::unique_ptr<rt::Listener>> release() = 0;
  virtual void apply(proxy::Toxics toxics) = 0;
  /// Nothing, of one that passes bytes on.
  virtual void apply(std::shared_ptr<const faults::FaultPlan> plan) = 0;
  /// Whoever waits because of this fault goes on at once.
  virtual void heal(std::string_view fault) = 0;
  virtual proxy::TcpCounts counts() const = 0;
  virtual std::size_t connections() const = 0;
  /// Those that are open may end by themselves until `bound`; then they see FIN.
  virtual rt::awaitable<void> stop(rt::Bound bound) = 0;
};

using ServicePtr = std::unique_ptr<Service>;
/// `name`: of the dice of toxics. What they are given outlives them.
ServicePtr tcp_service(rt::World& world, const std::string& name, const Target& target,
                       proxy::ConnectionWatch& watch);
ServicePtr http_service(rt::World& world, const std::string& name, const Target& target,
                        record::Sink& sink, proxy::ConnectionWatch& watch,
                        faults::FaultLedger& ledger);

}  // namespace gameday::control
