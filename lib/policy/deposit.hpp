#pragma once
// Every request pays into a budget, whatever becomes of it.

#include <memory>

#include "policy/attempt.hpp"
#include "policy/budget.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class Deposit final : public Attempt {
 public:
  /// The budget outlives it.
  Deposit(const rt::Clock& clock, Budget& budget, std::unique_ptr<Attempt> inner)
      : clock_(clock), budget_(budget), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override {
    budget_.deposit(clock_.now());
    return inner_->run(call, attempt);
  }
  void describe(Description& description) const override;

 private:
  const rt::Clock& clock_;
  Budget& budget_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
