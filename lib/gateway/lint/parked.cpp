#include "gateway/lint/parked.hpp"

#include <algorithm>

#include "policy/classify.hpp"

namespace gameday::gateway::lint {
namespace {

policy::KeyRing ring_of(const Provider& provider) {
  std::vector<policy::KeyOptions> keys;
  for (const Key& key : provider.keys) {
    keys.push_back({key.name, key.weight, key.models});
  }
  return policy::KeyRing(std::move(keys));
}

}  // namespace

void busy_waits(const policy::Failure& failure, const Retry& retry, bool last, Leg& leg) {
  const Duration longest = failure.retry_after.value_or(policy::park_most);
  const Duration shortest = failure.retry_after.value_or(policy::park_least);
  if (last) {
    leg.waits.assign(retry.max, {Duration::zero(), longest});
    return;
  }
  const Duration most = std::min(longest, retry.wait_max);
  if (shortest <= most * retry.max) {  // a key that has said no may be back before we leave
    leg.waits.assign(retry.max, {Duration::zero(), most});
  } else {
    leg.slack = most * std::min(retry.max, leg.first);  // a wait for a key that comes back, …
  }                                                     // … each of which says no only once
}

Parked::Parked(const Options& options) : options_(options) {
  for (const Provider& provider : options.providers) {
    rings_.emplace(provider.name, ring_of(provider));
  }
}

std::uint32_t Parked::round(policy::KeyRing& ring, const std::string& model,
                            const policy::Failure& failure, std::vector<bool>& tried,
                            Duration each) {
  std::uint32_t asked = 0;
  auto key = ring.pick(model, now_);
  while (key) {
    ++asked;
    tried[*key] = true;
    pass(each, each);
    ring.failed(*key, model, policy::KeyEffect::park, failure, now_);
    key = ring.pick(model, now_, [&](std::uint16_t other) { return !tried[other]; });
  }
  return asked;
}

void Parked::fresh(const policy::Failure& failure, const Retry& retry, bool last, Leg& leg) {
  const Target& target = options_.chain[leg.target];
  policy::KeyRing& ring = rings_.at(target.provider);
  std::vector<bool> tried(ring.size());
  asked_.insert(target.provider);
  leg.first = round(ring, target.model, failure, tried, leg.each);
  const TimePoint due = later(run_start, options_.deadline.value_or(forever));
  for (std::uint32_t number = 0; number < retry.max; ++number) {
    const auto wait = ring.soonest(target.model, now_);
    if (!wait || (*wait > retry.wait_max && !last) || later(now_, *wait) >= due) {
      return;
    }
    pass(*wait, *wait);
    leg.waits.push_back({*wait, *wait, round(ring, target.model, failure, tried, leg.each)});
  }
}

}  // namespace gameday::gateway::lint
