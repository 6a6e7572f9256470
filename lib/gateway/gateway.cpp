#include "gateway/gateway.hpp"

#include <utility>

#include "gateway/chat_route.hpp"
#include "gateway/metrics.hpp"
#include "gateway/routes.hpp"
#include "gateway/stack.hpp"
#include "http/server.hpp"
#include "rt/error.hpp"

namespace gameday::gateway {

namespace {

Upstreams upstreams_of(rt::World& world, const Options& options) {
  Upstreams upstreams;
  for (const Provider& provider : options.providers) {
    if (asks(options, provider.name)) {
      upstreams.push_back(std::make_unique<Upstream>(world, provider));
    }
  }
  return upstreams;
}

void watch_breakers(const Upstreams& upstreams, Metrics& metrics) {
  for (const auto& upstream : upstreams) {
    const Provider& provider = upstream->provider();
    for (const auto& [model, circuits] : upstream->all_circuits()) {
      for (std::size_t key = 0; key < circuits.size(); ++key) {
        metrics.watch({provider.name, model, provider.keys[key].name, &circuits[key]});
      }
    }
  }
}

}  // namespace

/// `running` is what only sound options can have.
struct Gateway::Parts {
  struct Running {
    Running(rt::World& world, const Options& options, Seed seed)
        : upstreams(upstreams_of(world, options)),
          stack(build_stack(world, seed, options, Operation::chat, upstreams)),
          chat(world, mistake_in_chat, *stack, options.chain, metrics,
               checks_schemas(options) ? &forms : nullptr),
          embeddings(embeddings_of(world, seed, options)),
          routes(world, chat, embeddings ? &embeddings->route : nullptr, options, metrics),
          server(world, routes) {
      watch_breakers(upstreams, metrics);
      if (checks_schemas(options)) {
        metrics.watch(forms);
      }
    }

    struct Embeddings {
      std::unique_ptr<policy::Attempt> stack;
      ChatRoute route;
    };
    std::unique_ptr<Embeddings> embeddings_of(rt::World& world, Seed seed, const Options& options) {
      if (options.embeddings.empty()) {
        return nullptr;
      }
      auto layers = build_stack(world, seed, options, Operation::embeddings, upstreams);
      policy::Attempt& outermost = *layers;
      return std::unique_ptr<Embeddings>(
          new Embeddings{std::move(layers),
                         {world, mistake_in_embeddings, outermost, options.embeddings, metrics}});
    }

    Upstreams upstreams;
    std::unique_ptr<policy::Attempt> stack;
    Metrics metrics;  // with names that stand in the two above
    schema::FormCounts forms;
    ChatRoute chat;
    std::unique_ptr<Embeddings> embeddings;  // none: no chain for them
    Routes routes;
    http::Server server;
  };

  Parts(rt::World& world, Options the_options, Seed seed) : options(std::move(the_options)) {
    if (problems_of(options).empty()) {
      running = std::make_unique<Running>(world, options, seed);
    }
  }

  const Options options;
  std::unique_ptr<Running> running;
};

Gateway::Gateway(rt::World& world, Options options, Seed seed)
    : parts_(std::make_unique<Parts>(world, std::move(options), seed)) {}

Gateway::~Gateway() = default;

result<rt::Address> Gateway::start(const rt::Address& address) {
  if (!parts_->running) {
    return make_error_code(rt::IoError::bad_address);
  }
  return parts_->running->server.start(address);
}

rt::awaitable<void> Gateway::stop(rt::Bound bound) {
  if (!parts_->running) {
    co_return;
  }
  co_await parts_->running->server.stop(bound);
  for (const auto& upstream : parts_->running->upstreams) {
    upstream->pool().close_idle();
  }
}

Description Gateway::describe() const {
  Description description;
  if (!parts_->running) {
    return description;
  }
  policy::Description built;
  parts_->running->stack->describe(built);
  description.layers.assign(built.layers.rbegin(), built.layers.rend());
  description.worst_time = built.time;
  description.worst_attempts = built.attempts;
  return description;
}

}  // namespace gameday::gateway
