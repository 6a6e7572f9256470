#include "control/fault_operations.hpp"

#include "base/assert.hpp"
#include "control/write_fault.hpp"
#include "faults/directory.hpp"

namespace gameday::control {
namespace {

Reply list_faults(const ProxySet& set, const Route& route) {
  const RunningProxy* const proxy = set.find(route.proxy);
  return proxy == nullptr ? refusal(proxy_not_found())
                          : Reply{200, json_type, write_faults(*proxy)};
}

Reply show_fault(const ProxySet& set, const std::string& proxy, const std::string& fault) {
  const RunningProxy* const found = set.find(proxy);
  if (found == nullptr) {
    return refusal(proxy_not_found());
  }
  const FaultSpec* const spec = found->faults().find(fault);
  return spec == nullptr ? refusal(fault_not_found())
                         : Reply{200, json_type, write_fault(*spec, found->ledger())};
}

rt::awaitable<Reply> add_fault(ProxySet& set, Route route, std::string body) {
  if (set.find(route.proxy) == nullptr) {
    co_return refusal(proxy_not_found());
  }
  answer<FaultBody> read = read_fault(body);
  if (!read) {
    co_return refusal(read.error());
  }
  FaultBody fault = std::move(*read);
  const answer<std::string> added = co_await set.add_fault(route.proxy, std::move(fault));
  co_return added ? show_fault(set, route.proxy, *added) : refusal(added.error());
}

Reply update_fault(ProxySet& set, const Route& route, const std::string& body) {
  const Reply there = show_fault(set, route.proxy, route.item);
  if (there.status != 200) {
    return there;
  }
  const answer<FaultBody> read = read_fault(body);
  if (!read) {
    return refusal(read.error());
  }
  const auto failed = set.update_fault(route.proxy, route.item, *read);
  return failed ? refusal(*failed) : show_fault(set, route.proxy, route.item);
}

}  // namespace

rt::awaitable<Reply> operate_on_faults(ProxySet& set, Route route, std::string body) {
  switch (route.operation) {
    case Operation::list_faults:
      co_return list_faults(set, route);
    case Operation::add_fault:
      co_return co_await add_fault(set, std::move(route), std::move(body));
    case Operation::remove_faults:
      co_return empty_or(set.remove_faults(route.proxy));
    case Operation::show_fault:
      co_return show_fault(set, route.proxy, route.item);
    case Operation::update_fault:
      co_return update_fault(set, route, body);
    case Operation::remove_fault:
      co_return empty_or(set.remove_fault(route.proxy, route.item));
    case Operation::catalogue:
      co_return Reply(200, json_type, faults::directory_json());
    default:
      break;
  }
  CHECK(false, "an operation on faults");
  co_return Reply();
}

}  // namespace gameday::control
