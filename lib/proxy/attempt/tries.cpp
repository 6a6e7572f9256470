#include "proxy/attempt/tries.hpp"

namespace gameday::proxy {

std::uint32_t Tries::add(const Marker& marker) {
  const auto [found, is_new] = counts_.try_emplace(marker, 0);
  const std::uint32_t before = found->second++;
  if (is_new) {
    order_.push_back(marker);
    if (order_.size() > most_) {
      counts_.erase(order_.front());
      order_.pop_front();
    }
  }
  return before;
}

std::uint32_t Tries::of(const Marker& marker) const {
  const auto found = counts_.find(marker);
  return found == counts_.end() ? 0 : found->second;
}

}  // namespace gameday::proxy
