#pragma once
// The same target once more, after a wait: backoff's arithmetic around a sleep.

#include <memory>

#include "base/dice.hpp"
#include "policy/attempt.hpp"
#include "policy/options.hpp"
#include "rt/world.hpp"

namespace gameday::policy {

class RetryLayer final : public Attempt {
 public:
  RetryLayer(rt::World& world, Seed seed, Retry options, std::unique_ptr<Attempt> inner)
      : world_(world), seed_(seed), options_(options), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  rt::World& world_;
  Seed seed_;
  Retry options_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
