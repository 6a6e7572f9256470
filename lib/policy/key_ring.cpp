#include "policy/key_ring.hpp"

#include <algorithm>
#include <utility>

namespace gameday::policy {

namespace {

bool lists(const std::vector<std::string>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

const char* to_text(KeyState state) {
  switch (state) {
    case KeyState::usable:
      return "usable";
    case KeyState::parked:
      return "parked";
    case KeyState::benched:
      return "benched";
    case KeyState::unfit:
      return "unfit";
  }
  return "unfit";
}

KeyRing::KeyRing(std::vector<KeyOptions> keys) {
  for (KeyOptions& key : keys) {
    State state;
    state.options = std::move(key);
    keys_.push_back(std::move(state));
  }
}

bool KeyRing::serves(const State& key, std::string_view model) {
  const auto& models = key.options.models;
  return models.empty() || lists(models, "*") || lists(models, model);
}

bool KeyRing::benched(const State& key, std::string_view model) {
  return std::any_of(key.benches.begin(), key.benches.end(),
                     [&](const Bench& bench) { return bench.holds(model); });
}

bool KeyRing::alive(const State& key, std::string_view model) {
  return serves(key, model) && !benched(key, model);
}

bool KeyRing::may_try(const State& key, std::string_view model, TimePoint now) {
  const bool over = std::all_of(key.benches.begin(), key.benches.end(), [&](const Bench& bench) {
    return !bench.holds(model) || bench.until <= now;
  });
  return serves(key, model) && over && key.parked_until <= now;
}

bool KeyRing::usable(std::uint16_t key, std::string_view model, TimePoint now) const {
  return key < keys_.size() && alive(keys_[key], model) && keys_[key].parked_until <= now;
}

KeyState KeyRing::state(std::uint16_t key, std::string_view model, TimePoint now) const {
  const State& one = keys_[key];
  if (!serves(one, model)) {
    return KeyState::unfit;
  }
  if (benched(one, model)) {
    return KeyState::benched;
  }
  return one.parked_until > now ? KeyState::parked : KeyState::usable;
}

Duration KeyRing::back_in(std::uint16_t key, std::string_view model, TimePoint now) const {
  const State& one = keys_[key];
  if (!serves(one, model)) {
    return forever;
  }
  TimePoint until = one.parked_until;
  for (const Bench& bench : one.benches) {
    until = bench.holds(model) ? std::max(until, bench.until) : until;
  }
  return std::max(Duration::zero(), Duration(until - now));
}

std::optional<std::uint16_t> KeyRing::pick(std::string_view model, TimePoint now,
                                           const Allowed& allowed) {
  std::optional<std::uint16_t> best;
  std::int64_t total = 0;
  for (std::uint16_t key = 0; key < keys_.size(); ++key) {
    State& state = keys_[key];
    if (!may_try(state, model, now) || (allowed && !allowed(key))) {
      continue;
    }
    state.turn += state.options.weight;
    total += state.options.weight;
    if (!best || state.turn > keys_[*best].turn) {
      best = key;
    }
  }
  if (best) {
    State& chosen = keys_[*best];
    chosen.turn -= total;
    for (Bench& bench : chosen.benches) {  // the next probe is a bench later
      bench.until = bench.holds(model) ? later(now, bench_time) : bench.until;
    }
  }
  return best;
}

void KeyRing::gave_back(std::uint16_t key, std::string_view model, TimePoint since, TimePoint now) {
  for (Bench& bench : keys_[key].benches) {
    const bool was_probed = bench.holds(model) && bench.since < since;  // not benched meanwhile
    bench.until = was_probed ? now : bench.until;
  }
}

std::optional<Duration> KeyRing::soonest(std::string_view model, TimePoint now,
                                         const Allowed& allowed) const {
  std::optional<Duration> wait;
  for (std::uint16_t place = 0; place < keys_.size(); ++place) {
    const State& key = keys_[place];
    if (alive(key, model) && (!allowed || allowed(place))) {
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

void KeyRing::bench(State& key, std::string_view model, TimePoint now) {
  const auto same = std::find_if(key.benches.begin(), key.benches.end(),
                                 [&](const Bench& bench) { return bench.model == model; });
  Bench& one = same == key.benches.end() ? key.benches.emplace_back() : *same;
  one.model = model;
  one.since = now;
  one.until = later(now, bench_time);
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
      bench(state, {}, now);
      break;
    case KeyEffect::bench_model:
      bench(state, model, now);
      break;
  }
  why_benched_ = failure;
}

void KeyRing::worked(std::uint16_t key, std::string_view model, TimePoint since) {
  State& state = keys_[key];
  state.next_park = park_least;
  std::erase_if(state.benches, [&](const Bench& bench) {
    return bench.holds(model) && bench.since < since;  // an older stream's end proves nothing
  });
}

}  // namespace gameday::policy
