#include "control/operations.hpp"

#include <fmt/format.h>

#include "control/fault_operations.hpp"
#include "control/metrics.hpp"
#include "control/write_json.hpp"

namespace gameday::control {
namespace {

using Failed = std::optional<ApiError>;

/// As it is now; another call may have removed it in the meantime.
Reply show(const ProxySet& set, const std::string& name, int status = 200) {
  const RunningProxy* const proxy = set.find(name);
  return proxy == nullptr ? refusal(proxy_not_found())
                          : Reply{status, json_type, write_proxy(*proxy)};
}

rt::awaitable<Reply> create(ProxySet& set, std::string body) {
  answer<ProxyBody> read = read_proxy(body);
  if (!read) {
    co_return refusal(read.error());
  }
  const std::string name = read->name.value_or("");
  ProxyBody proxy = std::move(*read);
  const Failed failed = co_await set.create(std::move(proxy));
  co_return failed ? refusal(*failed) : show(set, name, 201);
}

rt::awaitable<Reply> update(ProxySet& set, std::string name, std::string body) {
  if (set.find(name) == nullptr) {
    co_return refusal(proxy_not_found());
  }
  answer<ProxyBody> read = read_proxy(body);
  if (!read) {
    co_return refusal(read.error());
  }
  ProxyBody changes = std::move(*read);
  const Failed failed = co_await set.update(name, std::move(changes));
  co_return failed ? refusal(*failed) : show(set, name);
}

rt::awaitable<Reply> populate(ProxySet& set, std::string body) {
  Populated populated;
  answer<std::vector<ProxyBody>> read = read_proxies(body);
  if (read) {
    std::vector<ProxyBody> proxies = std::move(*read);
    populated = co_await set.populate(std::move(proxies));
  } else {
    populated.error = read.error();
  }
  const int status = populated.error ? populated.error->status : 201;
  co_return Reply(status, json_type, write_populated(populated, set));
}

Reply list_toxics(const ProxySet& set, const std::string& name) {
  const RunningProxy* const proxy = set.find(name);
  return proxy == nullptr ? refusal(proxy_not_found())
                          : Reply{200, json_type, write_toxics(proxy->toxics())};
}

Reply show_toxic(const answer<const ToxicSpec*>& toxic) {
  return toxic ? Reply{200, json_type, write_toxic(**toxic)} : refusal(toxic.error());
}

answer<const ToxicSpec*> find_toxic(const ProxySet& set, const Route& route) {
  const RunningProxy* const proxy = set.find(route.proxy);
  if (proxy == nullptr) {
    return proxy_not_found();
  }
  const ToxicSpec* const toxic = proxy->toxics().find(route.item);
  if (toxic == nullptr) {
    return toxic_not_found();
  }
  return toxic;
}

Reply add_toxic(ProxySet& set, const Route& route, const std::string& body) {
  if (set.find(route.proxy) == nullptr) {
    return refusal(proxy_not_found());
  }
  const answer<ToxicBody> read = read_toxic(body);
  return read ? show_toxic(set.add_toxic(route.proxy, *read)) : refusal(read.error());
}

Reply update_toxic(ProxySet& set, const Route& route, const std::string& body) {
  const answer<const ToxicSpec*> there = find_toxic(set, route);
  if (!there) {
    return refusal(there.error());
  }
  const answer<ToxicBody> read = read_toxic(body);
  return read ? show_toxic(set.update_toxic(route.proxy, route.item, *read))
              : refusal(read.error());
}

}  // namespace

rt::awaitable<Reply> operate(ProxySet& set, const ApiOptions& options, Route route,
                             std::string body) {
  Reply reply;
  Failed failed;
  switch (route.operation) {
    case Operation::list_proxies:
      reply.body = write_proxies(set);
      break;
    case Operation::create_proxy:
      reply = co_await create(set, std::move(body));
      break;
    case Operation::populate:
      reply = co_await populate(set, std::move(body));
      break;
    case Operation::show_proxy:
      reply = show(set, route.proxy);
      break;
    case Operation::update_proxy:
      reply = co_await update(set, route.proxy, std::move(body));
      break;
    case Operation::remove_proxy:
      failed = co_await set.remove(route.proxy);
      reply = empty_or(failed);
      break;
    case Operation::list_toxics:
      reply = list_toxics(set, route.proxy);
      break;
    case Operation::add_toxic:
      reply = add_toxic(set, route, body);
      break;
    case Operation::show_toxic:
      reply = show_toxic(find_toxic(set, route));
      break;
    case Operation::update_toxic:
      reply = update_toxic(set, route, body);
      break;
    case Operation::remove_toxic:
      reply = empty_or(set.remove_toxic(route.proxy, route.item));
      break;
    case Operation::list_faults:
    case Operation::add_fault:
    case Operation::remove_faults:
    case Operation::show_fault:
    case Operation::update_fault:
    case Operation::remove_fault:
    case Operation::catalogue:
      reply = co_await operate_on_faults(set, std::move(route), std::move(body));
      break;
    case Operation::events:  // which is a stream, so that it came here for want of room
      reply = refusal({503, fmt::format("there are {} listeners already", most_listeners)});
      break;
    case Operation::reset:
      failed = co_await set.reset();
      reply = empty_or(failed);
      break;
    case Operation::version:
      reply = Reply(200, "application/json;charset=utf-8",
                    fmt::format("{{\"version\": \"{}\"}}\n", options.version));
      break;
    case Operation::metrics:
      reply = Reply(200, metrics_type, metrics_text(set, options));
      break;
  }
  co_return reply;
}

}  // namespace gameday::control
