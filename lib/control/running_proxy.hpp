#pragma once
// One proxy of the API: what it is called, where it listens and goes to, its toxics and faults;
// enabled, it has a Service that runs. Lives on its World's thread.
//
// Whatever awaits here must not run twice at a time on one proxy: ProxySet sees to that. What does
// not await, toxics and faults above all, may be called at any time.

#include <memory>
#include <optional>
#include <string>

#include "control/api_error.hpp"
#include "control/fault_list.hpp"
#include "control/feed_sink.hpp"
#include "control/listen_address.hpp"
#include "control/service.hpp"
#include "control/toxic_list.hpp"
#include "control/traffic.hpp"

namespace gameday::control {

/// What a proxy shall be from now on.
struct Aim {
  std::string listen;  // as text; its own address means: where it is
  Listen at{};         // the same, resolved; of one that stays disabled nobody asks
  Transport transport;
  std::optional<ToxicList> toxics{};  // instead of its own
  std::optional<FaultList> faults{};
};

class RunningProxy {
 public:
  /// What all proxies share; outlives them.
  struct Shared {
    rt::World& world;
    Traffic& traffic;
    EventFeed& feed;  // what becomes of requests
  };
  /// Disabled. target_of() takes `transport`.
  RunningProxy(Shared shared, std::string name, std::string listen, Transport transport);
  ~RunningProxy();  // closed

  const std::string& name() const { return name_; }
  /// The bound address once it has been enabled, until then the text as it was given.
  const std::string& listen() const { return listen_; }
  const Transport& transport() const { return transport_; }
  bool enabled() const { return service_ != nullptr; }
  const ToxicList& toxics() const { return toxics_; }
  const FaultList& faults() const { return faults_; }
  const faults::FaultLedger& ledger() const { return ledger_; }
  /// Its connections follow at once.
  template <class Change>
  auto change_toxics(Change change) {
    auto done = change(toxics_);
    adopt_toxics();
    return done;
  }
  /// Only where HTTP is spoken. Requests to come meet them; who waits because of one that is gone
  /// goes on.
  template <class Change>
  auto change_faults(Change change) {
    const FaultList before = faults_;
    auto done = change(faults_);
    adopt_faults(before);
    return done;
  }
  void replace_toxics(const ToxicList& by);
  void replace_faults(const FaultList& by);

  /// What listen() was before it was bound: Toxiproxy does not know that `:80` or port 0 is where
  /// the proxy is already, and restarts it.
  const std::string& asked() const { return asked_; }
  /// Only while disabled, and it stays that.
  void aim(Aim at);
  /// Opens the port of one that is disabled: all of it, or nothing has changed. From its first
  /// connection on, its toxics and faults act.
  std::optional<ApiError> open(Aim at);
  /// Its port refuses at once; who waits because of a fault goes on. Requests that are under way
  /// may end until `bound`, connections without HTTP may not; then they see FIN.
  rt::awaitable<void> close(rt::Bound bound);
  /// To another address or upstream while enabled: all of it, or nothing has changed. What is done
  /// to its toxics while its connections are being ended counts as done before.
  rt::awaitable<std::optional<ApiError>> move(Aim to);
  /// From here on requests are read; connections that are open stay raw until they close.
  rt::awaitable<std::optional<ApiError>> speak_http();

  SeriesName series() const { return {name_, listen_, transport_.upstream}; }
  proxy::TcpCounts counts() const;
  std::size_t connections() const;

 private:
  ServicePtr make(const Target& target);
  std::optional<ApiError> bind(const Listen& at);
  rt::awaitable<void> end(ServicePtr& service, SeriesName series, rt::Bound bound);
  void adopt_toxics();
  void adopt_faults(const FaultList& before);

  const Shared shared_;
  const std::string name_;
  FeedSink sink_;
  std::string listen_;
  std::string asked_;  // what listen_ was before it was bound
  Transport transport_;
  rt::Address bound_;  // while enabled
  ToxicList toxics_;
  FaultList faults_;
  faults::FaultLedger ledger_;
  ServicePtr service_;
  ServicePtr raw_;  // connections from before it spoke HTTP
};

}  // namespace gameday::control
