#pragma once
// The time that one try may take, whatever its parts are allowed.

#include <memory>

#include "policy/attempt.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class AttemptLimit final : public Attempt {
 public:
  AttemptLimit(const rt::Clock& clock, Duration limit, std::unique_ptr<Attempt> inner)
      : clock_(clock), limit_(limit), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  const rt::Clock& clock_;
  Duration limit_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
