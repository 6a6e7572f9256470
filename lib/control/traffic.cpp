#include "control/traffic.hpp"

namespace gameday::control {

void Traffic::stopped(const SeriesName& name, const proxy::TcpCounts& counts) {
  const auto [at, is_new] = past_.try_emplace(name);
  at->second.counts.add(counts);
  if (!is_new) {
    return;
  }
  order_.push_back(name);
  if (order_.size() > most_series) {
    past_.erase(order_.front());
    order_.pop_front();
  }
}

}  // namespace gameday::control
