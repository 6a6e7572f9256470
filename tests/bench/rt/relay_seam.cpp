// A plain TCP relay on our own seam: `relay_seam PORT` relays to 127.0.0.1:PORT and prints where it
// listens. Every read is bounded, as everywhere in the program.
#include <array>
#include <cstdio>
#include <cstdlib>

#include "rt/error.hpp"
#include "rt/real_world.hpp"

namespace gameday::rt {
namespace {

constexpr Duration idle = 60s;

Bound idle_bound(World& world) {
  return Bound{later(world.now(), idle), Limit::idle};
}

awaitable<void> pump(World& world, ByteStream& from, ByteStream& to) {
  std::array<std::byte, 16 * 1024> buffer;
  for (;;) {
    const IoResult read = co_await from.read_some(buffer, idle_bound(world));
    if (read.ec) {
      to.end(read.ec == IoError::eof ? End::half_close : End::reset);
      co_return;
    }
    const asio::const_buffer bytes(buffer.data(), read.n);
    const IoResult wrote = to.try_write(std::span(&bytes, 1));
    if (wrote.n == read.n) {
      continue;  // nearly always; a coroutine less
    }
    const asio::const_buffer rest = bytes + wrote.n;
    const error_code ec = co_await write_all(to, std::span(&rest, 1), idle_bound(world));
    if (ec) {
      from.end(End::reset);
      co_return;
    }
  }
}

awaitable<void> relay(World& world, StreamPtr client, Address upstream) {
  const Bound connecting = idle_bound(world);
  const result<StreamPtr> server = co_await world.network.dial(std::move(upstream), connecting);
  if (!server) {
    client->end(End::reset);
    co_return;
  }
  TaskGroup pumps(world.executor);
  pumps.spawn("answers", pump(world, **server, *client));
  co_await pump(world, *client, **server);
  co_await pumps.join(Bound{});
}

awaitable<void> serve(World& world, Address upstream) {
  const Address anywhere{"127.0.0.1", 0};
  const auto listener = world.network.listen(anywhere);
  std::printf("%d\n", (*listener)->address().port);
  std::fflush(stdout);
  for (;;) {
    result<StreamPtr> client = co_await (*listener)->accept(Bound{});
    if (client) {
      world.tasks.spawn("relay", relay(world, std::move(*client), upstream));
    }
  }
}

}  // namespace
}  // namespace gameday::rt

int main(int argc, char** argv) {
  using namespace gameday;
  const int port = argc == 2 ? std::atoi(argv[1]) : 0;
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(rt::serve(world.world(), {"127.0.0.1", static_cast<std::uint16_t>(port)}));
}
