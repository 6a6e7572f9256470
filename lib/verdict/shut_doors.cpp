#include "verdict/shut_doors.hpp"

#include <algorithm>
#include <set>
#include <tuple>

namespace gameday::verdict {
namespace {

using record::Event;

bool concerns(const Event& event, const Event& audit) {
  return event.experiment == audit.experiment && event.provider == audit.provider &&
         event.text == audit.text;
}

// Who was hit has knocked; at a shut port nobody counts.
bool lookups_hit(const Event& audit) {
  return audit.counts->dns > Duration::zero() && audit.counts->injected > 0;
}

}  // namespace

ShutDoors::ShutDoors(const RunFacts& facts, const RunRecords& records) {
  const auto shuts = [](const Event& event) {
    return event.kind == Event::Kind::fault_audit && event.counts && event.provider &&
           (event.counts->shut > Duration::zero() || lookups_hit(event));
  };
  if (std::ranges::none_of(records.events, shuts)) {
    return;
  }
  std::set<std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>> called;
  for (const record::AttemptRecord& attempt : records.attempts) {
    called.emplace(attempt.experiment, attempt.arm, attempt.provider);
  }
  for (const Event& audit : records.events) {
    const std::uint16_t arm = audit.arm.value_or(0);
    if (!shuts(audit) ||
        (!lookups_hit(audit) && facts.arms.at(arm).primary_provider != *audit.provider &&
         !called.contains({audit.experiment, arm, *audit.provider}))) {
      continue;
    }
    const Kind kind = lookups_hit(audit) ? Kind::lookups : Kind::port;
    for (const Event& event : records.events) {
      if (event.kind == Event::Kind::fault_on && concerns(event, audit)) {
        list_.push_back({audit.experiment, arm, kind, event.at, TimePoint::max()});
      } else if (event.kind == Event::Kind::fault_off && concerns(event, audit) && !list_.empty()) {
        list_.back().until = event.at;
      }
    }
  }
}

bool ShutDoors::concern(const record::RequestRecord& request, Kind kind) const {
  return std::ranges::any_of(list_, [&](const Shut& shut) {
    return shut.kind == kind && shut.experiment == request.experiment && shut.arm == request.arm &&
           shut.from <= request.intended && request.intended < shut.until;
  });
}

}  // namespace gameday::verdict
