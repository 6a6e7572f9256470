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

rt::awaitable<std::optional<Turns::Turn>> ProxySet::take_turn() {
  return turns_.take(rt::Bound{never, rt::Limit::none, &given_up_});
}

/// With its listen resolved, which waits: what is decided afterwards is done without another wait.
rt::awaitable<answer<Aim>> ProxySet::aim_at(const RunningProxy& proxy, std::string listen,
                                            std::string upstream) {
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
  Aim aim{std::move(listen), *at.value, std::move(upstream)};
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
  std::string listen = proxy.listen();
  std::string upstream = proxy.upstream();
  answer<Aim> aim = co_await aim_at(proxy, std::move(listen), std::move(upstream));
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
  std::string listen = body.listen.value_or(proxy->listen());
  std::string upstream = body.upstream.value_or(proxy->upstream());
  answer<Aim> read = co_await aim_at(*proxy, std::move(listen), std::move(upstream));
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
  const bool same = aim.listen == proxy.listen() && aim.upstream == proxy.upstream();
  std::optional<ApiError> failed;
  if (!enabled) {
    co_await proxy.close();
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
  const auto turn = co_await take_turn();
  if (!turn) {
    populated.error = stopping();
    co_return populated;
  }
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
  const std::string listen = body.listen.value_or("");
  answer<Aim> aimed = co_await aim_at(*proxy, listen, *body.upstream);
  if (!aimed) {
    co_return aimed.error();
  }
  Aim aim = std::move(*aimed);
  if (aim.listen == proxy->listen() && aim.upstream == proxy->upstream()) {
    if (!toxics.empty() && toxics != proxy->toxics()) {
      proxy->replace_toxics(toxics);
      watch_leases();
    }
    co_return std::nullopt;
  }
  aim.toxics = std::move(toxics);  // a fresh one: without those it had
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
  }
  watch_leases();
  co_return first;
}

rt::awaitable<void> ProxySet::close() {
  const auto turn = co_await turns_.take(rt::Bound{});
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
