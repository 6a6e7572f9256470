#pragma once
// How a TCP proxy is set up, what it does to bytes, and what it counts. Plain data.

#include <cstdint>
#include <string>
#include <vector>

#include "base/end.hpp"
#include "rt/network.hpp"
#include "toxics/link_machine.hpp"

namespace gameday::proxy {

struct TcpOptions {
  std::vector<rt::Address> upstreams;  // at least one
  Duration dial_time = 1s;             // for each: as our gateway gives a provider
  std::size_t links = 10'000;          // more wait in the kernel's backlog, as of http::Limits
  /// What a client sees whom no upstream can be found for, and everybody when the proxy stops.
  End refusal = End::reset;
  std::string name;  // with the seed of its world: of the toxics' dice
};

/// One chain for each direction; null: none.
struct Toxics {
  toxics::LinkPlanPtr upstream;
  toxics::LinkPlanPtr downstream;
};

/// Since the proxy was made, while data flows.
struct TcpCounts {
  struct Way {
    std::uint64_t received = 0;  // bytes, from the direction's source
    std::uint64_t sent = 0;      // to where they go
  };
  Way upstream;
  Way downstream;
  std::uint64_t accepted = 0;
  std::uint64_t dial_errors = 0;
  std::uint64_t hit = 0;  // connections that a toxic has acted on
};

}  // namespace gameday::proxy
