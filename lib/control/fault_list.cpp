#include "control/fault_list.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "control/limits.hpp"
#include "faults/reach.hpp"

namespace gameday::control {
namespace {

/// What a body says over what stands there; and whether it makes a fault.
std::optional<ApiError> change(FaultSpec& spec, const FaultBody& body, TimePoint now) {
  spec.attributes = merged(spec.attributes, body.attributes);
  spec.match = merged(spec.match, body.match);
  spec.enabled = body.enabled.value_or(spec.enabled);
  spec.lease.renew(body.lease, now);
  answer<faults::Injection> injection = injection_of(spec);
  if (!injection) {
    return injection.error();
  }
  spec.injection = std::move(*injection);
  spec.shown = with_defaults(spec);
  return std::nullopt;
}

}  // namespace

answer<const FaultSpec*> FaultList::add(const FaultBody& body, TimePoint now) {
  FaultSpec spec;
  spec.type = body.type.value_or("");
  spec.name = body.name.value_or("");
  if (spec.name.empty()) {
    spec.name = spec.type;
  }
  if (spec.type.empty()) {
    return missing_field("type");
  }
  if (const auto wrong = change(spec, body, now)) {
    return *wrong;
  }
  if (find(spec.name) != nullptr) {
    return fault_exists();
  }
  if (list_.size() >= most_faults) {
    return bad_body(fmt::format("a proxy has at most {} faults", most_faults));
  }
  const std::size_t at = std::min<std::size_t>(body.position.value_or(list_.size()), list_.size());
  return &*list_.insert(list_.begin() + static_cast<std::ptrdiff_t>(at), std::move(spec));
}

answer<const FaultSpec*> FaultList::update(std::string_view name, const FaultBody& body,
                                           TimePoint now) {
  const auto at = std::ranges::find(list_, name, &FaultSpec::name);
  if (at == list_.end()) {
    return fault_not_found();
  }
  if (body.type && *body.type != at->type) {
    return bad_body(
        fmt::format("the type of a fault stays ({}); delete it and make another one", at->type));
  }
  if (body.name && *body.name != at->name) {
    return bad_body(
        fmt::format("the name of a fault stays ({}); delete it and make another one", at->name));
  }
  FaultSpec changed = *at;
  if (const auto wrong = change(changed, body, now)) {
    return *wrong;
  }
  *at = std::move(changed);
  if (!body.position) {
    return &*at;
  }
  const std::ptrdiff_t from = at - list_.begin();
  const auto last = static_cast<std::ptrdiff_t>(list_.size()) - 1;
  const std::ptrdiff_t to = std::min(static_cast<std::ptrdiff_t>(*body.position), last);
  const auto begin = list_.begin();
  from < to ? std::rotate(begin + from, begin + from + 1, begin + to + 1)
            : std::rotate(begin + to, begin + from, begin + from + 1);
  return &list_[static_cast<std::size_t>(to)];
}

bool FaultList::remove(std::string_view name) {
  return std::erase_if(list_, [&](const FaultSpec& each) { return each.name == name; }) > 0;
}

bool FaultList::expire(TimePoint now) {
  return std::erase_if(list_, [&](const FaultSpec& each) { return each.lease.over <= now; }) > 0;
}

const FaultSpec* FaultList::find(std::string_view name) const {
  const auto at = std::ranges::find(list_, name, &FaultSpec::name);
  return at == list_.end() ? nullptr : &*at;
}

std::shared_ptr<const faults::FaultPlan> FaultList::plan(const Seed& seed,
                                                         const std::string& proxy) const {
  std::vector<faults::Injection> list;
  for (const FaultSpec& each : list_) {
    if (each.enabled) {
      list.push_back(each.injection);
    }
  }
  return std::make_shared<faults::FaultPlan>(std::move(list), seed, std::string(), proxy);
}

TimePoint FaultList::next_over() const {
  TimePoint next = never;
  for (const FaultSpec& each : list_) {
    next = std::min(next, each.lease.over);
  }
  return next;
}

bool FaultList::operator==(const FaultList& other) const {
  return std::ranges::equal(list_, other.list_, [](const FaultSpec& left, const FaultSpec& right) {
    return left.name == right.name && left.type == right.type && left.enabled == right.enabled &&
           left.lease.length == right.lease.length && same(left.match, right.match) &&
           same(left.attributes, right.attributes);
  });
}

answer<FaultList> faults_of(const std::vector<FaultBody>& bodies, TimePoint now) {
  FaultList list;
  for (const FaultBody& body : bodies) {
    const auto added = list.add(body, now);
    if (!added) {
      return added.error();
    }
  }
  return list;
}

std::optional<ApiError> without_tls(const FaultList& faults, const Transport& transport) {
  for (const FaultSpec& fault : faults.all()) {
    const std::string what = faults::needs_tls(fault.injection);
    if (!what.empty() && !transport.tls) {
      return bad_body(fmt::format(
          R"({}: {} is done to handshakes, and this port speaks none; give the proxy "tls")",
          fault.name, what));
    }
  }
  return std::nullopt;
}

}  // namespace gameday::control
