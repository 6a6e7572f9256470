#pragma once
// Watches records pass by and adds the events a reader looks for first: an arm's first failed
// request and its first call to anyone but its primary, in each fault window.
//
// Shared by the threads of a real game day, hence the lock; a virtual one never waits for it.

#include <mutex>
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
  bool is_first(const Key& key);

  const Scenario& scenario_;
  record::Sink& next_;
  std::mutex mutex_;
  std::set<Key> seen_;  // under mutex_
};

}  // namespace gameday::scenario
