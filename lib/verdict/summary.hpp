#pragma once
// The records of a run, counted: for each experiment, arm and window one WindowSummary. Every
// document shows these numbers and every check is judged on them; nobody counts again.
//
// A request belongs to the window of its intended send time. Its attempts belong to it, whenever
// they arrive. Providers and models that answered are those that the fault proxies saw, never what
// a gateway says about itself.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "verdict/blows.hpp"
#include "verdict/facts.hpp"

namespace gameday::verdict {

/// `provider/model` as the fault proxies saw it.
struct Answerer {
  std::uint16_t provider = 0;
  std::string model;
  auto operator<=>(const Answerer&) const = default;
};

struct WindowSummary {
  // Requests.
  std::uint64_t attempted = 0;
  std::uint64_t ok = 0;
  std::uint64_t failed = 0;         // attempted - ok - left
  std::uint64_t failed_others = 0;  // failed, but not on a replica that something befell
  std::uint64_t left = 0;
  std::uint64_t good = 0;      // ok within slo.answer; without one, all ok
  std::uint64_t late = 0;      // ok, but not good
  std::uint64_t degraded = 0;  // ok by another provider or model than the arm's primary
  std::array<std::uint64_t, record::outcome_count> outcomes{};
  std::map<std::string, std::uint64_t> failures;  // `429`, `503`, `timeout`: failed, by kind

  // Times since the intended send, ascending. A failed request has no answer: gameday::forever.
  std::vector<Duration> answers;
  std::vector<Duration> endings;   // to any outcome
  std::vector<Duration> lateness;  // of the real send

  // Streams. One that gave nothing has no first content: forever.
  std::vector<Duration> first_contents;  // since the intended send
  std::vector<Duration> gaps;            // the longest silence of each that gave something

  // Attempts of this window's requests.
  std::map<std::uint32_t, std::uint64_t> attempts;  // attempts of a request -> requests
  std::map<Answerer, std::uint64_t> answered_by;    // ok requests
  std::uint64_t unseen = 0;                         // ok requests that no fault proxy saw answered
  std::vector<Duration> failovers;                  // first attempt to first on another target
  std::uint64_t elsewhere_at_once = 0;              // first attempt was not on the primary target
  std::uint64_t met_fault = 0;                      // requests that an injection hit
  std::uint64_t due_while_shut = 0;                 // … that were due while a port was, as
                                                    // shut_doors.hpp has it
  std::uint64_t due_while_unresolved = 0;           // … or while name lookups were hit
  std::uint64_t connections_hit = 0;                // by faults of single connections
  std::uint64_t injected = 0;                       // attempts
  std::map<std::string, std::uint64_t> bypassed;    // attempts, by reason

  // Attempts that arrived while the window was on, whoever sent them.
  std::uint64_t arrived = 0;
  std::uint64_t unattributed = 0;  // model calls without a marker
  std::uint64_t hints = 0;         // answers with a Retry-After
  std::uint64_t too_soon = 0;      // on a key whose Retry-After had not run out

  std::uint64_t count_of(record::Outcome outcome) const {
    return outcomes[static_cast<std::size_t>(outcome)];
  }
  std::uint64_t streams() const { return first_contents.size(); }
  std::uint64_t attempts_total() const;
  std::uint32_t attempts_max() const;
  std::uint64_t served_by(std::uint16_t provider) const;
};

struct ArmSummary {
  std::array<WindowSummary, 3> windows;  // by record::Window
  std::optional<Duration> recovery;      // as recovery.hpp has it; forever: not in its window
  const WindowSummary& at(record::Window window) const {
    return windows[static_cast<std::size_t>(window)];
  }
};

/// What the fault proxies of one arm counted for one injection into one provider.
struct Audit {
  std::uint16_t arm = 0;
  std::uint16_t provider = 0;
  std::string fault;
  record::FaultCounts counts;
};

struct ExperimentSummary {
  std::vector<ArmSummary> arms;
  std::vector<Audit> audits;
  std::vector<Blow> blows;        // to replicas, in the order in which they fell
  bool ended = false;             // its last event is there
  bool stopped = false;           // by hand or by a guard
  std::string aborted;            // by which guard; empty: by none
  std::optional<TimePoint> last;  // of its records
};

struct Summary {
  std::vector<ExperimentSummary> experiments;
};

Summary summarise(const RunFacts& facts, const RunRecords& records);

}  // namespace gameday::verdict
