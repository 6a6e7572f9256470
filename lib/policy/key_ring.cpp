#include "policy/key_ring.hpp"

#include <algorithm>
#include <utility>

namespace gameday::policy {

namespace {

bool lists(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

KeyRing::KeyRing(std::vector<KeyOptions> keys) {
  for (KeyOptions& key : keys) {
    State state;
    state.options = std::move(key);
    keys_.push_back(std::move(state));
  }
}

bool KeyRing::alive(const State& key, std::string_view model) {
  const auto& models = key.options.models;
  const bool serves = models.empty() || lists(models, "*") || lists(models, model);
  return serves && !key.benched && !lists(key.benched_models, model);
}

bool KeyRing::usable(std::uint16_t key, std::string_view model, TimePoint now) const {
  return key < keys_.size() && alive(keys_[key], model) && keys_[key].parked_until <= now;
}

std::optional<std::uint16_t> KeyRing::pick(std::string_view model, TimePoint now,
                                           const Allowed& allowed) {
  std::optional<std::uint16_t> best;
  std::int64_t total = 0;
  for (std::uint16_t key = 0; key < keys_.size(); ++key) {
    if (!usable(key, model, now) || (allowed && !allowed(key))) {
      continue;
    }
    State& state = keys_[key];
    state.turn += state.options.weight;
    total += state.options.weight;
    if (!best || state.turn > keys_[*best].turn) {
      best = key;
    }
  }
  if (best) {
    keys_[*best].turn -= total;
  }
  return best;
}

std::optional<Duration> KeyRing::soonest(std::string_view model, TimePoint now) const {
  std::optional<Duration> wait;
  for (const State& key : keys_) {
    if (alive(key, model)) {
      const Duration left = std::max(Duration::zero(), Duration(key.parked_until - now));
      wait = wait ? std::min(*wait, left) : left;
    }
  }
  return wait;
}

void KeyRing::park(State& key, std::optional<Duration> hint, TimePoint now) {
  if (hint) {
    key.parked_until = std::max(key.parked_until, later(now, *hint));
    return;
  }
  if (key.parked_until > now) {
    return;  // a late answer to a request sent before the key was parked: no news
  }
  key.parked_until = later(now, key.next_park);
  key.next_park = std::min(key.next_park * 2, park_most);
}

void KeyRing::failed(std::uint16_t key, std::string_view model, KeyEffect effect,
                     const Failure& failure, TimePoint now) {
  State& state = keys_[key];
  switch (effect) {
    case KeyEffect::none:
      return;
    case KeyEffect::park:
      park(state, failure.retry_after, now);
      return;
    case KeyEffect::bench:
      state.benched = true;
      break;
    case KeyEffect::bench_model:
      if (!lists(state.benched_models, model)) {
        state.benched_models.emplace_back(model);
      }
      break;
  }
  why_benched_ = failure;
}

void KeyRing::worked(std::uint16_t key) {
  keys_[key].next_park = park_least;
}

}  // namespace gameday::policy
