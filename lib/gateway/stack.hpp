#pragma once
// The policies of a gateway, built in one place and one order.

#include <memory>
#include <vector>

#include "base/dice.hpp"
#include "gateway/options.hpp"
#include "gateway/upstream.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

using Upstreams = std::vector<std::unique_ptr<Upstream>>;

/// Of one operation, whose chain is not empty. `upstreams` outlive the stack; each provider of the
/// chain has one.
std::unique_ptr<policy::Attempt> build_stack(rt::World& world, Seed seed, const Options& options,
                                             Operation operation, const Upstreams& upstreams);

}  // namespace gameday::gateway
