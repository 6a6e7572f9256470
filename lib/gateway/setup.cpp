#include "gateway/setup.hpp"

#include <algorithm>
#include <utility>

#include "base/assert.hpp"

namespace gameday::gateway {

namespace {

std::shared_ptr<Upstream> same_in(const Setup* before, const Provider& provider) {
  if (before != nullptr) {
    for (const auto& upstream : before->upstreams) {
      if (upstream->provider() == provider) {
        return upstream;
      }
    }
  }
  return nullptr;
}

Upstreams upstreams_of(rt::World& world, const Options& options, const Setup* before) {
  Upstreams upstreams;
  for (const Provider& provider : options.providers) {
    if (asks(options, provider.name)) {
      auto shared = same_in(before, provider);
      upstreams.push_back(shared ? std::move(shared) : std::make_shared<Upstream>(world, provider));
    }
  }
  return upstreams;
}

}  // namespace

Setup::Setup(rt::World& world, Options the_options, Seed seed, const Setup* before)
    : options(std::move(the_options)),
      upstreams(upstreams_of(world, options, before)),
      entrance(options.tokens),
      checks_schemas(gateway::checks_schemas(options)),
      shared(options, before != nullptr ? &before->shared : nullptr),
      chat_(build_stack(world, seed, options, Operation::chat, upstreams, shared, chat_targets_)) {
  if (!options.embeddings.empty()) {
    embeddings_ = build_stack(world, seed, options, Operation::embeddings, upstreams, shared,
                              embeddings_targets_);
  }
}

policy::Attempt& Setup::stack(Operation operation) const {
  const auto& stack = operation == Operation::chat ? chat_ : embeddings_;
  CHECK(stack, "the routes ask only for what has targets");
  return *stack;
}

Upstream& Setup::upstream(std::string_view provider) const {
  const auto found = std::find_if(upstreams.begin(), upstreams.end(), [&](const auto& one) {
    return one->provider().name == provider;
  });
  CHECK(found != upstreams.end(), "each provider of the chain has one");
  return **found;
}

std::string Setup::name(Operation operation, std::uint16_t target) const {
  return name_of(chain_of(options, operation)[target]);
}

}  // namespace gameday::gateway
