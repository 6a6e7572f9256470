#pragma once
// What went through proxies that have been stopped, so that counters never go back: by the labels
// of Toxiproxy's metrics. What a proxy that runs has counted is added to it when somebody asks.

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <string>

#include "proxy/tcp_options.hpp"

namespace gameday::control {

/// Series are made by whoever makes proxies on ports that are free: the oldest ones go.
inline constexpr std::size_t most_series = 2000;

struct SeriesName {
  std::string proxy;
  std::string listener;  // the address that was bound
  std::string upstream;
  auto operator<=>(const SeriesName&) const = default;
};

struct Series {
  proxy::TcpCounts counts;
  std::uint64_t open = 0;  // connections now
};
using SeriesMap = std::map<SeriesName, Series>;

class Traffic {
 public:
  void stopped(const SeriesName& name, const proxy::TcpCounts& counts);
  const SeriesMap& past() const { return past_; }

 private:
  SeriesMap past_;
  std::deque<SeriesName> order_;  // the oldest first
};

}  // namespace gameday::control
