// What is done to proxies at once, without a turn: toxics, faults, leases.

#include <algorithm>

#include "control/proxy_set.hpp"

namespace gameday::control {

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

std::optional<ApiError> ProxySet::update_fault(std::string_view proxy, std::string_view fault,
                                               const FaultBody& body) {
  RunningProxy* const found = at(proxy);
  if (found == nullptr) {
    return proxy_not_found();
  }
  FaultList tried = found->faults();
  const auto updated = tried.update(fault, body, world_.now());
  if (!updated) {
    return updated.error();
  }
  const auto wrong = without_tls(tried, found->transport());
  if (!wrong) {
    found->replace_faults(tried);
    watch_leases();
  }
  return wrong;
}

std::optional<ApiError> ProxySet::remove_fault(std::string_view proxy, std::string_view fault) {
  RunningProxy* const found = at(proxy);
  if (found == nullptr) {
    return proxy_not_found();
  }
  const bool removed = found->change_faults([&](FaultList& list) { return list.remove(fault); });
  watch_leases();
  return removed ? std::nullopt : std::optional(fault_not_found());
}

std::optional<ApiError> ProxySet::remove_faults(std::string_view proxy) {
  RunningProxy* const found = at(proxy);
  if (found == nullptr) {
    return proxy_not_found();
  }
  found->replace_faults(FaultList());
  watch_leases();
  return std::nullopt;
}

/// One timer for all of them: the earliest.
void ProxySet::watch_leases() {
  TimePoint next = never;
  for (const auto& [name, proxy] : proxies_) {
    next = std::min({next, proxy->toxics().next_over(), proxy->faults().next_over()});
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
    if (proxy->faults().next_over() <= now) {
      proxy->change_faults([&](FaultList& list) { return list.expire(now); });
    }
  }
  watch_leases();
}

}  // namespace gameday::control
