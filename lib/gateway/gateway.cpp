#include "gateway/gateway.hpp"

#include <utility>

#include "base/assert.hpp"
#include "gateway/changes.hpp"
#include "gateway/front.hpp"
#include "gateway/model_route.hpp"
#include "gateway/routes.hpp"
#include "http/server.hpp"
#include "rt/error.hpp"

namespace gameday::gateway {

/// `running` is what only sound options can have.
struct Gateway::Parts {
  struct Running {
    Running(rt::World& world, Options options, Seed the_seed, Around around)
        : front(world, std::move(around),
                std::make_shared<const Setup>(world, std::move(options), the_seed)),
          seed(the_seed),
          chat(front, Operation::chat, mistake_in_chat),
          embeddings(front, Operation::embeddings, mistake_in_embeddings),
          routes(front, chat, embeddings),
          server(world, routes) {}

    Front front;
    const Seed seed;
    ModelRoute chat;
    ModelRoute embeddings;
    Routes routes;
    http::Server server;
  };

  std::unique_ptr<Running> running;
};

Gateway::Gateway(rt::World& world, Options options, Seed seed, Around around)
    : parts_(std::make_unique<Parts>()) {
  if (problems_of(options).empty()) {
    parts_->running =
        std::make_unique<Parts::Running>(world, std::move(options), seed, std::move(around));
  }
}

Gateway::~Gateway() = default;

result<rt::Address> Gateway::start(const rt::Address& address) {
  if (!parts_->running) {
    return make_error_code(rt::IoError::bad_address);
  }
  return parts_->running->server.start(address);
}

std::vector<std::string> Gateway::reload(Options options) {
  if (!parts_->running) {
    return {};
  }
  CHECK(problems_of(options).empty(), "whoever reloads has looked at the options");
  Front& front = parts_->running->front;
  const SetupPtr before = front.setup;
  auto lines = changes(before->options, options);
  front.setup = std::make_shared<const Setup>(front.world, std::move(options),
                                              parts_->running->seed, before.get());
  ++front.reloaded;
  return lines;
}

void Gateway::reload_refused() {
  if (parts_->running) {
    ++parts_->running->front.kept;
  }
}

void Gateway::leave() {
  if (parts_->running) {
    parts_->running->front.leaving = true;
  }
}

rt::awaitable<void> Gateway::drain(rt::Bound bound) {
  if (!parts_->running) {
    co_return;
  }
  Front& front = parts_->running->front;
  front.leaving = true;
  front.refusing = true;
  error_code late;
  while (front.metrics.counts().in_flight > 0 && !late) {
    late = co_await front.one_ended.wait(bound);
  }
}

rt::awaitable<void> Gateway::stop(rt::Bound bound) {
  if (!parts_->running) {
    co_return;
  }
  co_await parts_->running->server.stop(bound);
  for (const auto& upstream : parts_->running->front.setup->upstreams) {
    upstream->pool().close_idle();
  }
}

Description Gateway::describe() const {
  Description description;
  if (!parts_->running) {
    return description;
  }
  policy::Description built;
  parts_->running->front.setup->stack(Operation::chat).describe(built);
  description.layers.assign(built.layers.rbegin(), built.layers.rend());
  description.worst_time = built.time;
  description.worst_attempts = built.attempts;
  return description;
}

}  // namespace gameday::gateway
