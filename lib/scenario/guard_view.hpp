#pragma once
// What one guard (its check: verdict::watchable) sees of one arm: the requests that ended within
// its last `for`, and whether its check holds over them. Pure; time comes in. Each step costs the
// same however long the view is: a percentile stands above its limit when enough samples do, so
// counting replaces sorting.

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "record/records.hpp"
#include "scenario/options.hpp"

namespace gameday::scenario {

class GuardView {
 public:
  /// The guard outlives it.
  GuardView(const Guard& guard, std::uint16_t arm, std::optional<Duration> slo_answer);

  std::uint16_t arm() const { return arm_; }
  /// In the order they ended.
  void see(const record::RequestRecord& record);
  bool trips(TimePoint now);
  /// `failed > 80% over 20s: 92% of 160 requests`
  std::string words() const;
  void clear();

 private:
  struct Sample {
    TimePoint ended;
    double value;  // seconds; for counts and shares, 1 for a hit, else 0
  };
  void forget_before(TimePoint oldest);
  void count(const Sample& sample, int by);
  bool is_time() const { return guard_.check.kind == verdict::Expectation::Kind::duration; }
  double observed() const;
  double at_rank(std::size_t rank) const;
  std::size_t rank() const;

  const Guard& guard_;
  std::uint16_t arm_;
  std::optional<Duration> slo_answer_;
  std::deque<Sample> samples_;
  std::size_t hits_ = 0;     // counts and shares
  std::size_t below_ = 0;    // times below the limit …
  std::size_t at_most_ = 0;  // … and those at it as well
};

}  // namespace gameday::scenario
