#include "http/server.hpp"

#include "rt/acceptor.hpp"

namespace gameday::http {

struct Server::Parts {
  Parts(rt::World& world, Handler& handler, const Limits& limits, Fin fin, rt::TlsServerPtr tls,
        Gate* gate)
      : connections(world, handler, limits, fin, std::move(tls), gate),
        port(world, {limits.connections, "http: accept", "http: serve a connection"},
             [this](rt::StreamPtr stream, std::uint64_t id) {
               return connections.serve(std::move(stream), id);
             }) {}

  Connections connections;
  rt::Acceptor port;
  rt::Door door = rt::Door::open;
};

Server::Server(rt::World& world, Handler& handler, Limits limits, Fin fin, rt::TlsServerPtr tls,
               Gate* gate)
    : parts_(std::make_unique<Parts>(world, handler, limits, fin, std::move(tls), gate)) {}
Server::~Server() = default;

result<rt::Address> Server::start(const rt::Address& address) {
  return parts_->port.start(address);
}

void Server::start(std::unique_ptr<rt::Listener> port) {
  parts_->port.start(std::move(port));
}

rt::awaitable<std::unique_ptr<rt::Listener>> Server::release() {
  return parts_->port.release();
}

void Server::line(rt::Lining lining) {
  parts_->connections.line(std::move(lining));
}

rt::Address Server::address() const {
  return parts_->port.address();
}

std::size_t Server::door(rt::Door door) {
  if (!parts_->port.listening() || door == parts_->door) {
    return 0;
  }
  const bool shuts = parts_->door == rt::Door::open;
  parts_->door = door;
  parts_->port.door(door);
  if (!shuts) {
    return 0;
  }
  parts_->connections.end_open();
  return parts_->port.open();
}

void Server::end_open() {
  parts_->connections.end_open();
}

rt::awaitable<void> Server::stop(rt::Bound bound, End late) {
  parts_->port.draining().request(rt::Why::shutdown);
  co_await parts_->connections.stop(bound, late);
  co_await parts_->port.stop(bound);
}

std::size_t Server::open_connections() const {
  return parts_->port.open();
}

const rt::TlsRefusals& Server::refusals() const {
  return parts_->connections.refusals();
}

}  // namespace gameday::http
