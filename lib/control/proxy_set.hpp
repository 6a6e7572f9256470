#pragma once
// All proxies of the API by name, and everything that can be done to them: what a route of the API
// does, without HTTP. Errors are Toxiproxy's. Lives on its World's thread.
//
// What opens or closes ports runs one at a time (Turns); it waits for names to be resolved
// (resolve_time), once and before all else, never for data. Toxics are changed at once.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "control/bodies.hpp"
#include "control/running_proxy.hpp"
#include "control/turns.hpp"
#include "rt/clock.hpp"

namespace gameday::control {

/// How far a populate came.
struct Populated {
  std::vector<std::string> done;  // names, in the order of the request
  std::optional<ApiError> error;
};

class ProxySet final : private rt::Timer {
 public:
  using Proxies = std::map<std::string, std::unique_ptr<RunningProxy>, std::less<>>;

  explicit ProxySet(rt::World& world);
  ~ProxySet();  // after close()

  const Proxies& all() const { return proxies_; }
  const RunningProxy* find(std::string_view name) const;
  const Traffic& traffic() const { return traffic_; }
  /// What faults did to requests.
  EventFeed& feed() { return feed_; }

  /// With its toxics and faults: no connection comes before they act.
  rt::awaitable<std::optional<ApiError>> create(ProxyBody body);
  /// What is absent stays. When the port is taken, nothing has changed.
  rt::awaitable<std::optional<ApiError>> update(std::string name, ProxyBody body);
  rt::awaitable<std::optional<ApiError>> remove(std::string name);
  /// One by one, until one fails. A proxy of that name with equal listen and upstream is left as it
  /// is, with its connections; toxics and faults that are given replace its own.
  rt::awaitable<Populated> populate(std::vector<ProxyBody> bodies);
  /// Enables every proxy and removes every toxic and fault; then the first error.
  rt::awaitable<std::optional<ApiError>> reset();
  /// What waits for its turn or for a name fails at once, now and later.
  void give_up() { given_up_.request(rt::Why::shutdown); }
  /// All toxics and faults heal. Ends all proxies and forgets them, once what is under way is
  /// through; requests may end until `bound`.
  rt::awaitable<void> close(rt::Bound bound);

  answer<const ToxicSpec*> add_toxic(std::string_view proxy, const ToxicBody& body);
  answer<const ToxicSpec*> update_toxic(std::string_view proxy, std::string_view toxic,
                                        const ToxicBody& body);
  std::optional<ApiError> remove_toxic(std::string_view proxy, std::string_view toxic);
  /// Its name. A proxy without HTTP speaks it from its first fault on.
  rt::awaitable<answer<std::string>> add_fault(std::string proxy, FaultBody body);
  std::optional<ApiError> update_fault(std::string_view proxy, std::string_view fault,
                                       const FaultBody& body);
  std::optional<ApiError> remove_fault(std::string_view proxy, std::string_view fault);
  std::optional<ApiError> remove_faults(std::string_view proxy);

 private:
  struct Asked {
    Transport transport;
    ToxicList toxics;
    FaultList faults;
  };
  answer<Asked> asked_of(const ProxyBody& body) const;
  RunningProxy* at(std::string_view name);
  rt::awaitable<std::optional<ApiError>> make(const ProxyBody& body, const Asked& asked);
  rt::awaitable<std::optional<Turns::Turn>> take_turn();
  rt::awaitable<answer<Aim>> aim_at(const RunningProxy& proxy, std::string listen,
                                    Transport transport);
  rt::awaitable<std::optional<ApiError>> enable(RunningProxy& proxy);
  rt::awaitable<std::optional<ApiError>> change(RunningProxy& proxy, Aim aim, bool enabled);
  rt::awaitable<std::optional<ApiError>> populate_one(const ProxyBody& body, const Asked& asked);

  rt::Bound at_once() const { return {world_.now(), rt::Limit::drain, nullptr}; }
  void watch_leases();
  void fired(TimePoint now) override;

  rt::World& world_;
  EventFeed feed_;
  Traffic traffic_;
  Proxies proxies_;
  Turns turns_;
  rt::Stop given_up_;
};

}  // namespace gameday::control
