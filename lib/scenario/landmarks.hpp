#pragma once
// Watches records pass by and adds the events a reader looks for first: an arm's first failed
// request and its first call to anyone but its primary, in each fault window; and, for an arm that
// had either, when it was well again, as verdict/recovery.hpp says it. What is due in those 5 s may
// fail much later, so that one is told right before the experiment's end: later in the journal than
// its time.
//
// Shared by the threads of a real game day, hence the lock; a virtual one never waits for it.

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
  /// `next` gets everything, a first one right after the record that made it; it outlives this.
  Landmarks(const Scenario& scenario, record::Sink& next);

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event& event) noexcept override;

 private:
  using Key = std::tuple<std::uint16_t, std::uint16_t, record::Event::Kind>;
  bool is_first(const Key& key);
  bool elsewhere(const record::AttemptRecord& record) const;
  void tell_fallback(const record::AttemptRecord& record);
  template <class Record>
  void keep(const Record& record, std::vector<Record>& records);
  void follow(const record::Event& event);
  std::vector<record::Event> recoveries();

  const Scenario& scenario_;
  record::Sink& next_;
  std::mutex mutex_;  // of all below
  std::set<Key> seen_;
  std::uint16_t experiment_ = 0;     // whose fault window is over …
  std::optional<TimePoint> healed_;  // … since then
  Duration asked_{};                 // how long its recovery window was
  record::Records aftermath_;        // what ended in it
};

}  // namespace gameday::scenario
