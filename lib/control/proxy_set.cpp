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
  if (body.upstream.value_or("").empty()) {
    return missing_field("upstream" + where);
  }
  return std::nullopt;
}

}  // namespace

ProxySet::ProxySet(rt::World& world) : world_(world), turns_(world) {}

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

rt::awaitable<std::optional<ApiError>> ProxySet::create(ProxyBody body) {
  std::optional<ApiError> wrong = missing_in(body, "");
  if (wrong) {
    co_return wrong;
  }
  const auto turn = co_await turns_.take();
  if (at(*body.name) != nullptr) {
    co_return proxy_exists();
  }
  answer<ToxicList> toxics = toxics_of(body.toxics, world_.now());
  if (!toxics) {
    co_return toxics.error();
  }
  ToxicList list = std::move(*toxics);
  wrong = co_await make(std::move(body), std::move(list));
  co_return wrong;
}

/// A new one; there is none of its name.
rt::awaitable<std::optional<ApiError>> ProxySet::make(ProxyBody body, ToxicList toxics) {
  if (proxies_.size() >= most_proxies) {
    co_return bad_body(fmt::format("there are at most {} proxies", most_proxies));
  }
  auto proxy = std::make_unique<RunningProxy>(world_, traffic_, *body.name,
                                              body.listen.value_or(""), *body.upstream);
  proxy->replace_toxics(toxics);
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
  const Parsed<Listen> listen = co_await resolve_listen(world_, proxy.listen());
  if (!listen) {
    co_return ApiError(500, fmt::format("listen tcp: {}", listen.problem));
  }
  co_return proxy.open(*listen.value);
}

