#include "gateway/setup.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

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
    const bool used = std::any_of(options.chain.begin(), options.chain.end(),
                                  [&](const Target& one) { return one.provider == provider.name; });
    if (used) {
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
      stack(build_stack(world, seed, options, upstreams, &by_target)) {}

Upstream& Setup::upstream(std::string_view provider) const {
  const auto found = std::find_if(upstreams.begin(), upstreams.end(), [&](const auto& one) {
    return one->provider().name == provider;
  });
  CHECK(found != upstreams.end(), "each provider of the chain has one");
  return **found;
}

std::string Setup::name(std::uint16_t target) const {
  return fmt::format("{}/{}", options.chain[target].provider, options.chain[target].model);
}

}  // namespace gameday::gateway
