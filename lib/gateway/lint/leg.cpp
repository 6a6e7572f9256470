#include "gateway/lint/leg.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include "gateway/lint/parked.hpp"
#include "llm/error_words.hpp"
#include "policy/backoff.hpp"
#include "policy/classify.hpp"
#include "policy/describe.hpp"
#include "policy/key_ring.hpp"

namespace gameday::gateway::lint {
namespace {

using policy::Class;
using policy::KeyEffect;

bool serves(const Key& key, const std::string& model) {
  return key.models.empty() ||
         std::find(key.models.begin(), key.models.end(), model) != key.models.end();
}

Wait backoff_wait(const Retry& retry, std::uint32_t number) {
  const Duration most = policy::backoff_most(retry, number);
  switch (retry.jitter) {
    case Jitter::none:
      return {most, most};
    case Jitter::equal_20:
      return {most * 2 / 3, most};  // 80 % and 120 % of the same
    case Jitter::full:
      return {Duration::zero(), most};
  }
  return {most, most};
}

class LegMaker {
 public:
  LegMaker(const Options& options, const Situation& situation)
      : options_(options), situation_(situation), parked_(options) {
    if (!situation_.hint && situation_.what == FailureClass::rate_limited_hint) {
      situation_.hint = llm::retry_after_most;
    }
  }

  Leg make(std::size_t place) {
    const Provider& provider = provider_of(options_, place);
    last_ = place + 1 == options_.chain.size();
    Leg leg;
    leg.target = place;
    leg.each = try_time(provider.timeouts, situation_);
    if (serving_keys(options_, place) == 0) {
      leg.first = 0;
      return leg;
    }
    auto failure = failure_of(situation_.what, situation_.shape);
    if (!failure) {
      leg.ends = true;
      return leg;
    }
    const bool hints = provider.retry.retry_after == RetryAfter::honour;
    failure->retry_after = hints && failure->status >= 400 ? situation_.hint : std::nullopt;
    failure->used.target = static_cast<std::uint16_t>(place);
    const policy::Rules rules{provider.retry.on_timeout, provider.retry.on_rate_limit};
    follow(*failure, policy::classify(*failure, rules), provider.retry, leg);
    return leg;
  }

 private:
  void follow(const policy::Failure& failure, const policy::Verdict& verdict, const Retry& retry,
              Leg& leg) {
    switch (verdict.what) {
      case Class::next_key:
        next_key(failure, verdict, retry, leg);
        return;
      case Class::retry_same:
        back_off(failure, retry, leg);
        return;
      case Class::next_target:
        if (verdict.passing && last_) {
          back_off(failure, retry, leg);
        }
        return;
      case Class::give_to_caller:
        leg.ends = true;
        return;
      case Class::ok:
      case Class::cancelled:
        return;
    }
  }

  void next_key(const policy::Failure& failure, const policy::Verdict& verdict, const Retry& retry,
                Leg& leg) {
    if (verdict.key != KeyEffect::park) {
      leg.first = fresh_keys(leg.target, verdict.key);
    } else if (situation_.start == Start::fresh &&
               parked_.knows(options_.chain[leg.target].provider)) {
      parked_.fresh(failure, retry, last_, leg);
    } else {
      leg.first = serving_keys(options_, leg.target);
      busy_waits(failure, retry, last_, leg);
    }
  }

  void back_off(const policy::Failure& failure, const Retry& retry, Leg& leg) {
    const bool naive = retry.on_rate_limit && failure.status == 429;
    const auto hint = naive ? std::nullopt : failure.retry_after;
    if (hint && *hint > retry.wait_max && !last_) {
      return;
    }
    for (std::uint32_t number = 0; number < retry.max; ++number) {
      leg.waits.push_back(hint ? Wait{*hint, *hint} : backoff_wait(retry, number));
      parked_.pass(leg.waits.back().least, leg.waits.back().most);
    }
  }

  std::set<std::string> keys_of(std::size_t place) const {
    std::set<std::string> keys;
    for (const Key& key : provider_of(options_, place).keys) {
      if (serves(key, options_.chain[place].model)) {
        keys.insert(key.name);
      }
    }
    return keys;
  }

