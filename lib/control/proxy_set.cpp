#include "control/proxy_set.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "control/limits.hpp"

namespace gameday::control {
namespace {

std::optional<ApiError> missing_in(const ProxyBody& body, const std::string& where) {
  if (body.name.value_or("").empty()) {
    return missing_field("name" + where);
  }
  if (body.transport.upstream.value_or("").empty()) {
    return missing_field("upstream" + where);
  }
  return std::nullopt;
}

/// Of a proxy with these faults. They are of requests, so that one that has some speaks HTTP.
answer<Transport> transport_of(TransportChange change, const Transport& before,
                               const FaultList& faults) {
  if (!faults.empty() && !change.protocol) {
    change.protocol = "http";
  }
  const answer<Transport> transport = changed(before, change);
  if (!transport) {
    return transport.error();
  }
  if (transport->protocol == Protocol::tcp && !faults.empty()) {
    return bad_body(R"(faults are of requests: "protocol" is "http" where there are some)");
  }
  if (const auto wrong = without_tls(faults, *transport)) {
    return *wrong;
  }
  return transport;
}

}  // namespace

/// All that a new proxy's body asks for, checked.
answer<ProxySet::Asked> ProxySet::asked_of(const ProxyBody& body) const {
  const answer<ToxicList> toxics = toxics_of(body.toxics, world_.now());
  if (!toxics) {
    return toxics.error();
  }
  const answer<FaultList> faults = faults_of(body.faults, world_.now());
  if (!faults) {
    return faults.error();
  }
  const answer<Transport> transport = transport_of(body.transport, Transport(), *faults);
  if (!transport) {
    return transport.error();
  }
  return Asked{*transport, *toxics, *faults};
}

ProxySet::ProxySet(rt::World& world) : world_(world), feed_(world), turns_(world) {}

ProxySet::~ProxySet() {
  CHECK(proxies_.empty(), "proxies are closed before they are forgotten");
  world_.clock.drop(*this);
}

const RunningProxy* ProxySet::find(std::string_view name) const {
  const auto found = proxies_.find(name);
  return found == proxies_.end() ? nullptr : found->second.get();
}

RunningProxy* ProxySet::at(std::string_view name) {
  const auto found = proxies_.find(name);
  return found == proxies_.end() ? nullptr : found->second.get();
}

rt::awaitable<std::optional<Turns::Turn>> ProxySet::take_turn() {
  return turns_.take(rt::Bound{never, rt::Limit::none, &given_up_});
}

/// With its listen resolved, which waits: what is decided afterwards is done without another wait.
rt::awaitable<answer<Aim>> ProxySet::aim_at(const RunningProxy& proxy, std::string listen,
                                            Transport transport) {
  if (listen == proxy.asked()) {
    listen = proxy.listen();
  }
  const Parsed<Listen> at = co_await resolve_listen(world_, listen, given_up_);
  if (given_up_.requested()) {
    co_return stopping();
  }
  if (!at) {
    co_return ApiError(500, at.problem);
  }
  if (rt::to_text(at.value->address) == proxy.listen()) {
    listen = proxy.listen();
  }
  Aim aim{std::move(listen), *at.value, std::move(transport)};
  co_return aim;
}

rt::awaitable<std::optional<ApiError>> ProxySet::create(ProxyBody body) {
  std::optional<ApiError> wrong = missing_in(body, "");
  if (wrong) {
    co_return wrong;
  }
  const auto turn = co_await take_turn();
  if (!turn) {
    co_return stopping();
  }
  if (at(*body.name) != nullptr) {
    co_return proxy_exists();
  }
  const answer<Asked> asked = asked_of(body);
  if (!asked) {
    co_return asked.error();
  }
  wrong = co_await make(body, *asked);
  co_return wrong;
}

/// A new one; there is none of its name.
rt::awaitable<std::optional<ApiError>> ProxySet::make(const ProxyBody& body, const Asked& asked) {
  if (proxies_.size() >= most_proxies) {
    co_return bad_body(fmt::format("there are at most {} proxies", most_proxies));
  }
  const RunningProxy::Shared shared{world_, traffic_, feed_};
  auto proxy =
      std::make_unique<RunningProxy>(shared, *body.name, body.listen.value_or(""), asked.transport);
  proxy->replace_toxics(asked.toxics);
  proxy->replace_faults(asked.faults);
  if (body.enabled.value_or(true)) {
    std::optional<ApiError> failed = co_await enable(*proxy);
    if (failed) {
      co_return failed;
    }
  }
  proxies_.emplace(*body.name, std::move(proxy));
  watch_leases();
  co_return std::nullopt;
}

rt::awaitable<std::optional<ApiError>> ProxySet::enable(RunningProxy& proxy) {
  std::string listen = proxy.listen();
  Transport transport = proxy.transport();
  answer<Aim> aim = co_await aim_at(proxy, std::move(listen), std::move(transport));
  if (!aim) {
    const ApiError& why = aim.error();
    co_return why.status == 500 ? ApiError(500, fmt::format("listen tcp: {}", why.text)) : why;
  }
  co_return proxy.open(std::move(*aim));
}

rt::awaitable<std::optional<ApiError>> ProxySet::update(std::string name, ProxyBody body) {
  const auto turn = co_await take_turn();
  if (!turn) {
    co_return stopping();
  }
  RunningProxy* const proxy = at(name);
  if (proxy == nullptr) {
    co_return proxy_not_found();
  }
  const answer<Transport> asked = transport_of(body.transport, proxy->transport(), proxy->faults());
  if (!asked) {
    co_return asked.error();
  }
  std::string listen = body.listen.value_or(proxy->listen());
  Transport transport = *asked;
  answer<Aim> read = co_await aim_at(*proxy, std::move(listen), std::move(transport));
  if (!read) {
    co_return read.error();
  }
  Aim aim = std::move(*read);
  const bool enabled = body.enabled.value_or(proxy->enabled());
  std::optional<ApiError> failed = co_await change(*proxy, std::move(aim), enabled);
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> ProxySet::change(RunningProxy& proxy, Aim aim,
                                                        bool enabled) {
  const bool same = aim.listen == proxy.listen() && aim.transport == proxy.transport();
  std::optional<ApiError> failed;
  if (!enabled) {
    const rt::Bound now = at_once();
    co_await proxy.close(now);
    proxy.aim(std::move(aim));
  } else if (!proxy.enabled()) {
    failed = proxy.open(std::move(aim));
  } else if (!same) {
    failed = co_await proxy.move(std::move(aim));
  }
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> ProxySet::remove(std::string name) {
  const auto turn = co_await take_turn();
  if (!turn) {
    co_return stopping();
  }
  const auto found = proxies_.find(name);
  if (found == proxies_.end()) {
    co_return proxy_not_found();
  }
  const std::unique_ptr<RunningProxy> proxy = std::move(found->second);
  proxies_.erase(found);
  const rt::Bound now = at_once();
  co_await proxy->close(now);
  co_return std::nullopt;
}

rt::awaitable<Populated> ProxySet::populate(std::vector<ProxyBody> bodies) {
  Populated populated;
  for (std::size_t i = 0; i < bodies.size() && !populated.error; ++i) {
    populated.error = missing_in(bodies[i], fmt::format(" at proxy {}", i + 1));
  }
  std::vector<Asked> all;
  for (std::size_t i = 0; i < bodies.size() && !populated.error; ++i) {
    answer<Asked> asked = asked_of(bodies[i]);
    if (asked) {
      all.push_back(std::move(*asked));
    } else {
      populated.error = asked.error();
      populated.error->text += fmt::format(" at proxy {}", i + 1);
    }
  }
  if (populated.error) {
    co_return populated;
  }
  const auto turn = co_await take_turn();
  if (!turn) {
    populated.error = stopping();
    co_return populated;
  }
  for (std::size_t i = 0; i < bodies.size() && !populated.error; ++i) {
    populated.error = co_await populate_one(bodies[i], all[i]);
    if (!populated.error) {
      populated.done.push_back(*bodies[i].name);
    }
  }
  co_return populated;
}

rt::awaitable<std::optional<ApiError>> ProxySet::populate_one(const ProxyBody& body,
                                                              const Asked& asked) {
  std::optional<ApiError> failed;
  RunningProxy* const proxy = at(*body.name);
  if (proxy == nullptr) {
    failed = co_await make(body, asked);
    co_return failed;
  }
  const std::string listen = body.listen.value_or("");
  Transport transport = asked.transport;
  answer<Aim> aimed = co_await aim_at(*proxy, listen, std::move(transport));
  if (!aimed) {
    co_return aimed.error();
  }
  Aim aim = std::move(*aimed);
  if (aim.listen == proxy->listen() && aim.transport == proxy->transport()) {
    if (!asked.toxics.empty() && asked.toxics != proxy->toxics()) {
      proxy->replace_toxics(asked.toxics);
    }
    if (!asked.faults.empty() && asked.faults != proxy->faults()) {
      proxy->replace_faults(asked.faults);
    }
    watch_leases();
    co_return std::nullopt;
  }
  aim.toxics = asked.toxics;  // a fresh one: without those it had
  aim.faults = asked.faults;
  const bool enabled = body.enabled.value_or(true);
  if (!enabled) {
    aim.listen = listen;  // as it was given
  }
  failed = co_await change(*proxy, std::move(aim), enabled);
  watch_leases();
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> ProxySet::reset() {
  const auto turn = co_await take_turn();
  if (!turn) {
    co_return stopping();
  }
  std::optional<ApiError> first;
  for (const auto& [name, proxy] : proxies_) {
    if (!proxy->enabled()) {
      std::optional<ApiError> failed = co_await enable(*proxy);
      if (!first) {
        first = std::move(failed);
      }
    }
    proxy->replace_toxics(ToxicList());
    proxy->replace_faults(FaultList());
  }
  watch_leases();
  co_return first;
}

rt::awaitable<void> ProxySet::close(rt::Bound bound) {
  const auto turn = co_await turns_.take(rt::Bound{});
  for (const auto& [name, proxy] : proxies_) {
    proxy->replace_toxics(ToxicList());
    proxy->replace_faults(FaultList());
  }
  for (const auto& [name, proxy] : proxies_) {
    co_await proxy->close(bound);
  }
  proxies_.clear();
  watch_leases();
}

rt::awaitable<answer<std::string>> ProxySet::add_fault(std::string proxy, FaultBody body) {
  RunningProxy* found = at(proxy);
  if (found == nullptr) {
    co_return proxy_not_found();
  }
  FaultList tried = found->faults();
  const auto added_there = tried.add(body, world_.now());
  if (!added_there) {
    co_return added_there.error();
  }
  if (const auto wrong = without_tls(tried, found->transport())) {
    co_return ApiError(*wrong);
  }
  if (found->transport().protocol == Protocol::tcp) {
    const auto turn = co_await take_turn();
    found = at(proxy);
    if (!turn || found == nullptr) {
      co_return turn ? proxy_not_found() : stopping();
    }
    if (found->transport().protocol == Protocol::tcp) {
      std::optional<ApiError> failed = co_await found->speak_http();
      if (failed) {
        co_return std::move(*failed);
      }
    }
  }
  const auto added =
      found->change_faults([&](FaultList& list) { return list.add(body, world_.now()); });
  watch_leases();
  if (!added) {
    co_return added.error();
  }
  co_return (*added)->name;
}

}  // namespace gameday::control
