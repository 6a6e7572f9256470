#include "scenario/guard_view.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "stats/quantile.hpp"

namespace gameday::scenario {
namespace {

using record::Outcome;
using verdict::Comparison;
using verdict::Expectation;
using verdict::Metric;

bool is_outcome_time(Metric metric) {
  return metric == Metric::outcome_quantile || metric == Metric::outcome_min ||
         metric == Metric::outcome_max;
}

}  // namespace

GuardView::GuardView(const Guard& guard, std::uint16_t arm, std::optional<Duration> slo_answer)
    : guard_(guard), arm_(arm), slo_answer_(slo_answer) {}

void GuardView::see(const record::RequestRecord& record) {
  const Duration took = record.ended - record.intended;
  const bool ok = record.outcome == Outcome::ok;
  Sample sample{record.ended, 0};
  if (guard_.check.metric == Metric::failed) {
    sample.value = record::is_failure(record.outcome) ? 1 : 0;
  } else if (guard_.check.metric == Metric::good) {
    sample.value = ok && took <= slo_answer_.value_or(forever) ? 1 : 0;
  } else if (ok || is_outcome_time(guard_.check.metric)) {
    sample.value = to_seconds(took);
  } else {
    sample.value = std::numeric_limits<double>::infinity();  // never
  }
  samples_.push_back(sample);
  count(sample, +1);
  forget_before(record.ended - guard_.window);
}

void GuardView::count(const Sample& sample, int by) {
  const auto add = [by](std::size_t& counter, bool counts) {
    counter += counts ? static_cast<std::size_t>(by) : 0;  // unsigned, so -1 takes one off
  };
  add(hits_, !is_time() && sample.value > 0);
  add(below_, is_time() && sample.value < guard_.check.value);
  add(at_most_, is_time() && sample.value <= guard_.check.value);
}

void GuardView::forget_before(TimePoint oldest) {
  while (!samples_.empty() && samples_.front().ended <= oldest) {
    count(samples_.front(), -1);
    samples_.pop_front();
  }
}

void GuardView::clear() {
  samples_.clear();
  hits_ = below_ = at_most_ = 0;
}

/// The sample that a minimum, maximum or percentile names, 0-based.
std::size_t GuardView::rank() const {
  switch (guard_.check.metric) {
    case Metric::answer_min:
    case Metric::outcome_min:
      return 0;
    case Metric::answer_max:
    case Metric::outcome_max:
      return samples_.size() - 1;
    default:
      return stats::nearest_rank(samples_.size(), guard_.check.quantile);
  }
}

bool GuardView::trips(TimePoint now) {
  forget_before(now - guard_.window);
  if (samples_.size() < guard_.min_requests || samples_.empty()) {
    return false;
  }
  if (!is_time()) {
    return verdict::holds(guard_.check.comparison, observed(), guard_.check.value);
  }
  // On which side of the limit the named sample stands, as a number that compares with 0 alike.
  const double side = rank() < below_ ? -1 : rank() < at_most_ ? 0 : 1;
  return verdict::holds(guard_.check.comparison, side, 0);
}

double GuardView::observed() const {
  const auto hits = static_cast<double>(hits_);
  const bool share = guard_.check.kind == Expectation::Kind::share;
  return share ? hits / static_cast<double>(samples_.size()) : hits;
}

double GuardView::at_rank(std::size_t rank) const {
  std::vector<double> values;
  for (const Sample& sample : samples_) {
    values.push_back(sample.value);
  }
  const auto named = values.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(values.begin(), named, values.end());
  return *named;
}

std::string GuardView::words() const {
  const std::size_t n = samples_.size();
  const std::string head =
      fmt::format("{} over {}: ", guard_.check.text, gameday::to_text(guard_.window));
  if (guard_.check.kind == Expectation::Kind::share) {
    return head + fmt::format("{:.3g}% of {} requests", 100 * observed(), n);
  }
  if (guard_.check.kind == Expectation::Kind::count) {
    return head + fmt::format("{} of {} requests", hits_, n);
  }
  const double seconds = at_rank(rank());
  return head + (std::isinf(seconds) ? fmt::format("never, of {} requests", n)
                                     : fmt::format("{:.1f} s, of {} requests", seconds, n));
}

}  // namespace gameday::scenario
