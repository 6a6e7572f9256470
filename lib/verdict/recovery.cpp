#include "verdict/recovery.hpp"

#include <algorithm>

namespace gameday::verdict {

using record::Outcome;

std::optional<Aftermath> aftermath(const record::RequestRecord& request, Trail trail,
                                   const ArmFacts& arm, TimePoint healed) {
  if (request.window != record::Window::recovery || request.outcome == Outcome::left) {
    return std::nullopt;
  }
  const bool ok = request.outcome == Outcome::ok;
  const record::AttemptRecord* by = ok ? answering(trail) : nullptr;
  const bool degraded = by != nullptr && !is_primary(arm, *by);
  return Aftermath{request.intended - healed, ok && !degraded};
}

std::optional<Duration> recovery_time(std::vector<Aftermath> requests, Duration window) {
  if (requests.empty() || window < well_again) {
    return std::nullopt;
  }
  std::ranges::stable_sort(requests, {}, &Aftermath::at);
  Duration since{};  // no bad request from here on
  bool answered = false;
  for (const Aftermath& request : requests) {
    if (request.well) {
      answered = true;
      continue;
    }
    if (answered && request.at - since >= well_again) {
      return since;
    }
    since = request.at;
    answered = false;
  }
  return answered && window - since >= well_again ? since : forever;
}

}  // namespace gameday::verdict
