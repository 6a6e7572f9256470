#pragma once
// The same target once more, after a wait: backoff's arithmetic around a sleep. What a budget has
// no room for is not waited for: the target is left at once, with the failure that it gave. What
// was paid for and came to nothing, because nobody was asked, is paid back.

#include <memory>

#include "base/dice.hpp"
#include "policy/attempt.hpp"
#include "policy/budget.hpp"
#include "policy/options.hpp"
#include "rt/world.hpp"

namespace gameday::policy {

class RetryLayer final : public Attempt {
 public:
  /// The budget outlives it; null: none.
  RetryLayer(rt::World& world, Seed seed, Retry options, Budget* budget,
             std::unique_ptr<Attempt> inner)
      : world_(world), seed_(seed), options_(options), budget_(budget), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  rt::World& world_;
  Seed seed_;
  Retry options_;
  Budget* budget_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
