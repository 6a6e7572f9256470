#include "gateway/stack.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"
#include "gateway/leaf.hpp"
#include "gateway/restart_event.hpp"
#include "gateway/target_request.hpp"
#include "policy/attempt_limit.hpp"
#include "policy/attempt_log.hpp"
#include "policy/breaker.hpp"
#include "policy/concurrency.hpp"
#include "policy/deposit.hpp"
#include "policy/fallback.hpp"
#include "policy/key_rotation.hpp"
#include "policy/retry.hpp"
#include "policy/total.hpp"

namespace gameday::gateway {

namespace {

Upstream& named(const Upstreams& upstreams, const std::string& name) {
  const auto found = std::find_if(upstreams.begin(), upstreams.end(), [&](const auto& upstream) {
    return upstream->provider().name == name;
  });
  CHECK(found != upstreams.end(), "problems_of() lets only known providers into a chain");
  return **found;
}

/// `chain` outlives it.
policy::RestartWords words_of(const std::vector<Target>& chain) {
  const auto name = [&chain](const policy::Try& used) { return name_of(chain[used.target]); };
  policy::RestartWords words;
  words.name = name;
  words.event = [name](const policy::Failure& broke, const policy::Try& next) {
    return restart_event(broke, name(broke.used), name(next));
  };
  return words;
}

/// Wraps what is there by one more policy.
template <class Layer, class... Arguments>
void wrap(std::unique_ptr<policy::Attempt>& stack, Arguments&&... arguments) {
  stack = std::make_unique<Layer>(std::forward<Arguments>(arguments)..., std::move(stack));
}

/// All that knows one target only.
std::unique_ptr<policy::Attempt> of_target(rt::World& world, Seed seed, const Target& target,
                                           Upstream& upstream, const Dialect& dialect,
                                           policy::Budget* retries) {
  const rt::Clock& clock = world.clock;
  const Provider& provider = upstream.provider();

  // From the inside out. Beside the provider itself stands nothing that would inject a fault.
  std::unique_ptr<policy::Attempt> one = std::make_unique<Leaf>(world, upstream, dialect, target);

  // The limit is a try's own: a retry and another key get the whole of it again.
  const Timeouts& timeouts = provider.timeouts;
  wrap<policy::AttemptLimit>(one, clock, timeouts.attempt,
                             timeouts.unary_attempt.value_or(timeouts.attempt));

  // Outside the limit: a try that the limit ended is written down as such, and a stream that it
  // ends as well.
  wrap<policy::AttemptLog>(one, clock, provider.name, std::as_const(upstream.ring()));

  // Inside every wait for a retry: a slot is held for one try only, but until the end of a
  // stream.
  policy::Circuits* const circuits = provider.breaker ? &upstream.circuits(target.model) : nullptr;
  if (policy::SlotQueue* const slots = upstream.slots()) {
    wrap<policy::Concurrency>(one, clock, provider.name, std::as_const(upstream.ring()), *slots,
                              circuits);
  }

  // Outside it: what a breaker refuses needs no slot and is no try. Inside the ring: it judges
  // one key, and another may be well.
  if (circuits != nullptr) {
    wrap<policy::Breaker>(one, clock, provider.name, std::as_const(upstream.ring()), *circuits,
                          *provider.breaker);
  }

  // Inside retry: a spare key is free and at once, a retry costs a wait.
  wrap<policy::KeyRotation>(one, clock, upstream.ring(), target.model, provider.retry);

  // Inside fallback: a target is left when its retries are used up. The budget is asked here,
  // before the wait.
  wrap<policy::RetryLayer>(one, world, seed, provider.retry, retries);
  return one;
}

}  // namespace

Shared::Shared(const Options& options, const Shared* before)
    : Shared(before != nullptr ? *before : Shared()) {
  if (!options.budget) {
    retries.reset();
  } else if (!retries || retries->options() != *options.budget) {
    retries = std::make_shared<policy::Budget>(*options.budget);
  }
  if (!options.hedge) {
    hedges.reset();
  } else if (!hedges || hedges->options != *options.hedge) {
    hedges = std::make_shared<policy::Hedges>(*options.hedge);
  }
  if (options.on_break != OnBreak::restart) {
    restarts.reset();
  } else if (!restarts) {
    restarts = std::make_shared<policy::Restarts>();
  }
}

std::unique_ptr<policy::Attempt> build_stack(rt::World& world, Seed seed, const Options& options,
                                             Operation operation, const Upstreams& upstreams,
                                             const Shared& shared,
                                             std::vector<policy::Description>& by_target) {
  const rt::Clock& clock = world.clock;
  policy::Budget* const retries = shared.retries.get();
  std::vector<policy::ChainTarget> targets;
  for (const Target& target : chain_of(options, operation)) {
    Upstream& upstream = named(upstreams, target.provider);
    const Dialect& dialect = upstream.dialect(operation);
    auto one = of_target(world, seed, target, upstream, dialect, retries);
    policy::Description& built = by_target.emplace_back();
    built.last_target = by_target.size() == chain_of(options, operation).size();
    one->describe(built);
    // What cannot be said to a target is found out before anything is sent.
    targets.push_back(
        {std::move(one), misfit_of(dialect, rules_of(upstream.provider(), target), target)});
  }

  // Outside everything that knows one target only. A hedge is fallback's next step taken early, so
  // the two are one layer: it races what retries and rotations would make late.
  std::unique_ptr<policy::Attempt> stack;
  if (shared.hedges) {
    stack = std::make_unique<policy::Hedge>(world, std::move(targets), *shared.hedges);
  } else {
    stack = std::make_unique<policy::Fallback>(clock, std::move(targets));
  }

  // Outside fallback: what has begun its answer is no failure to it. Inside the purse and the
  // deadline: it is the same request.
  if (shared.restarts) {
    wrap<policy::Restart>(stack, clock, *shared.restarts, words_of(chain_of(options, operation)));
  }

  // Outside fallback: a request pays once, however many targets it asks.
  if (retries != nullptr) {
    wrap<policy::Deposit>(stack, clock, *retries);
  }

  // Outermost: no wait below may outlive what the client was promised.
  wrap<policy::Total>(stack, clock, options.deadline);
  return stack;
}

}  // namespace gameday::gateway
