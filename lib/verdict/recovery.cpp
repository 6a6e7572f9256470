#include "verdict/recovery.hpp"

#include <algorithm>

namespace gameday::verdict {

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
