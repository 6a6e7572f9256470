#pragma once
// One scenario file as plain data: what shall happen, not who does it. The servers' own options
// (mocks, gateways) are lib/rig's; here an arm or a provider is a name and an index.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "base/time.hpp"
#include "faults/injection.hpp"
#include "load/options.hpp"
#include "verdict/expectation.hpp"

namespace gameday::scenario {

struct Timing {
  Duration baseline = 5s;
  Duration fault = 40s;
  Duration recovery = 15s;
};

/// Switched on for a part of the fault window, on some providers.
struct PlannedFault {
  std::vector<std::uint16_t> into;  // indices of providers
  std::optional<Duration> at;       // from the start of the fault window
  std::optional<Duration> length;   // `for`
  faults::Injection injection;
};

/// One check on one arm.
struct Promise {
  std::uint16_t arm = 0;
  verdict::Expectation expectation;
  Place place;
};

struct Experiment {
  std::string name;
  Timing timing;
  std::vector<PlannedFault> faults;
  std::vector<Promise> promises;  // of the fault window
};

/// For `degraded`: who answers when nothing is wrong.
struct Primary {
  std::uint16_t provider = 0;
  std::string model;
};

struct Arm {
  std::string name;
  Primary primary;
};

struct Scenario {
  std::string file;  // as the user named it
  std::string text;  // the whole file
  std::string title;
  std::string hypothesis;
  std::uint64_t seed = 1;
  std::optional<Duration> slo_answer;
  std::vector<std::string> providers;
  std::vector<Arm> arms;
  load::Options load;
  std::vector<Experiment> experiments;
};

}  // namespace gameday::scenario
