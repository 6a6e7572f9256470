#include "policy/key_rotation.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "policy/describe.hpp"

namespace gameday::policy {

namespace {

std::optional<Duration> earlier(std::optional<Duration> one, std::optional<Duration> other) {
  return one && other ? std::min(one, other) : one ? one : other;
}

/// A key's streak of 429s ends when an answer has come back whole.
class KeyUse final : public Hold {
 public:
  /// `model` outlives it.
  KeyUse(KeyRing& ring, std::uint16_t key, std::string_view model, TimePoint since)
      : ring_(ring), key_(key), model_(model), since_(since) {}
  void ended(const Ending& ending) noexcept override {
    if (ending.complete) {
      ring_.worked(key_, model_, since_);
    }
  }

 private:
  KeyRing& ring_;
  std::uint16_t key_;
  std::string_view model_;
  TimePoint since_;
};

}  // namespace

/// Keys whose breakers were open, of one run.
class KeyRotation::Refusals {
 public:
  void add(std::uint16_t key, const Failure& failure) {
    keys_.push_back(key);
    const bool spared = failure.spared || soonest_.spared;
    if (keys_.size() == 1 || failure.retry_after < soonest_.retry_after) {
      soonest_ = failure;
    }
    soonest_.spared = spared;
  }
  bool any() const { return !keys_.empty(); }
  bool by(std::uint16_t key) const {
    return std::find(keys_.begin(), keys_.end(), key) != keys_.end();
  }
  const Failure& soonest() const { return soonest_; }

 private:
  std::vector<std::uint16_t> keys_;
  Failure soonest_;
};

KeyRotation::KeyRotation(const rt::Clock& clock, KeyRing& ring, std::string model,
                         const Retry& options, std::unique_ptr<Attempt> inner)
    : clock_(clock),
      ring_(ring),
      model_(std::move(model)),
      rules_{options.on_timeout, options.on_rate_limit},
      hints_(options.retry_after == RetryAfter::honour),
      inner_(std::move(inner)) {}

std::optional<std::uint16_t> KeyRotation::first_key(const Try& attempt) {
  const TimePoint now = clock_.now();
  if (ring_.usable(attempt.key, model_, now)) {
    return attempt.key;  // retry asked for the same one
  }
  return ring_.pick(model_, now);
}

Failure KeyRotation::refuse(const Try& attempt) const {
  Failure failure;
  if (const auto wait = ring_.soonest(model_, clock_.now())) {
    failure.kind = FailureKind::rejected_parked;
    failure.status = 429;
    failure.retry_after = wait;
    failure.detail = "every key waits for its rate limit";
  } else {
    if (ring_.why_benched()) {
      failure = *ring_.why_benched();
    }
    failure.kind = FailureKind::rejected_benched;
    failure.detail = "no key serves this model";
  }
  failure.used = attempt;
  return failure;
}

rt::awaitable<Outcome> KeyRotation::run(Call& call, Try attempt) {
  auto key = first_key(attempt);
  if (!key) {
    co_return refuse(attempt);
  }
  Refusals refusals;
  std::optional<Failure> said;  // by the last key that was asked
  while (true) {
    attempt.key = *key;
    const TimePoint since = clock_.now();
    Outcome outcome = co_await inner_->run(call, attempt);
    Failure* failure = std::get_if<Failure>(&outcome);
    if (failure == nullptr) {
      std::get<Reply>(outcome).holds.add(std::make_unique<KeyUse>(ring_, *key, model_, since));
      co_return outcome;
    }
    const TimePoint now = clock_.now();
    if (!failure->used.asked_at) {
      ring_.gave_back(*key, model_, since, now);
    }
    if (failure->kind == FailureKind::shed) {  // another key has no slot either
      if (said) {
        co_return std::move(*said);
      }
      co_return outcome;
    }
    if (is_refusal(failure->kind)) {
      refusals.add(*key, *failure);
    } else {
      if (!hints_) {
        failure->retry_after.reset();
      }
      const Verdict verdict = classify(*failure, rules_);
      ring_.failed(*key, model_, verdict.key, *failure, now);
      if (verdict.what != Class::next_key || attempt.bound.over(now)) {
        co_return outcome;
      }
      said = std::move(*failure);
    }
    key = ring_.pick(model_, now, [&](std::uint16_t candidate) {
      // Until a key has been asked, a refusal leaves the choice as free as it was.
      const bool done = said && call.trail.tried(attempt.target, candidate);
      return !done && !refusals.by(candidate);
    });
    if (!key) {
      co_return nothing_left(std::move(said), refusals, now);
    }
  }
}

/// A refusal is no news: what the last key that was asked has said stands, its hint too. Else it is
/// over when the first key is back, from a park or behind its breaker. A key that a slow start has
/// spared may be asked after all, whatever another has said.
Failure KeyRotation::nothing_left(std::optional<Failure> said, const Refusals& refusals,
                                  TimePoint now) const {
  const bool stands = said && (!classify(*said, rules_).passing ||
                               (refusals.any() && said->retry_after.has_value()));
  Failure failure = said ? std::move(*said) : refusals.soonest();
  failure.spared = refusals.soonest().spared;
  if (stands) {
    return failure;
  }
  const auto parked =
      ring_.soonest(model_, now, [&](std::uint16_t key) { return !refusals.by(key); });
  failure.retry_after = earlier(parked, refusals.soonest().retry_after);
  return failure;
}

void KeyRotation::describe(Description& description) const {
  inner_->describe(description);
  const std::uint64_t others = ring_.size() - 1;
  description.time = plus(description.time, times(description.time_again, others));
  description.attempts += others * description.attempts_again;
  description.layers.push_back(fmt::format("key ring: {} keys", ring_.size()));
}

}  // namespace gameday::policy
