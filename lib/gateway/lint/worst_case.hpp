#pragma once
// What a config promises at worst, computed without sending anything: time and tries of one request
// for each way a provider fails. It follows the same tables that the gateway obeys: classify(),
// backoff_most(), the key ring.
//
// Assumed: every target can be asked this request, and a fallback that is well answers at once. A
// provider's own pace before a fault bites is not in the numbers unless `pace` says it. Network
// and processing time are not in them either.

#include <cstdint>
#include <optional>
#include <string>

#include "gateway/lint/failure_class.hpp"
#include "gateway/options.hpp"

namespace gameday::gateway::lint {

/// fresh: nobody has asked before. busy: others have, so that keys may already wait for their rate
/// limit, and calls for a slot; its numbers are never below those of fresh.
enum class Start : std::uint8_t { fresh, busy };

struct Situation {
  FailureClass what = FailureClass::healthy;
  Shape shape = Shape::unary;
  Start start = Start::busy;
  /// The Retry-After beside an error status. rate_limited_hint without one: the longest that is
  /// believed, an hour.
  std::optional<Duration> hint;
  Duration pace{};              // how long each try goes well before the fault bites
  std::optional<Duration> gap;  // slow_drip: between two events; none: whatever is worst
};

struct Course {
  Duration time{};  // until the client has its answer or its error
  std::uint32_t attempts = 0;
  /// Connections found dead before a byte came are replaced, once a try and free of charge: a
  /// provider may see so many more. Only reset_before.
  std::uint32_t replays = 0;
  bool cut = false;   // by the deadline
  std::string words;  // `openai 4 s, then anthropic 4 s = 8 s; the deadline cuts at 10 s`
};

struct WorstCase {
  Course outage;   // every target fails like this
  Course primary;  // only the first one's provider does
  /// Until the first try on another provider; none: there is none. The most, deadline permitting.
  std::optional<Duration> failover;
  std::string failover_words;  // `at once`, `1 retry`, `4 s`, `never`
  std::uint32_t retries = 0;   // on the first target, after waits
  bool in_band = false;        // the client hears of it inside the stream that it already has
};

WorstCase worst_case(const Options& options, const Situation& situation);
WorstCase worst_case(const Options& options, FailureClass what, Shape shape);

/// Any try fails in any way, as late as its own limit allows: no request takes longer or makes more
/// tries than this.
Course worst_of_anything(const Options& options);

/// How slow the first target may be and still count as well: silences that stay below these make
/// neither retry nor fallback.
struct Patience {
  Duration head{};           // from the request to the head
  Duration first_content{};  // streamed: from the head to the first content
  Duration gap{};            // between two reads of a body, or two events
  Duration whole{};          // of the answer: the try's limit or the deadline
};
Patience patience_of(const Options& options, Shape shape);

}  // namespace gameday::gateway::lint
