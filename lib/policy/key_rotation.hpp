#pragma once
// Another key of the same target at once, when the trouble is the key's: costs no retry. Each key
// is rotated to at most once per request, so tries <= keys + retries. A key whose breaker is open
// is passed over: that is no try.

#include <memory>
#include <optional>
#include <string>

#include "policy/attempt.hpp"
#include "policy/key_ring.hpp"
#include "policy/options.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

class KeyRotation final : public Attempt {
 public:
  /// The ring is shared by all targets of one provider and outlives every reply.
  KeyRotation(const rt::Clock& clock, KeyRing& ring, std::string model, const Retry& options,
              std::unique_ptr<Attempt> inner);

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  class Refusals;
  std::optional<std::uint16_t> first_key(const Try& attempt);
  Failure refuse(const Try& attempt) const;
  Failure nothing_left(std::optional<Failure> said, const Refusals& refusals, TimePoint now) const;

  const rt::Clock& clock_;
  KeyRing& ring_;
  std::string model_;
  Rules rules_;
  bool hints_;  // Retry-After is honoured
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
