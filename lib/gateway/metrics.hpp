#pragma once
// Plain integers while requests run; Prometheus' text only when somebody asks. Single thread.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "gateway/schema/unchecked.hpp"
#include "policy/circuit.hpp"
#include "policy/trail.hpp"

namespace gameday::gateway {

/// How a client's request ended.
enum class Ended : std::uint8_t {
  ok,
  bad_request,
  client_gone,
  failed,
  broken  // after the first content of a stream
};

/// One key's of one target, by names.
struct WatchedBreaker {
  std::string_view provider;
  std::string_view model;
  std::string_view key;
  const policy::Circuit* circuit = nullptr;
};

class Metrics {
 public:
  void started() { ++in_flight_; }
  void refused() { ++requests_[{Ended::bad_request, policy::FailureKind::internal}]; }
  /// `why` counts only when it failed or broke. The trail's names must outlive the metrics.
  void ended(Ended how, policy::FailureKind why, const policy::Trail& trail);

  /// What it points to outlives the metrics.
  void watch(const WatchedBreaker& breaker) { breakers_.push_back(breaker); }
  void watch(const schema::FormCounts& forms) { forms_ = &forms; }

  /// The text exposition format, 0.0.4.
  std::string text(TimePoint now) const;

 private:
  friend class Collected;
  /// Provider, key, result: a status below 1000, above it a FailureKind, `stale` at the end.
  using AttemptKey = std::tuple<std::string_view, std::string_view, int>;

  std::map<std::pair<Ended, policy::FailureKind>, std::uint64_t> requests_;
  std::map<AttemptKey, std::uint64_t> attempts_;
  std::vector<WatchedBreaker> breakers_;
  const schema::FormCounts* forms_ = nullptr;  // none: no answer is checked
  std::uint64_t retries_ = 0;                  // the same key again
  std::uint64_t rotations_ = 0;                // another key of the same target
  std::uint64_t failovers_ = 0;                // another target
  std::uint64_t in_flight_ = 0;
};

}  // namespace gameday::gateway
