#pragma once
// One proxy of the API: what it is called, where it listens and goes to, its toxics; enabled, it
// has a TcpProxy that runs. Lives on its World's thread.
//
// Whatever awaits here must not run twice at a time on one proxy: ProxySet sees to that. What does
// not await, toxics above all, may be called at any time.

#include <memory>
#include <optional>
#include <string>

#include "control/api_error.hpp"
#include "control/listen_address.hpp"
#include "control/toxic_list.hpp"
#include "control/traffic.hpp"
#include "proxy/tcp_proxy.hpp"

namespace gameday::control {

class RunningProxy {
 public:
  /// Disabled. `traffic` outlives it.
  RunningProxy(rt::World& world, Traffic& traffic, std::string name, std::string listen,
               std::string upstream);
  ~RunningProxy();  // closed

  const std::string& name() const { return name_; }
  /// The bound address once it has been enabled, until then the text as it was given.
  const std::string& listen() const { return listen_; }
  const std::string& upstream() const { return upstream_; }
  bool enabled() const { return proxy_ != nullptr; }
  const ToxicList& toxics() const { return toxics_; }
  /// Its connections follow at once.
  template <class Change>
  auto change_toxics(Change change) {
    auto done = change(toxics_);
    adopt();
    return done;
  }

  void replace_toxics(const ToxicList& by) {
    prepare_toxics(by);
    adopt();
  }
  /// For the next time that it is opened or moved; its connections do not see it.
  void prepare_toxics(const ToxicList& by) { toxics_.replace(by); }

  /// The same place to listen: as text, as asked for, or once resolved. Toxiproxy compares only the
  /// last, so that there a wildcard or port 0 is always another one, and restarts the proxy.
  bool listens_at(const std::string& text, const rt::Address& resolved) const;
  /// Only while disabled.
  void aim(std::string listen, std::string upstream);
  /// Opens the port. From its first connection on, its toxics act.
  std::optional<ApiError> open(const Listen& at);
  /// Its port refuses and its connections see FIN, at once.
  rt::awaitable<void> close();
  /// To another address or upstream while enabled: all of it, or nothing has changed.
  rt::awaitable<std::optional<ApiError>> move(std::string listen, Listen at, std::string upstream);

  SeriesName series() const { return {name_, listen_, upstream_}; }
  const proxy::TcpProxy* running() const { return proxy_.get(); }

 private:
  using ProxyPtr = std::unique_ptr<proxy::TcpProxy>;
  ProxyPtr make(const std::string& upstream) const;
  rt::awaitable<void> stop(ProxyPtr proxy, SeriesName series);
  void adopt();

  rt::World& world_;
  Traffic& traffic_;
  const std::string name_;
  std::string listen_;
  std::string asked_;  // what listen_ was before it was bound
  std::string upstream_;
  rt::Address bound_;  // while enabled
  ToxicList toxics_;
  ProxyPtr proxy_;
};

}  // namespace gameday::control
