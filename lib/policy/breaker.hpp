#pragma once
// Refuses at once what has just failed too often: one circuit for each key of a target.
//
// A call counts when its body has ended: a stream that breaks after its head is a failure. It is
// slow by the time from its try to the beginning of its answer: how long an answer takes is its
// length's matter, and how long it was queued is ours.
// A refusal is no try: the provider never hears of it. It stands in the trail all the same.

#include <memory>
#include <string>
#include <vector>

#include "policy/attempt.hpp"
#include "policy/circuit.hpp"
#include "policy/key_ring.hpp"
#include "rt/clock.hpp"

namespace gameday::policy {

/// By key.
using Circuits = std::vector<Circuit>;
/// What a call is told that `circuit` does not let through.
Failure rejected_by(const Circuit& circuit, TimePoint now);

class Breaker final : public Attempt {
 public:
  /// The ring, which names the keys, and their circuits outlive every reply.
  Breaker(const rt::Clock& clock, std::string provider, const KeyRing& ring, Circuits& circuits,
          const BreakerOptions& options, std::unique_ptr<Attempt> inner)
      : clock_(clock),
        provider_(std::move(provider)),
        ring_(ring),
        circuits_(circuits),
        options_(options),
        inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  const rt::Clock& clock_;
  std::string provider_;
  const KeyRing& ring_;
  Circuits& circuits_;
  BreakerOptions options_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
