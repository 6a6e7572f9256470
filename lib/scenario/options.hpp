#pragma once
// One scenario file as plain data: what shall happen, not who does it. The servers' own options
// (mocks, gateways) are lib/rig's; here an arm or a provider is a name and an index.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "base/time.hpp"
#include "faults/injection.hpp"
#include "load/options.hpp"
#include "scenario/schedule/options.hpp"
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

/// What befalls one replica of an arm's gateway.
enum class Act : std::uint8_t { kill, restart, pause, resume };
const char* to_text(Act act);

struct Action {
  Act act = Act::kill;
  Duration at{};  // from the start of the fault window, and before the recovery window is over
  std::uint16_t arm = 0;
  std::uint16_t replica = 1;
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
  std::vector<Action> actions;             // in the order in which they happen
  std::vector<Promise> promises;           // of the fault window
  std::vector<Promise> recovery_promises;  // of the recovery window
  bool keep_state = false;                 // gateways and mocks go on from the experiment before
};

/// `abort_if`: the run ends when this check holds; guards.hpp says over what.
struct Guard {
  std::optional<std::uint16_t> arm;  // none: each arm by itself
  verdict::Expectation check;
  Duration window = 20s;  // `for`
  std::uint64_t min_requests = 20;
};

struct Safety {
  bool confirm = false;                  // a real run wants `--confirm TITLE`
  std::vector<std::string> upstreams;    // real ones that may be called: `host` or `host:port`
  std::optional<Duration> max_duration;  // of the whole run, drains included
  std::string stop_file;                 // as the program finds it; empty: none
};

/// For `degraded`: who answers when nothing is wrong.
struct Primary {
  std::uint16_t provider = 0;
  std::string model;
};

struct Arm {
  std::string name;
  Primary primary;
  std::uint16_t replicas = 0;  // of a gateway of ours, at least 1; 0: nobody to act on
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
  std::vector<Guard> guards;
  Safety safety;
  std::optional<schedule::Options> schedule;
  std::map<std::string, std::string> labels;
};

}  // namespace gameday::scenario
