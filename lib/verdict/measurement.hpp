#pragma once
// What one request of `gameday verify` met, read from its records alone: nothing that a gateway
// says about itself is evidence. Pure.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verdict/facts.hpp"

namespace gameday::verdict {

/// One attempt, as the fault proxy saw it. Times count from the client's send.
struct Try {
  std::string provider;
  std::string model;
  std::string key;  // `a#9f3c`
  bool primary = false;
  Duration at{};
  Duration gap{};     // since the attempt before it ended; of the first: since the send
  Duration length{};  // until the answer, or whoever ended it, was through
  int status = 0;     // 0: nothing came back
  record::AttemptEnd end = record::AttemptEnd::open;
  std::string fault;  // that hit it; empty: it was left alone
  std::optional<Duration> retry_after;
};

/// What became of a hint to wait, on the key that was told.
enum class Hint : std::uint8_t {
  none,    // nobody was told to wait
  left,    // the key was not asked again
  obeyed,  // it was, when the time was over
  capped,  // it was, sooner, but after a pause
  ignored  // it was, at once
};

/// Whether the attempts ended when the client was gone.
enum class Upstream : std::uint8_t { ended_first, stopped, ran_on };

struct Measurement {
  bool streamed = false;
  std::vector<Try> tries;  // in the order they arrived
  record::Outcome outcome = record::Outcome::unfinished;
  int status = 0;
  std::string error;                      // code or type of the error that the client was given
  Duration took{};                        // until the client had its outcome
  std::optional<Duration> first_content;  // streams
  std::string answered_by;                // the provider whose answer it was; empty: nobody's
  bool degraded = false;                  // answered, but not by the first choice
  std::optional<Duration> failover;       // from the first attempt to the first one elsewhere
  std::optional<Duration> timeout;  // how long the gateway waited before it gave an attempt up
  bool met_fault = false;
  Hint hint = Hint::none;
  Upstream upstream = Upstream::ended_first;
  Duration stopped_after{};  // stopped: how long after the client

  /// The client gave up first.
  bool hang() const { return outcome == record::Outcome::timeout; }
  /// Broken, and handed on as if it were whole: a stream without its end, a body that is none.
  bool silently_broken() const {
    return outcome == record::Outcome::truncated_stream || outcome == record::Outcome::bad_payload;
  }
};

/// Of the request with that ordinal in the only experiment of a trial; nothing when it has no
/// record.
std::optional<Measurement> measure_request(const RunFacts& facts, const RunRecords& records,
                                           std::uint32_t ordinal = 0);

}  // namespace gameday::verdict
