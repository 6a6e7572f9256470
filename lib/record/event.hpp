#pragma once
// What happened in a run beside requests and attempts, and what became of its injections.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace gameday::record {

enum class Window : std::uint8_t { baseline, fault, recovery };

/// The audit of one injection: seen >= matched = injected + bypassed + open. Of one that shuts a
/// port they count the connections that it ended, for what knocks at a shut port cannot be seen; of
/// one that hits name lookups, those lookups, and the attempts that needed none.
struct FaultCounts {
  std::uint64_t seen = 0;
  std::uint64_t matched = 0;
  std::uint64_t injected = 0;
  std::uint64_t open = 0;
  std::map<std::string, std::uint64_t> bypassed;  // by reason
  bool connections = false;  // they are of single connections, on which no attempt was seen
  Duration shut{};           // how long the port was; zero: it stayed open
  Duration dns{};            // how long lookups of the name were hit
};

struct Event {
  enum class Kind : std::uint8_t {
    experiment_started,
    window_started,
    fault_on,
    fault_off,
    fault_audit,
    first_error,
    first_fallback,
    recovered,
    aborted,
    interrupted,
    experiment_ended,
    replica_killed,
    replica_restarted,
    replica_paused,
    replica_resumed
  };
  Kind kind = Kind::experiment_started;
  TimePoint at{};
  std::uint16_t experiment = 0;
  std::optional<std::uint16_t> arm;
  std::optional<std::uint16_t> provider;
  std::optional<Window> window;
  std::uint16_t replica = 0;          // from 1; replica_…
  std::string text;                   // the injection's name, the guard, the reason
  std::optional<FaultCounts> counts;  // fault_audit
};

/// What becomes of a replica.
constexpr bool befalls_replica(Event::Kind kind) {
  using Kind = Event::Kind;
  return kind == Kind::replica_killed || kind == Kind::replica_restarted ||
         kind == Kind::replica_paused || kind == Kind::replica_resumed;
}

}  // namespace gameday::record
