// A small mesh with ties, timeouts and resets: the same seed gives the same trace, another seed
// another one.
#include <array>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "rt/error.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rt {
namespace {

constexpr int clients = 20;
constexpr int requests = 30;

class Mesh {
 public:
  explicit Mesh(World& world) : world_(world) {}

  awaitable<void> run() {
    const Address anywhere{"echo", 0};
    listener_ = std::move(*world_.network.listen(anywhere));
    TaskGroup servers(world_.executor);
    TaskGroup callers(world_.executor);
    servers.spawn("accept", accept(servers));
    for (int client = 0; client < clients; ++client) {
      callers.spawn("client", call(client));
    }
    co_await callers.join(Bound{});
    stop_.request(Why::shutdown);
    co_await servers.join(Bound{});
  }
  std::string trace;

 private:
  void note(int client, int request, std::string_view what) {
    trace += fmt::format("{} {}/{} {}\n", world_.now().time_since_epoch().count(), client, request,
                         what);
  }

  awaitable<void> accept(TaskGroup& servers) {
    const Bound bound = Bound{}.with(stop_);
    for (std::uint64_t id = 0;; ++id) {
      result<StreamPtr> stream = co_await listener_->accept(bound);
      if (!stream) {
        co_return;
      }
      servers.spawn("serve", serve(std::move(*stream), id));
    }
  }

  awaitable<void> serve(StreamPtr stream, std::uint64_t id) {
    Rng rng = world_.seed.stream("serve", id);
    std::array<std::byte, 256> buffer;
    for (;;) {
      const IoResult read = co_await stream->read_some(buffer, Bound{}.with(stop_));
      if (read.ec) {
        co_return;
      }
      const Bound thinks{later(world_.now(), rng.between(0ms, 12ms))};
      co_await sleep(world_, thinks);
      if (rng.below(10) == 0) {
        stream->end(End::reset);
        co_return;
      }
      const asio::const_buffer answer(buffer.data(), read.n);
      co_await write_all(*stream, std::span(&answer, 1), Bound{}.with(stop_));
    }
  }

  awaitable<void> call(int client) {
    StreamPtr stream;
    std::array<std::byte, 256> buffer;
    for (int request = 0; request < requests; ++request) {
      const Bound bound{later(world_.now(), 10ms)};
      if (!stream) {
        stream = std::move(*(co_await world_.network.dial(listener_->address(), bound)));
      }
      co_await write_all(*stream, "ping", bound);
      const IoResult read = co_await stream->read_some(buffer, bound);
      note(client, request, read.ec ? read.ec.message() : "ok");
      if (read.ec) {
        stream.reset();
      }
    }
  }

  World& world_;
  Stop stop_;
  std::unique_ptr<Listener> listener_;
};

std::string trace_of(std::uint64_t seed) {
  VirtualWorld world((Seed(seed)));
  Mesh mesh(world.world());
  world.run(mesh.run());
  return mesh.trace;
}

TEST(Determinism, OneSeedOneTrace) {
  const std::string trace = trace_of(7);
  EXPECT_EQ(trace, trace_of(7));
  EXPECT_NE(trace, trace_of(8));
  for (const char* const what : {"ok", "connection reset", "timed out"}) {
    EXPECT_NE(trace.find(what), std::string::npos) << what;
  }
}

}  // namespace
}  // namespace gameday::rt
