#pragma once
// The time that one try may take, whatever its parts are allowed.

#include <memory>

#include "policy/attempt.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class AttemptLimit final : public Attempt {
 public:
  AttemptLimit(const rt::Clock& clock, Duration limit, std::unique_ptr<Attempt> inner)
      : AttemptLimit(clock, limit, limit, std::move(inner)) {}
  /// Another limit for calls that do not stream.
  AttemptLimit(const rt::Clock& clock, Duration limit, Duration unary,
               std::unique_ptr<Attempt> inner)
      : clock_(clock), limit_(limit), unary_(unary), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  const rt::Clock& clock_;
  Duration limit_;
  Duration unary_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
