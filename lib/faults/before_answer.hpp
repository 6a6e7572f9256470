#pragma once
// What a deed does between the request's last byte and the answer's source: delay.headers, then
// stalls and an end `before: headers`. Nothing is spent upstream meanwhile. No clock, no socket.

#include <vector>

#include "faults/step.hpp"
#include "faults/waits.hpp"

namespace gameday::faults {

/// Whether anything happens then, or instead of asking the provider: the request has been read.
bool acts_before_answer(const Deed& deed);

class BeforeAnswer {
 public:
  BeforeAnswer(const Deed& deed, const Waits& waits);

  /// wait, end, or over: on to the source.
  Step next(TimePoint now);
  /// Waits are over and no end comes.
  void heal();
  /// At least one effect has happened: `before headers`.
  bool acted() const { return acted_; }

 private:
  std::vector<Duration> waits_;  // those to come
  std::optional<TimePoint> until_;
  std::optional<Cut::How> end_;
  bool acted_ = false;
};

}  // namespace gameday::faults
