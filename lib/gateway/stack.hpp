#pragma once
// The policies of a gateway, built in one place and one order.

#include <memory>
#include <vector>

#include "base/dice.hpp"
#include "gateway/options.hpp"
#include "gateway/upstream.hpp"
#include "policy/attempt.hpp"
#include "policy/budget.hpp"
#include "policy/hedge.hpp"
#include "policy/restart.hpp"

namespace gameday::gateway {

using Upstreams =
    std::vector<std::shared_ptr<Upstream>>;  // shared by configs that follow each other

/// What all requests of a gateway share, and configs that follow each other and say the same of it.
/// Null: switched off.
struct Shared {
  Shared() = default;
  Shared(const Options& options, const Shared* before);

  std::shared_ptr<policy::Budget> retries;
  std::shared_ptr<policy::Hedges> hedges;
  std::shared_ptr<policy::Restarts> restarts;
};

/// Of one operation, whose chain is not empty. `options`, `upstreams` and `shared` outlive the
/// stack; each provider of the chain has one. `by_target` is told what was built for each target of
/// the chain, in its order.
std::unique_ptr<policy::Attempt> build_stack(rt::World& world, Seed seed, const Options& options,
                                             Operation operation, const Upstreams& upstreams,
                                             const Shared& shared,
                                             std::vector<policy::Description>& by_target);

}  // namespace gameday::gateway
