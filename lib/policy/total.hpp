#pragma once
// The deadline of the whole request: a bound that everything below inherits.

#include <optional>

#include "policy/attempt.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class Total final : public Attempt {
 public:
  /// None: the client's own deadline, if it names one, is the only one.
  Total(const rt::Clock& clock, std::optional<Duration> deadline, std::unique_ptr<Attempt> inner)
      : clock_(clock), deadline_(deadline), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  const rt::Clock& clock_;
  std::optional<Duration> deadline_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
