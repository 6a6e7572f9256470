#include "rig/lookups.hpp"

#include <algorithm>

#include "rt/error.hpp"

namespace gameday::rig {

using faults::Dns;
using rt::IoError;

Lookups::Lookups(rt::World& world) : world_(world), healed_(world) {}

void Lookups::apply(std::uint16_t provider, std::shared_ptr<const faults::FaultPlan> plan,
                    scenario::Open open) {
  Name& name = names_[provider];
  const TimePoint now = world_.now();
  for (const faults::Injection& injection : name.plan->list()) {
    if (injection.deed.dns) {
      name.counts[injection.name].dns += now - name.since;
    }
  }
  name.plan = std::move(plan);
  name.since = now;
  if (open == scenario::Open::release) {
    ++name.heals;
    healed_.notify();
  }
}

bool Lookups::hit(std::uint16_t provider, std::uint16_t replica) const {
  const auto found = names_.find(provider);
  return found != names_.end() && found->second.plan->lookup(replica) != nullptr;
}

rt::awaitable<error_code> Lookups::look_up(std::uint16_t provider, std::uint16_t replica,
                                           rt::Bound bound) {
  Name& name = names_[provider];
  const faults::Injection* const injection = name.plan->lookup(replica);
  if (injection == nullptr) {
    co_return error_code{};
  }
  record::FaultCounts& counts = name.counts[injection->name];
  ++counts.seen;
  ++counts.matched;
  ++counts.injected;
  const Dns dns = *injection->deed.dns;
  switch (dns.kind) {
    case Dns::Kind::nxdomain:
      co_return IoError::no_such_host;
    case Dns::Kind::servfail:
      co_return IoError::dns_failure;
    case Dns::Kind::hang:
    case Dns::Kind::late:
      break;
  }
  const TimePoint answered = dns.kind == Dns::Kind::hang ? never : later(world_.now(), dns.delay);
  co_return co_await wait(name, answered, bound);
}

/// Until the answer comes, somebody heals the run, or the client gives up.
rt::awaitable<error_code> Lookups::wait(const Name& name, TimePoint answered, rt::Bound bound) {
  const rt::Bound until = bound.tighter(answered, rt::Limit::dns);
  const std::uint64_t heals = name.heals;
  error_code ec;
  while (!ec && name.heals == heals) {  // another provider's name may have been healed
    ec = co_await healed_.wait(until);
  }
  if (ec == IoError::timed_out && answered < bound.due) {
    ec = error_code{};
  }
  co_return ec;
}

void Lookups::audit(std::vector<scenario::Audit>& audits) const {
  for (const auto& [provider, name] : names_) {
    for (const auto& [fault, counts] : name.counts) {
      scenario::Audit audit;
      audit.provider = provider;
      audit.fault = fault;
      audit.counts = counts;
      audits.push_back(std::move(audit));
    }
  }
}

void Lookups::forget() {
  for (auto& [provider, name] : names_) {
    name.counts.clear();
    name.since = world_.now();
  }
}

void add_counts(std::vector<scenario::Audit>& audits, const std::vector<scenario::Audit>& more) {
  for (const scenario::Audit& audit : more) {
    const auto found = std::ranges::find_if(audits, [&](const scenario::Audit& known) {
      return known.provider == audit.provider && known.fault == audit.fault;
    });
    if (found == audits.end()) {
      audits.push_back(audit);
      continue;
    }
    record::FaultCounts& counts = found->counts;
    counts.seen += audit.counts.seen;
    counts.matched += audit.counts.matched;
    counts.injected += audit.counts.injected;
    counts.dns += audit.counts.dns;
  }
}

}  // namespace gameday::rig
