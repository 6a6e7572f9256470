#pragma once
// Watches records pass by and adds the events a reader looks for first: an arm's first failed
// request and its first call to anyone but its primary, in each fault window; and, for an arm that
// had either, when it was well again: the start of the first 5 s after the fault window in which no
// request failed and nobody but the primary answered. That one is told once the 5 s have passed, so
// it stands later in the journal than its time.
//
// Shared by the threads of a real game day, hence the lock; a virtual one never waits for it.

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "record/sink.hpp"
#include "scenario/options.hpp"

namespace gameday::scenario {

class Landmarks final : public record::Sink {
 public:
  /// `next` gets everything, each landmark right after the record that made it; it outlives this.
  Landmarks(const Scenario& scenario, record::Sink& next);

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event& event) noexcept override;

 private:
  using Key = std::tuple<std::uint16_t, std::uint16_t, record::Event::Kind>;
  /// Of one arm after its fault window.
  struct Calm {
    TimePoint since;  // nothing bad from here on
    bool told = false;
  };
  bool is_first(const Key& key);
  bool elsewhere(const record::AttemptRecord& record) const;
  void tell_fallback(const record::AttemptRecord& record);
  void disturbed(std::uint16_t arm, std::uint16_t experiment, TimePoint at);
  std::optional<TimePoint> recovered(const record::RequestRecord& record);

  const Scenario& scenario_;
  record::Sink& next_;
  std::mutex mutex_;  // of all below
  std::set<Key> seen_;
  std::uint16_t experiment_ = 0;         // whose fault window is over …
  std::optional<TimePoint> fault_end_;   // … since then
  std::map<std::uint16_t, Calm> calms_;  // by arm
};

}  // namespace gameday::scenario
