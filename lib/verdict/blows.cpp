#include "verdict/blows.hpp"

#include <map>
#include <tuple>

namespace gameday::verdict {
namespace {

using Kind = record::Event::Kind;

enum class State : std::uint8_t { running, paused, dead };

State after(Kind kind) {
  return kind == Kind::replica_killed   ? State::dead
         : kind == Kind::replica_paused ? State::paused
                                        : State::running;
}

}  // namespace

Blows::Blows(const RunFacts& facts, const RunRecords& records) : facts_(facts) {
  struct Life {
    State state = State::running;
    std::size_t pause = 0;  // index of the one that goes on
  };
  std::map<std::tuple<std::uint16_t, std::uint16_t, std::uint16_t>, Life> lives;
  for (const record::Event& event : records.events) {
    if (!record::befalls_replica(event.kind) || !event.arm) {
      continue;
    }
    Life& life = lives[{event.experiment, *event.arm, event.replica}];
    if (life.state == State::paused) {
      list_[life.pause].until = event.at;
    }
    // Nobody is on a dead one, and who goes on hits nobody.
    if (life.state != State::dead && event.kind != Kind::replica_resumed) {
      const bool lasts = event.kind == Kind::replica_paused;
      life.pause = list_.size();
      list_.push_back({event.kind, event.experiment, *event.arm, event.replica, event.at,
                       lasts ? TimePoint::max() : event.at, 0, 0});
    }
    life.state = after(event.kind);
  }
}

bool Blows::note(const record::RequestRecord& request) {
  bool hit = false;
  for (Blow& blow : list_) {
    const bool on_it = request.replica == blow.replica ||
                       (request.replica == 0 && facts_.arms.at(blow.arm).replicas <= 1);
    if (on_it && request.experiment == blow.experiment && request.arm == blow.arm && request.sent &&
        *request.sent <= blow.until && blow.from < request.ended) {
      hit = true;
      ++blow.in_flight;
      blow.failed += record::is_failure(request.outcome) ? 1 : 0;
    }
  }
  return hit;
}

}  // namespace gameday::verdict
