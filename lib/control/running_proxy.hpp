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

/// What a proxy shall be from now on.
struct Aim {
  std::string listen;  // as text; its own address means: where it is
  Listen at{};         // the same, resolved; of one that stays disabled nobody asks
  std::string upstream;
  std::optional<ToxicList> toxics{};  // instead of its own
};

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
    toxics_.replace(by);
    adopt();
  }

  /// What listen() was before it was bound: Toxiproxy does not know that `:80` or port 0 is where
  /// the proxy is already, and restarts it.
  const std::string& asked() const { return asked_; }
  /// Only while disabled, and it stays that.
  void aim(Aim at);
  /// Opens the port of one that is disabled: all of it, or nothing has changed. From its first
  /// connection on, its toxics act.
  std::optional<ApiError> open(Aim at);
  /// Its port refuses and its connections see FIN, at once.
  rt::awaitable<void> close();
  /// To another address or upstream while enabled: all of it, or nothing has changed. What is done
  /// to its toxics while its connections are being ended counts as done before.
  rt::awaitable<std::optional<ApiError>> move(Aim to);

  SeriesName series() const { return {name_, listen_, upstream_}; }
  const proxy::TcpProxy* running() const { return proxy_.get(); }

 private:
  using ProxyPtr = std::unique_ptr<proxy::TcpProxy>;
  ProxyPtr make(const std::string& upstream) const;
  std::optional<ApiError> bind(const Listen& at);
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
