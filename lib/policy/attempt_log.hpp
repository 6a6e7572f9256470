#pragma once
// Writes every try into the trail, with the names that people know it by. A failure is written at
// once, an answer when its body has ended.

#include <memory>
#include <string>

#include "policy/attempt.hpp"
#include "policy/key_ring.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class AttemptLog final : public Attempt {
 public:
  /// The ring, which names the keys, outlives every trail.
  AttemptLog(const rt::Clock& clock, std::string provider, const KeyRing& ring,
             std::unique_ptr<Attempt> inner)
      : clock_(clock), provider_(std::move(provider)), ring_(ring), inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override { inner_->describe(description); }

 private:
  const rt::Clock& clock_;
  std::string provider_;
  const KeyRing& ring_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
