#pragma once
// So many tries of one provider at one time; some more wait for a slot, for a while; the rest is
// shed: another target answers sooner than a queue that only grows.
//
// A slot is held until the body has ended. Who is shed was no try: the provider never hears of it.
// It stands in the trail all the same. So does who gets a slot when the breaker, which had let it
// into the queue, has opened meanwhile.

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "policy/attempt.hpp"
#include "policy/breaker.hpp"
#include "policy/circuit_use.hpp"
#include "policy/key_ring.hpp"
#include "policy/slots.hpp"
#include "rt/event.hpp"
#include "rt/world.hpp"

namespace gameday::policy {

/// The slots of one provider, for all of its targets. Outlives every reply.
class SlotQueue {
 public:
  SlotQueue(rt::World& world, const ConcurrencyOptions& options) : world_(world), slots_(options) {}

  /// True: the caller has a slot, until leave(). False: it is shed, or `bound` is over.
  rt::awaitable<bool> take(rt::Bound bound);
  void leave() noexcept;

  const Slots& slots() const { return slots_; }

 private:
  class Place;

  rt::World& world_;
  Slots slots_;
  std::map<Slots::Ticket, Place*> places_;
};

class Concurrency final : public Attempt {
 public:
  /// The ring names the keys; their circuits may be none.
  Concurrency(const rt::Clock& clock, std::string provider, const KeyRing& ring, SlotQueue& queue,
              Circuits* circuits, std::unique_ptr<Attempt> inner)
      : clock_(clock),
        provider_(std::move(provider)),
        ring_(ring),
        queue_(queue),
        circuits_(circuits),
        inner_(std::move(inner)) {}

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  Failure shed(Call& call, const Try& attempt, TimePoint came) const;
  /// Nothing: it does not refuse. Where the breaker is due by now, the try becomes its `probe`.
  std::optional<Failure> rejected(Call& call, Try& attempt, TimePoint came,
                                  std::unique_ptr<CircuitUse>& probe) const;

  const rt::Clock& clock_;
  std::string provider_;
  const KeyRing& ring_;
  SlotQueue& queue_;
  Circuits* circuits_;
  std::unique_ptr<Attempt> inner_;
};

}  // namespace gameday::policy