  /// Those that no earlier target of the same provider has lost on its way.
  std::uint32_t fresh_keys(std::size_t place, KeyEffect effect) {
    const Target& target = options_.chain[place];
    std::uint32_t count = 0;
    for (const std::string& key : keys_of(place)) {
      const std::string lost = effect == KeyEffect::bench ? "" : target.model;
      count += benched_.insert({target.provider, key, lost}).second ? 1 : 0;
    }
    return count;
  }

  const Options& options_;
  Situation situation_;
  Parked parked_;
  bool last_ = false;
  std::set<std::tuple<std::string, std::string, std::string>> benched_;
};

/// Each try may have to wait for a slot first.
void add_queue(const Provider& provider, Leg& leg) {
  if (!provider.concurrency || provider.concurrency->queue == 0) {
    return;
  }
  std::uint64_t tries = leg.first;
  for (const Wait& wait : leg.waits) {
    tries += wait.tries;
  }
  leg.slack = policy::plus(leg.slack, policy::times(provider.concurrency->queue_time, tries));
}

}  // namespace

std::uint32_t serving_keys(const Options& options, std::size_t place) {
  const auto& keys = provider_of(options, place).keys;
  return static_cast<std::uint32_t>(std::count_if(keys.begin(), keys.end(), [&](const Key& key) {
    return serves(key, options.chain[place].model);
  }));
}

const Provider& provider_of(const Options& options, std::size_t target) {
  return gateway::provider_of(options.providers, options.chain[target]);
}

Duration try_limit(const Timeouts& timeouts, Shape shape) {
  return shape == Shape::streamed ? timeouts.attempt
                                  : timeouts.unary_attempt.value_or(timeouts.attempt);
}

Duration try_time(const Timeouts& timeouts, const Situation& situation) {
  const bool streamed = situation.shape == Shape::streamed;
  const auto after = [&](Duration silence) { return policy::plus(situation.pace, silence); };
  Duration time = situation.pace;
  switch (situation.what) {
    case FailureClass::silent_headers:
      time = streamed ? timeouts.headers : timeouts.unary_headers;
      break;
    case FailureClass::black_hole:
      time = timeouts.connect;
      break;
    case FailureClass::silent_after_headers:
      time = after(streamed ? timeouts.first_token : timeouts.idle);
      break;
    case FailureClass::stall:
      time = after(timeouts.idle);
      break;
    case FailureClass::slow_drip:
      time = forever;
      break;
    default:
      break;
  }
  return std::min(time, try_limit(timeouts, situation.shape));
}

std::vector<Leg> legs_of(const Options& options, const Situation& situation) {
  LegMaker maker(options, situation);
  std::vector<Leg> legs;
  for (std::size_t place = 0; place < options.chain.size(); ++place) {
    legs.push_back(maker.make(place));
    if (situation.start == Start::busy) {
      add_queue(provider_of(options, place), legs.back());
    }
    if (legs.back().ends) {
      break;
    }
  }
  return legs;
}

std::vector<Leg> legs_of_anything(const Options& options) {
  std::vector<Leg> legs;
  for (std::size_t place = 0; place < options.chain.size(); ++place) {
    const Provider& provider = provider_of(options, place);
    const Retry& retry = provider.retry;
    // Whom a slow start has spared is asked where nobody else has answered, as a last target is.
    const bool last =
        place + 1 == options.chain.size() || (provider.breaker && provider.breaker->slow_start);
    // What may have to be waited for: a hint, or a key that others have made wait.
    const bool hints = retry.retry_after == RetryAfter::honour;
    const Duration known = hints                 ? llm::retry_after_most
                           : retry.on_rate_limit ? Duration::zero()
                                                 : policy::park_most;
    const Duration asked = last ? known : std::min(known, retry.wait_max);
    Leg leg;
    leg.target = place;
    leg.first = serving_keys(options, place);
    leg.each = std::max(try_limit(provider.timeouts, Shape::unary),
                        try_limit(provider.timeouts, Shape::streamed));
    for (std::uint32_t number = 0; leg.first > 0 && number < retry.max; ++number) {
      leg.waits.push_back({Duration::zero(), std::max(policy::backoff_most(retry, number), asked)});
    }
    add_queue(provider, leg);
    legs.push_back(std::move(leg));
  }
  return legs;
}

}  // namespace gameday::gateway::lint
