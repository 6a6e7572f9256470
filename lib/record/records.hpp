#pragma once
// What happened: one RequestRecord for each client call, one AttemptRecord for each call that
// reached a fault proxy, and the events of the time line. Plain data, written as JSONL.
//
// Times are offsets from the start of the run; there is no wall time, address, port, pointer or
// thread in a record, so two equal runs write equal bytes. Experiments, arms and providers are
// indices into the Cast.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "record/event.hpp"

namespace gameday::record {

/// The names behind the indices.
struct Cast {
  std::vector<std::string> experiments;
  std::vector<std::string> arms;
  std::vector<std::string> providers;
};

/// Stands where an index of a provider stands, for faults of the load's own side: `into: clients`.
inline constexpr std::uint16_t into_clients = 0xFFFF;
inline constexpr const char* clients_name = "clients";  // no provider may be called so
/// Of a provider, or `clients`.
const std::string& place_name(const Cast& cast, std::uint16_t place);

/// Exclusive; is_failure() says which of them are failures.
enum class Outcome : std::uint8_t {
  ok,
  http_4xx,
  http_429,
  http_5xx,
  connect_error,
  reset,
  timeout,
  truncated_stream,
  stream_error,
  bad_payload,
  schema_violation,
  not_sent,
  unfinished,
  left
};
inline constexpr std::size_t outcome_count = 14;
/// All but an answer and a client that was told to leave.
constexpr bool is_failure(Outcome outcome) {
  return outcome != Outcome::ok && outcome != Outcome::left;
}

/// By the end of the run: a failure by its outcome, but nobody's.
constexpr bool is_cut_off(Outcome outcome) {
  return outcome == Outcome::unfinished;
}

struct RequestRecord {
  std::uint16_t experiment = 0;
  std::uint16_t arm = 0;
  Window window = Window::baseline;  // of the intended send time
  std::uint32_t ordinal = 0;         // the marker's, through the whole scenario
  bool streamed = false;
  std::uint16_t replica = 0;  // of the gateway that it went to, from 1; 0: not known, or only one
  TimePoint intended{};
  std::optional<TimePoint> sent;           // none: not_sent
  std::optional<TimePoint> first_content;  // streams: first content, reasoning, refusal, tool delta
  Duration longest_gap{};                  // streams: the longest wait between two events
  TimePoint ended{};                       // latency = ended - intended
  Outcome outcome = Outcome::unfinished;
  int status = 0;            // 0: no response head came
  std::string model;         // as the answer says
  std::uint32_t tokens = 0;  // completion tokens, as the answer says
  std::string error;         // code, else type, of the error object; empty for ok
};

/// How an attempt ended, seen from the fault proxy.
enum class AttemptEnd : std::uint8_t {
  complete,         // a whole answer went back
  client_left,      // the gateway or client went away first
  upstream_failed,  // the provider's connection broke by itself
  cut,              // a fault ended it
  open              // still running when the rig was taken down
};

struct AttemptRecord {
  std::uint16_t experiment = 0;
  std::uint16_t arm = 0;
  std::uint16_t provider = 0;
  std::uint16_t replica = 0;             // of the gateway that made it, from 1; 0: there is one
  std::optional<std::uint32_t> ordinal;  // none: no marker in the body
  std::uint32_t nth = 0;                 // this request's tries on this provider before this one
  bool model_call = false;               // a POST whose JSON names a model
  bool streamed = false;                 // its JSON says stream: true
  std::string model;
  std::string key;                    // alias and 4 hex of the hash: `a#9f3c`; never the key
  TimePoint arrived{};                // head read
  std::optional<TimePoint> answered;  // response head sent
  TimePoint ended{};
  int status = 0;
  AttemptEnd end = AttemptEnd::open;
  std::string fault;                    // the injection that hit it; empty: none
  std::string reached;                  // the place where it acted: `after 5 deltas, 1,812 B`
  std::string bypassed;                 // why that injection did nothing; empty: it was injected
  std::optional<Duration> retry_after;  // as sent back to the caller
};

/// The records of one run, in the order they were written.
struct Records {
  std::vector<RequestRecord> requests;
  std::vector<AttemptRecord> attempts;
  std::vector<Event> events;
};

/// As they are written: `fault`, `http_429`.
const char* to_text(Window window);
const char* to_text(Outcome outcome);
const char* to_text(AttemptEnd end);
const char* to_text(Event::Kind kind);

}  // namespace gameday::record
