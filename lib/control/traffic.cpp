#include "control/traffic.hpp"

namespace gameday::control {

void Series::add(const proxy::TcpCounts& more) {
  counts.upstream.received += more.upstream.received;
  counts.upstream.sent += more.upstream.sent;
  counts.downstream.received += more.downstream.received;
  counts.downstream.sent += more.downstream.sent;
  counts.accepted += more.accepted;
  counts.dial_errors += more.dial_errors;
  counts.hit += more.hit;
}

void Traffic::stopped(const SeriesName& name, const proxy::TcpCounts& counts) {
  const auto [at, is_new] = past_.try_emplace(name);
  at->second.add(counts);
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
