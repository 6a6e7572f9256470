#include "http/connections.hpp"

#include "base/assert.hpp"
#include "http/server_connection.hpp"
#include "rt/event.hpp"

namespace gameday::http {

struct Connections::Parts {
  Parts(rt::World& world, Handler& handler, const Limits& limits, Fin fin, rt::TlsServerPtr tls,
        Gate* the_gate)
      : context(world, handler, limits, fin, std::move(tls)), gate(the_gate), one_over(world) {}

  rt::awaitable<void> serve(rt::StreamPtr stream, std::uint64_t id);
  rt::awaitable<Entry> let_in(rt::StreamPtr stream, std::uint64_t id);
  rt::awaitable<rt::StreamPtr> shake_hands(rt::StreamPtr stream, rt::TlsServerPtr tls);
  rt::awaitable<error_code> all_over(rt::Bound bound);

  ServerContext context;
  Gate* const gate;
  rt::Lining lining;
  rt::Event one_over;
  std::size_t open = 0;
  rt::TlsRefusals refusals;
};

/// A client that has not come in, or is shaking hands, is owed nothing: whatever ends idle
/// connections ends it too.
rt::awaitable<Entry> Connections::Parts::let_in(rt::StreamPtr stream, std::uint64_t id) {
  const std::shared_ptr<rt::Stop> open_ends = context.last_request;
  Entry entry = co_await gate->admit(std::move(stream), id, *open_ends);
  co_return entry;
}

rt::awaitable<rt::StreamPtr> Connections::Parts::shake_hands(rt::StreamPtr stream,
                                                             rt::TlsServerPtr tls) {
  const std::shared_ptr<rt::Stop> open_ends = context.last_request;
  rt::StreamPtr inside = co_await rt::tls_let_in(context.world, std::move(stream), std::move(tls),
                                                 refusals, *open_ends);
  co_return inside;
}

rt::awaitable<void> Connections::Parts::serve(rt::StreamPtr stream, std::uint64_t id) {
  Entry entry;
  if (gate != nullptr) {
    entry = co_await let_in(std::move(stream), id);
  } else {
    entry.stream = std::move(stream);
  }
  if (entry.stream && context.tls) {
    rt::TlsServerPtr tls = entry.tls ? entry.tls : context.tls;
    entry.stream = co_await shake_hands(std::move(entry.stream), std::move(tls));
  }
  if (entry.stream && lining) {
    entry.stream = lining(std::move(entry.stream));
  }
  if (entry.stream) {
    ServerConnection connection(context, std::move(entry.stream), id, entry.visit.get());
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
                         rt::TlsServerPtr tls, Gate* gate)
    : parts_(std::make_unique<Parts>(world, handler, limits, fin, std::move(tls), gate)) {}
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
