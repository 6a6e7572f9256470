#pragma once
// What befell the replicas of a gateway, and whom that hit: the requests that a replica had in hand
// when it was killed, or at any time while it was paused. Which replica had a request is what the
// balancer saw (RequestRecord::replica). Whoever failed without having been hit is one of the
// others: killing a replica should cost nobody but those in flight on it.

#include "verdict/facts.hpp"

namespace gameday::verdict {

/// One kill, restart or pause of a replica that ran until then.
struct Blow {
  record::Event::Kind what = record::Event::Kind::replica_killed;
  std::uint16_t experiment = 0;
  std::uint16_t arm = 0;
  std::uint16_t replica = 0;
  TimePoint from{};
  TimePoint until{};            // paused: when it went on, or was killed; else the same instant
  std::uint64_t in_flight = 0;  // requests that it hit
  std::uint64_t failed = 0;     // … of those
};

class Blows {
 public:
  Blows(const RunFacts& facts, const RunRecords& records);

  /// Counts the request where it was hit, and says whether it was.
  bool note(const record::RequestRecord& request);
  const std::vector<Blow>& list() const { return list_; }

 private:
  const RunFacts& facts_;
  std::vector<Blow> list_;
};

}  // namespace gameday::verdict
