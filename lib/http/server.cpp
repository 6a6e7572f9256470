#include "http/server.hpp"

#include "http/server_connection.hpp"

namespace gameday::http {

struct Server::Parts {
  Parts(rt::World& world, Handler& handler, const Limits& limits, Fin fin)
      : port(world, {limits.connections, "http: accept", "http: serve a connection"},
             [this](rt::StreamPtr stream, std::uint64_t id) {
               return serve(std::move(stream), id);
             }),
        context(world, handler, limits, fin, port) {}

  rt::awaitable<void> serve(rt::StreamPtr stream, std::uint64_t id);

  rt::Acceptor port;
  ServerContext context;
  rt::Door door = rt::Door::open;
};

rt::awaitable<void> Server::Parts::serve(rt::StreamPtr stream, std::uint64_t id) {
  ServerConnection connection(context, std::move(stream), id);
  co_await connection.run();
}

Server::Server(rt::World& world, Handler& handler, Limits limits, Fin fin)
    : parts_(std::make_unique<Parts>(world, handler, limits, fin)) {}
Server::~Server() = default;

result<rt::Address> Server::start(const rt::Address& address) {
  return parts_->port.start(address);
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
  parts_->context.end_connections();
  return parts_->port.open();
}

rt::awaitable<void> Server::stop(rt::Bound bound) {
  return parts_->port.stop(bound);
}

std::size_t Server::open_connections() const {
  return parts_->port.open();
}

}  // namespace gameday::http
