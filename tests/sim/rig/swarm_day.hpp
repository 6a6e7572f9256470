#pragma once
// A game day that nobody thought of: everything in it is drawn from one seed. Which faults there
// are, where and how often, the providers' pace, the load, how the gateways are set. Written as the
// files a user would write, so a failing one can be played again from the command line.
//
// What is drawn keeps two promises, and the invariants of swarm_test.cpp need them: a healthy
// answer never runs into a limit, and one provider, the refuge, never says what benches a key.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace gameday::test {

struct SwarmArm {
  std::string name;
  bool gateway = false;
  std::vector<std::uint32_t> attempts_most;  // of one request, by provider
};

struct SwarmDay {
  std::string scenario;                      // YAML
  std::map<std::string, std::string> files;  // beside it: name and JSON of each gateway
  std::vector<SwarmArm> arms;                // in the order of the scenario
  Duration client_timeout{};
};

SwarmDay draw_swarm_day(std::uint64_t seed);

/// After the last fault, until all of its traces are gone: a key is parked for 5 s at most, by an
/// answer that was held for 2 s at most.
inline constexpr Duration swarm_quiet = 8s;

}  // namespace gameday::test
