#include "gateway/lint/worst_case.hpp"

#include <algorithm>

#include "gateway/lint/leg.hpp"
#include "gateway/lint/longest.hpp"
#include "gateway/lint/words.hpp"

namespace gameday::gateway::lint {
namespace {

Course course_of(const Options& options, const std::vector<Leg>& legs, const Situation& situation) {
  const Longest way = longest(legs, options.deadline);
  Course course;
  course.time = way.time;
  course.cut = way.cut;
  course.attempts = most_tries(legs, options.deadline);
  course.replays = situation.what == FailureClass::reset_before ? course.attempts : 0;
  course.words = words_of(options, legs, way);
  return course;
}

/// A drip may also be so slow that it is silence: before the first content of a stream until one
/// begins, which any target may be; in a unary body each time, so that more tries fit in.
std::vector<std::vector<Leg>> ways_of(const Options& options, const Situation& situation) {
  std::vector<std::vector<Leg>> ways{legs_of(options, situation)};
  if (situation.what != FailureClass::slow_drip) {
    return ways;
  }
  const bool streamed = situation.shape == Shape::streamed;
  const auto begins_at = [&](const Leg& leg) {
    const Timeouts& timeouts = provider_of(options, leg.target).timeouts;
    return !situation.gap || *situation.gap < (streamed ? timeouts.first_token : timeouts.idle);
  };
  if (!begins_at(ways.front().front())) {
    ways.clear();
  }
  Situation late = situation;
  late.what = streamed ? FailureClass::silent_after_headers : FailureClass::stall;
  const std::vector<Leg> silent = legs_of(options, late);
  for (std::size_t begins = 1; streamed && begins < silent.size(); ++begins) {
    std::vector<Leg> way(silent.begin(), silent.begin() + static_cast<std::ptrdiff_t>(begins));
    if (!begins_at(silent[begins])) {
      continue;
    }
    Leg drip = silent[begins];
    drip.each = try_limit(provider_of(options, drip.target).timeouts, situation.shape);
    way.push_back(std::move(drip));
    ways.push_back(std::move(way));
  }
  ways.push_back(silent);
  return ways;
}

Course worse(Course left, const Course& right) {
  const std::uint32_t attempts = std::max(left.attempts, right.attempts);
  Course worst = left.words.empty() || right.time > left.time ? right : std::move(left);
  worst.attempts = attempts;
  return worst;
}

/// The first target on another provider, or the end of the chain.
std::size_t refuge(const Options& options) {
  std::size_t place = 0;
  while (place < options.chain.size() &&
         options.chain[place].provider == options.chain.front().provider) {
    ++place;
  }
  return place;
}

/// Only the first provider fails: what its legs come to, then one good try.
void add_primary(const Options& options, std::vector<Leg> legs, const Situation& situation,
                 WorstCase& worst) {
  const std::size_t rescue = refuge(options);
  if (legs.size() > rescue) {
    legs.erase(legs.begin() + static_cast<std::ptrdiff_t>(rescue), legs.end());
  } else if (legs.back().ends || rescue == options.chain.size()) {
    worst.primary = worse(worst.primary, course_of(options, legs, situation));
    return;
  }
  Course course = course_of(options, legs, situation);
  Leg good;
  good.target = rescue;
  legs.push_back(good);
  course.attempts = most_tries(legs, options.deadline);
  if (!course.cut) {
    course.words += rescued(options, rescue);
    worst.failover = std::max(worst.failover.value_or(Duration::zero()), course.time);
  }
  worst.primary = worse(worst.primary, course);
}

}  // namespace

WorstCase worst_case(const Options& options, const Situation& situation) {
  WorstCase worst;
  for (const std::vector<Leg>& legs : ways_of(options, situation)) {
    worst.outage = worse(worst.outage, course_of(options, legs, situation));
    add_primary(options, legs, situation, worst);
    const auto waits = static_cast<std::uint32_t>(legs.front().waits.size());
    worst.retries = std::max(worst.retries, waits);
  }
  worst.in_band = after_content(situation.what, situation.shape);
  worst.failover_words = failover_words(worst);
  return worst;
}

WorstCase worst_case(const Options& options, FailureClass what, Shape shape) {
  Situation situation;
  situation.what = what;
  situation.shape = shape;
  return worst_case(options, situation);
}

Course worst_of_anything(const Options& options) {
  std::vector<Leg> legs = legs_of_anything(options);
  Course course = course_of(options, legs, Situation());
  for (Leg& leg : legs) {
    leg.each = Duration::zero();  // quick failures make the most tries, slow ones the longest wait
  }
  course.attempts = most_tries(legs, options.deadline);
  return course;
}

Patience patience_of(const Options& options, Shape shape) {
  const Timeouts& timeouts = provider_of(options, 0).timeouts;
  const bool streamed = shape == Shape::streamed;
  Patience patience;
  patience.whole = std::min(try_limit(timeouts, shape), options.deadline.value_or(forever));
  const auto within = [&](Duration limit) { return std::min(limit, patience.whole); };
  patience.head = within(streamed ? timeouts.headers : timeouts.unary_headers);
  patience.first_content = within(streamed ? timeouts.first_token : timeouts.idle);
  patience.gap = within(timeouts.idle);
  return patience;
}

}  // namespace gameday::gateway::lint
