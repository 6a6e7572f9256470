#pragma once
// Fallback for those who cannot wait: when a target has not answered in time, the next one of the
// chain is asked beside it. The first answer wins, the other is cancelled at once.
//
// A hedge is the chain's next step, taken early: no request makes more tries than without it. Once
// a request, and only for a share of the requests: an answer that is begun again further on is the
// same request, and is not hedged. A failure while the other still runs just waits for it. Who
// loses has not failed: no breaker hears of it.
//
// Source: Dean and Barroso, "The Tail at Scale" (hedged requests, bounded to a few percent).

#include <cstdint>
#include <memory>
#include <vector>

#include "policy/budget.hpp"
#include "policy/chain.hpp"
#include "policy/options.hpp"
#include "rt/world.hpp"

namespace gameday::policy {

/// What all requests share. Outlives them.
struct Hedges {
  explicit Hedges(const HedgeOptions& the_options);

  HedgeOptions options;
  Budget budget;
  // For metrics: the hedge answered, the first did, nobody did.
  std::uint64_t won = 0;
  std::uint64_t lost = 0;
  std::uint64_t failed = 0;
};

class Hedge final : public Attempt {
 public:
  /// As of Fallback.
  Hedge(rt::World& world, std::vector<ChainTarget> targets, Hedges& hedges);

  rt::awaitable<Outcome> run(Call& call, Try attempt) override;
  void describe(Description& description) const override;

 private:
  class Leg;
  struct Race;
  using RacePtr = std::shared_ptr<Race>;

  rt::awaitable<RacePtr> race(Call& call, Try first, Try second, Duration after);
  void start(const RacePtr& race, std::size_t lane, Call& call, Try attempt);
  void count(const Race& race);
  static rt::awaitable<void> run_leg(RacePtr race, std::size_t lane, Attempt& target, Call& call,
                                     Try attempt);

  rt::World& world_;
  std::vector<ChainTarget> targets_;
  Hedges& hedges_;
};

}  // namespace gameday::policy