/// Of a disabled one: all of it, or nothing has changed.
rt::awaitable<std::optional<ApiError>> ProxySet::start(RunningProxy& proxy, std::string listen,
                                                       std::string upstream) {
  std::string listen_before = proxy.listen();
  std::string upstream_before = proxy.upstream();
  proxy.aim(std::move(listen), std::move(upstream));
  std::optional<ApiError> failed = co_await enable(proxy);
  if (failed) {
    proxy.aim(std::move(listen_before), std::move(upstream_before));
  }
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> ProxySet::update(std::string name, ProxyBody body) {
  const auto turn = co_await turns_.take();
  RunningProxy* const proxy = at(name);
  if (proxy == nullptr) {
    co_return proxy_not_found();
  }
  std::string listen = body.listen.value_or(proxy->listen());
  std::string upstream = body.upstream.value_or(proxy->upstream());
  const bool enabled = body.enabled.value_or(proxy->enabled());
  std::optional<ApiError> failed =
      co_await change(*proxy, std::move(listen), std::move(upstream), enabled);
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> ProxySet::change(RunningProxy& proxy, std::string listen,
                                                        std::string upstream, bool enabled) {
  const Parsed<Listen> where = co_await resolve_listen(world_, listen);
  if (!where) {
    co_return ApiError(500, where.problem);
  }
  if (proxy.listens_at(listen, where.value->address)) {
    listen = proxy.listen();
  }
  const bool same = listen == proxy.listen() && upstream == proxy.upstream();
  std::optional<ApiError> failed;
  if (!enabled) {
    co_await proxy.close();
    proxy.aim(std::move(listen), std::move(upstream));
  } else if (!proxy.enabled()) {
    failed = co_await start(proxy, std::move(listen), std::move(upstream));
  } else if (!same) {
    Listen there = *where.value;
    failed = co_await proxy.move(std::move(listen), std::move(there), std::move(upstream));
  }
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> ProxySet::remove(std::string name) {
  const auto turn = co_await turns_.take();
  const auto found = proxies_.find(name);
  if (found == proxies_.end()) {
    co_return proxy_not_found();
  }
  const std::unique_ptr<RunningProxy> proxy = std::move(found->second);
  proxies_.erase(found);
  co_await proxy->close();
  co_return std::nullopt;
}

rt::awaitable<Populated> ProxySet::populate(std::vector<ProxyBody> bodies) {
  Populated populated;
  for (std::size_t i = 0; i < bodies.size() && !populated.error; ++i) {
    populated.error = missing_in(bodies[i], fmt::format(" at proxy {}", i + 1));
  }
  for (std::size_t i = 0; i < bodies.size() && !populated.error; ++i) {
    const answer<ToxicList> toxics = toxics_of(bodies[i].toxics, world_.now());
    if (!toxics) {
      populated.error = toxics.error();
      populated.error->text += fmt::format(" at proxy {}", i + 1);
    }
  }
  if (populated.error) {
    co_return populated;
  }
  const auto turn = co_await turns_.take();
  for (ProxyBody& body : bodies) {
    std::string name = *body.name;
    populated.error = co_await populate_one(std::move(body));
    if (populated.error) {
      break;
    }
    populated.done.push_back(std::move(name));
  }
  co_return populated;
}

rt::awaitable<std::optional<ApiError>> ProxySet::populate_one(ProxyBody body) {
  answer<ToxicList> read = toxics_of(body.toxics, world_.now());
  if (!read) {
    co_return read.error();
  }
  ToxicList toxics = std::move(*read);
  std::optional<ApiError> failed;
  RunningProxy* const proxy = at(*body.name);
  if (proxy == nullptr) {
    failed = co_await make(std::move(body), std::move(toxics));
    co_return failed;
  }
  std::string listen = body.listen.value_or("");
  const Parsed<Listen> where = co_await resolve_listen(world_, listen);
  if (!where) {
    co_return ApiError(500, where.problem);
  }
  if (proxy->listens_at(listen, where.value->address) && proxy->upstream() == *body.upstream) {
    if (!toxics.empty() && toxics != proxy->toxics()) {
      proxy->replace_toxics(toxics);
      watch_leases();
    }
    co_return std::nullopt;
  }
  const ToxicList before = proxy->toxics();
  proxy->prepare_toxics(toxics);  // a fresh one: without those it had
  failed = co_await change(*proxy, listen, *body.upstream, body.enabled.value_or(true));
  if (failed) {
    proxy->replace_toxics(before);
  } else if (!proxy->enabled()) {
    proxy->aim(std::move(listen), std::move(*body.upstream));  // with the text as it was given
  }
  watch_leases();
  co_return failed;
}

rt::awaitable<std::optional<ApiError>> ProxySet::reset() {
  const auto turn = co_await turns_.take();
  std::optional<ApiError> first;
  for (const auto& [name, proxy] : proxies_) {
    if (!proxy->enabled()) {
      std::optional<ApiError> failed = co_await enable(*proxy);
      if (!first) {
        first = std::move(failed);
      }
    }
    proxy->replace_toxics(ToxicList());
  }
  watch_leases();
  co_return first;
}

rt::awaitable<void> ProxySet::close() {
  const auto turn = co_await turns_.take();
  for (const auto& [name, proxy] : proxies_) {
    co_await proxy->close();
  }
  proxies_.clear();
  watch_leases();
}

answer<const ToxicSpec*> ProxySet::add_toxic(std::string_view proxy, const ToxicBody& body) {
  RunningProxy* const found = at(proxy);
  if (found == nullptr) {
    return proxy_not_found();
  }
  const auto added =
      found->change_toxics([&](ToxicList& list) { return list.add(body, world_.now()); });
  watch_leases();
  return added;
}

answer<const ToxicSpec*> ProxySet::update_toxic(std::string_view proxy, std::string_view toxic,
                                                const ToxicBody& body) {
  RunningProxy* const found = at(proxy);
  if (found == nullptr) {
    return proxy_not_found();
  }
  const auto updated =
      found->change_toxics([&](ToxicList& list) { return list.update(toxic, body, world_.now()); });
  watch_leases();
  return updated;
}

std::optional<ApiError> ProxySet::remove_toxic(std::string_view proxy, std::string_view toxic) {
  RunningProxy* const found = at(proxy);
  if (found == nullptr) {
    return proxy_not_found();
  }
  const bool removed = found->change_toxics([&](ToxicList& list) { return list.remove(toxic); });
  watch_leases();
  return removed ? std::nullopt : std::optional(toxic_not_found());
}

/// One timer for all of them: the earliest.
void ProxySet::watch_leases() {
  TimePoint next = never;
  for (const auto& [name, proxy] : proxies_) {
    next = std::min(next, proxy->toxics().next_over());
  }
  if (next == never) {
    world_.clock.drop(*this);
  } else {
    world_.clock.at(next, *this);
  }
}

void ProxySet::fired(TimePoint now) {
  for (const auto& [name, proxy] : proxies_) {
    if (proxy->toxics().next_over() <= now) {
      proxy->change_toxics([&](ToxicList& list) { return list.expire(now); });
    }
  }
  watch_leases();
}

}  // namespace gameday::control
