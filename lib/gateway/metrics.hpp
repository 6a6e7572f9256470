#pragma once
// Plain integers while requests run; metrics_text.hpp makes Prometheus' text of them when somebody
// asks. Names are kept here, for a series outlives the config that began it. Single thread.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "gateway/buckets.hpp"
#include "gateway/options.hpp"
#include "policy/trail.hpp"

namespace gameday::gateway {

/// How a client's request ended; each ends once.
enum class Ended : std::uint8_t {
  ok,
  bad_request,
  client_gone,
  failed,
  broken,        // after the first content of a stream
  unauthorized,  // no token of ours
  shutting_down  // came while the gateway was being stopped, or was cut off by it
};

/// One request from its head to its end.
struct Told {
  explicit Told(TimePoint now, Operation what = Operation::chat)
      : operation(what), arrived(now), ended(now) {}
  Operation operation;
  TimePoint arrived;
  TimePoint ended;
  Ended how = Ended::failed;
  policy::FailureKind why = policy::FailureKind::internal;  // counts when it failed or broke
  bool stream = false;
  std::optional<TimePoint> first_token;  // of a stream
  std::optional<std::uint16_t> target;   // that answered last, or speaks for the failure
  std::optional<std::uint16_t> began;    // whose first token that was: before a restart, another's
  /// Of the answer to the client, set before it is written: beside client_gone, it may be that
  /// nothing went out. 0: there was none.
  int status = 0;
};

/// `ok`, `headers_timeout`, `broken_reset` …
std::string outcome_text(Ended how, policy::FailureKind why);

class Metrics {
 public:
  using Outcome = std::pair<Ended, policy::FailureKind>;
  /// Provider, key alias, result: a status below 1000, above it a FailureKind, `stale` at the end.
  using AttemptKey = std::tuple<std::string, std::string, int>;
  /// What for, provider, model, result: 200 for each 2xx.
  using TryKey = std::tuple<Operation, std::string, std::string, int>;
  /// What for, provider, model (both empty: no target was chosen), streamed, outcome.
  using RequestKey = std::tuple<Operation, std::string, std::string, bool, Outcome>;
  struct Attempts {
    std::uint64_t count = 0;
    Duration time{};
  };
  struct Counts {
    std::map<Outcome, std::uint64_t> requests;
    std::map<AttemptKey, Attempts, std::less<>> attempts;
    std::map<TryKey, Durations, std::less<>> tries;
    std::map<RequestKey, Durations, std::less<>> durations;
    std::map<RequestKey, FirstTokens, std::less<>> first_tokens;
    Durations failover;
    std::uint64_t retries = 0;    // the same key again
    std::uint64_t rotations = 0;  // another key of the same target
    std::uint64_t failovers = 0;  // another target
    std::uint64_t in_flight = 0;
  };

  void started() { ++counts_.in_flight; }
  /// Of each that was started, once. `chain` is the one that the trail's targets stand in.
  void ended(const Told& told, const policy::Trail& trail, const std::vector<Target>& chain);

  const Counts& counts() const { return counts_; }

 private:
  void count_tries(Operation operation, const policy::Trail& trail,
                   const std::vector<Target>& chain);
  void count_moves(const policy::Trail& trail);

  Counts counts_;
};

/// Of an attempt's key: it gave an answer.
constexpr bool is_answer(int result) {
  return result >= 200 && result <= 299;
}
/// `429`, `headers_timeout`, `stale`.
std::string result_text(int result);
int result_of(const policy::TrailEntry& entry);

/// The target that began an answer last: not one that lost a hedge. Nothing: none began.
std::optional<std::uint16_t> last_answered(const policy::Trail& trail);

/// From the start of the first attempt to that of the first one on another target; nothing: there
/// was none. What a breaker refused began all the same, but is no attempt elsewhere; nor is a
/// hedge, for the first target has not been left.
std::optional<Duration> failover_time(const policy::Trail& trail);

}  // namespace gameday::gateway
