#pragma once
// The policies of a gateway, built in one place and one order.

#include <memory>
#include <optional>
#include <vector>

#include "base/dice.hpp"
#include "gateway/options.hpp"
#include "gateway/upstream.hpp"
#include "policy/attempt.hpp"
#include "policy/budget.hpp"
#include "policy/hedge.hpp"
#include "policy/restart.hpp"

namespace gameday::gateway {

using Upstreams = std::vector<std::unique_ptr<Upstream>>;

/// What all requests of a gateway share.
struct Shared {
  explicit Shared(const Options& options);

  std::optional<policy::Budget> retries;
  std::optional<policy::Hedges> hedges;
  std::optional<policy::Restarts> restarts;
};

/// `options`, `upstreams` and `shared` outlive the stack; each provider of the chain has one.
std::unique_ptr<policy::Attempt> build_stack(rt::World& world, Seed seed, const Options& options,
                                             const Upstreams& upstreams, Shared& shared);

}  // namespace gameday::gateway
