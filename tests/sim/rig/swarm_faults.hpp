#pragma once
// The injections of a swarm's day, as YAML flow maps.

#include <cstdint>
#include <string>

namespace gameday::test {

struct SwarmFaults {
  std::string list;         // the items of `inject`
  bool ends_early = false;  // a connection may end before the head: http sends such a call twice
};

/// Of one provider. The refuge never says what benches a key, or parks it for longer than 5 s.
SwarmFaults draw_swarm_faults(std::uint64_t seed, std::size_t provider, const char* name,
                              bool refuge, std::uint64_t window_ms);

}  // namespace gameday::test
