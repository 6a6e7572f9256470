#include "http/connections.hpp"

#include "base/assert.hpp"
#include "http/server_connection.hpp"
#include "rt/event.hpp"

namespace gameday::http {

struct Connections::Parts {
  Parts(rt::World& world, Handler& handler, const Limits& limits, Fin fin, rt::TlsServerPtr tls)
      : context(world, handler, limits, fin, std::move(tls)), one_over(world) {}

  rt::awaitable<void> serve(rt::StreamPtr stream, std::uint64_t id);
  rt::awaitable<error_code> all_over(rt::Bound bound);

  ServerContext context;
  rt::Lining lining;
  rt::Event one_over;
  std::size_t open = 0;
  rt::TlsRefusals refusals;
};

rt::awaitable<void> Connections::Parts::serve(rt::StreamPtr stream, std::uint64_t id) {
  if (context.tls) {
    // Whatever ends idle connections ends one that is shaking hands.
    const std::shared_ptr<rt::Stop> as_idle = context.last_request;
    stream =
        co_await rt::tls_let_in(context.world, std::move(stream), context.tls, refusals, *as_idle);
  }
  if (stream && lining) {
    stream = lining(std::move(stream));
  }
  if (stream) {
    ServerConnection connection(context, std::move(stream), id);
    co_await connection.run();
  }
}

rt::awaitable<error_code> Connections::Parts::all_over(rt::Bound bound) {
  error_code late;
  while (open > 0 && !late) {
    late = co_await one_over.wait(bound);
  }
  co_return late;
}

Connections::Connections(rt::World& world, Handler& handler, Limits limits, Fin fin,
                         rt::TlsServerPtr tls)
    : parts_(std::make_unique<Parts>(world, handler, limits, fin, std::move(tls))) {}
Connections::~Connections() {
  CHECK(parts_->open == 0, "connections are joined before their server dies");
}

rt::awaitable<void> Connections::serve(rt::StreamPtr stream, std::uint64_t id) {
  ++parts_->open;
  co_await parts_->serve(std::move(stream), id);
  --parts_->open;
  parts_->one_over.notify();
}

void Connections::line(rt::Lining lining) {
  parts_->lining = std::move(lining);
}

std::size_t Connections::open() const {
  return parts_->open;
}

void Connections::end_open() {
  parts_->context.end_connections();
}

rt::awaitable<void> Connections::stop(rt::Bound bound, End how) {
  parts_->context.draining.request(rt::Why::shutdown);
  const error_code late = co_await parts_->all_over(bound);
  if (late) {
    parts_->context.late = how;
    parts_->context.stopping.request(rt::Why::shutdown);
    co_await parts_->all_over(rt::Bound{});
  }
}

const rt::TlsRefusals& Connections::refusals() const {
  return parts_->refusals;
}

}  // namespace gameday::http
