#pragma once
// An experiment cut into bins of time, none of which straddles an edge of the fault window.

#include <cstddef>
#include <vector>

#include "report/chart/samples.hpp"

namespace gameday::report::chart {

struct Bin {
  Duration from{};  // from fault on
  Duration to{};
  Duration length() const { return to - from; }
};

/// 1, 2, 5, 10, 30 and 60 s, then the same in minutes and so on: the first that is at least so
/// long.
Duration bin_step(Duration least);

/// Outcomes: the smallest step whose bars are at least 4 units wide.
Duration outcome_step(const verdict::ExperimentFacts& experiment, double width);
/// Latency: the smallest that also holds 20 requests, at so many per second.
Duration latency_step(const verdict::ExperimentFacts& experiment, double width, double rate);

class Bins {
 public:
  /// What is left over of a window is a shorter bin, away from the fault; `whole`: one of less than
  /// half a step joins its neighbour instead.
  Bins(const verdict::ExperimentFacts& experiment, Duration step, bool whole);

  std::size_t size() const { return bins_.size(); }
  const Bin& at(std::size_t index) const { return bins_.at(index); }
  std::size_t of(const Sample& sample) const;
  /// The bins of a window are [first, last).
  std::size_t first(record::Window window) const { return first_.at(index(window)); }
  std::size_t last(record::Window window) const { return first_.at(index(window) + 1); }

 private:
  static std::size_t index(record::Window window) { return static_cast<std::size_t>(window); }
  std::vector<Bin> bins_;
  std::array<std::size_t, 4> first_{};
};

}  // namespace gameday::report::chart
