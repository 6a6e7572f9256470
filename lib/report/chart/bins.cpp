#include "report/chart/bins.hpp"

#include <algorithm>
#include <cmath>

namespace gameday::report::chart {
namespace {

using record::Window;

constexpr double least_bar = 4;        // units; a gap of one is taken from it
constexpr double least_requests = 20;  // fewer carry no percentile

Duration whole_time(const verdict::ExperimentFacts& experiment) {
  return experiment.baseline + experiment.fault + experiment.recovery;
}

Duration from_seconds(double seconds) {
  constexpr double longest = 1e9;  // 30 years; more would not fit
  return Duration(std::llround(std::min(seconds, longest) * 1e9));
}

// Ascending from `from`; the shorter one is the last.
std::vector<Bin> cut(Duration from, Duration to, Duration step, bool whole) {
  std::vector<Bin> bins;
  for (Duration at = from; at < to; at += step) {
    bins.push_back({at, std::min(at + step, to)});
  }
  if (whole && bins.size() > 1 && bins.back().length() * 2 < step) {
    bins.pop_back();
    bins.back().to = to;
  }
  return bins;
}

}  // namespace

Duration bin_step(Duration least) {
  for (const Duration unit : {Duration(1s), Duration(60s), Duration(1h)}) {
    for (const int number : {1, 2, 5, 10, 30}) {
      if (unit * number >= least) {
        return unit * number;
      }
    }
  }
  Duration step = 60h;
  while (step < least) {
    step *= 2;
  }
  return step;
}

Duration outcome_step(const verdict::ExperimentFacts& experiment, double width) {
  return bin_step(from_seconds(to_seconds(whole_time(experiment)) * least_bar / width));
}

Duration latency_step(const verdict::ExperimentFacts& experiment, double width, double rate) {
  constexpr double least_rate = 1e-6;  // one in eleven days
  const double needed = least_requests / std::max(rate, least_rate);
  return std::max(outcome_step(experiment, width), bin_step(from_seconds(needed)));
}

Bins::Bins(const verdict::ExperimentFacts& experiment, Duration step, bool whole) {
  // The baseline is cut backwards from the fault, so that its shorter bin is the first of all.
  std::vector<Bin> before = cut(Duration::zero(), experiment.baseline, step, whole);
  std::ranges::reverse(before);
  for (const Bin& bin : before) {
    bins_.push_back({-bin.to, -bin.from});
  }
  first_[1] = bins_.size();
  std::ranges::copy(cut(Duration::zero(), experiment.fault, step, whole),
                    std::back_inserter(bins_));
  first_[2] = bins_.size();
  const Duration end = experiment.fault + experiment.recovery;
  std::ranges::copy(cut(experiment.fault, end, step, whole), std::back_inserter(bins_));
  first_[3] = bins_.size();
}

std::size_t Bins::of(const Sample& sample) const {
  std::size_t low = first(sample.window);
  const std::size_t high = last(sample.window);
  if (low == high) {  // its window has no length: the nearest bin
    return std::min(low, bins_.size() - 1);
  }
  const auto begin = bins_.begin();
  const auto found = std::upper_bound(begin + static_cast<std::ptrdiff_t>(low) + 1,
                                      begin + static_cast<std::ptrdiff_t>(high), sample.due,
                                      [](Duration due, const Bin& bin) { return due < bin.from; });
  return static_cast<std::size_t>(found - begin) - 1;
}

}  // namespace gameday::report::chart
