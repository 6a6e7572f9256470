#include "control/running_proxy.hpp"

#include "base/assert.hpp"
#include "control/limits.hpp"

namespace gameday::control {
namespace {

// Toxiproxy takes any text and fails when it dials. So does port 0, at once.
const rt::Address nowhere{"127.0.0.1", 0};

rt::Address dialled(const std::string& upstream) {
  Parsed<HostPort> split = split_host_port(upstream);
  if (!split || split.value->port == 0) {
    return nowhere;
  }
  // Without a host, Go dials this machine.
  std::string host = split.value->host.empty() ? "localhost" : std::move(split.value->host);
  return {std::move(host), split.value->port};
}

}  // namespace

RunningProxy::RunningProxy(rt::World& world, Traffic& traffic, std::string name, std::string listen,
                           std::string upstream)
    : world_(world),
      traffic_(traffic),
      name_(std::move(name)),
      listen_(std::move(listen)),
      asked_(listen_),
      upstream_(std::move(upstream)) {}

RunningProxy::~RunningProxy() = default;

void RunningProxy::aim(Aim at) {
  CHECK(!enabled(), "a proxy that runs is moved");
  if (at.listen != listen_) {
    asked_ = at.listen;
    listen_ = std::move(at.listen);
  }
  upstream_ = std::move(at.upstream);
  if (at.toxics) {
    toxics_.replace(*at.toxics);
  }
}

RunningProxy::ProxyPtr RunningProxy::make(const std::string& upstream) const {
  proxy::TcpOptions options;
  options.upstreams = {dialled(upstream)};
  options.dial_time = dial_time;
  options.refusal = End::close;
  options.name = name_;
  auto made = std::make_unique<proxy::TcpProxy>(world_, std::move(options));
  made->apply(toxics_.plans());
  return made;
}

std::optional<ApiError> RunningProxy::bind(const Listen& at) {
  ProxyPtr made = make(upstream_);
  const result<rt::Address> bound = made->start(at.address);
  if (!bound) {
    return ApiError{500, listen_failure(at, bound.error())};
  }
  proxy_ = std::move(made);
  bound_ = *bound;
  listen_ = rt::to_text(bound_);
  return std::nullopt;
}

std::optional<ApiError> RunningProxy::open(Aim at) {
  const Aim before{listen_, {}, upstream_, toxics_};
  const std::string asked_before = asked_;
  const Listen place = at.at;
  aim(std::move(at));
  std::optional<ApiError> failed = bind(place);
  if (failed) {
    listen_ = before.listen;
    asked_ = asked_before;
    upstream_ = before.upstream;
    toxics_ = *before.toxics;  // their revisions too: connections see no change
  }
  return failed;
}

rt::awaitable<void> RunningProxy::close() {
  if (proxy_) {
    ProxyPtr old = std::move(proxy_);
    SeriesName name = series();
    co_await stop(std::move(old), std::move(name));
  }
}

rt::awaitable<void> RunningProxy::stop(ProxyPtr proxy, SeriesName series) {
  const rt::Bound at_once{world_.now(), rt::Limit::drain, nullptr};
  co_await proxy->stop(at_once);
  traffic_.stopped(series, proxy->counts());
}

rt::awaitable<std::optional<ApiError>> RunningProxy::move(Aim to) {
  CHECK(enabled(), "a proxy that does not run is aimed");
  const SeriesName before = series();
  const Listen back{bound_, listen_};
  // Two sockets cannot have one port. Else the old one goes on until the new one has its own.
  const bool same_port = to.at.address.port == bound_.port;
  ProxyPtr old = std::move(proxy_);
  if (same_port) {
    SeriesName name = before;
    co_await stop(std::move(old), std::move(name));
  }
  std::optional<ApiError> failed = open(std::move(to));
  if (!failed && old) {
    SeriesName name = before;
    co_await stop(std::move(old), std::move(name));
  } else if (old) {
    proxy_ = std::move(old);
  } else if (failed) {
    bind(back);  // somebody may have taken the port in between: then it is disabled
  }
  co_return failed;
}

void RunningProxy::adopt() {
  if (proxy_) {
    proxy_->apply(toxics_.plans());
  }
}

}  // namespace gameday::control
