#pragma once
// The policies of a gateway, built in one place and one order.

#include <memory>
#include <vector>

#include "base/dice.hpp"
#include "gateway/options.hpp"
#include "gateway/upstream.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

using Upstreams =
    std::vector<std::shared_ptr<Upstream>>;  // shared by configs that follow each other

/// `upstreams` outlive the stack; each provider of the chain has one. `by_target` is told what was
/// built for each target of the chain, in its order.
std::unique_ptr<policy::Attempt> build_stack(rt::World& world, Seed seed, const Options& options,
                                             const Upstreams& upstreams,
                                             std::vector<policy::Description>* by_target = nullptr);

}  // namespace gameday::gateway
