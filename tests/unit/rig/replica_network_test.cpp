// A replica's network that is paused, goes on, dies and is used again.

#include "rig/replica_network.hpp"

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday::rig {
namespace {

using rt::IoError;
using test::RawPeer;
using test::within;

/// A client outside, and the replica's end of its connection.
struct Joined {
  std::unique_ptr<rt::Listener> listener;
  rt::StreamPtr inside;
  std::unique_ptr<RawPeer> outside;
};

class ReplicaNetworkTest : public testing::Test {
 protected:
  using Body = std::function<rt::awaitable<void>(ReplicaNetwork&, Joined&)>;

  void run(Body body) { virtual_world.run(play(std::move(body))); }
  rt::awaitable<error_code> knock(rt::Address address) {
    const auto stream = co_await world.network.dial(std::move(address), within(world, 100ms));
    co_return stream ? error_code{} : stream.error();
  }
  /// What one read of the replica gives.
  rt::awaitable<std::string> read(rt::ByteStream& stream, Duration patience) {
    std::array<std::byte, 64> bytes;
    const rt::IoResult got = co_await stream.read_some(bytes, within(world, patience));
    co_return got.ec ? got.ec.message()
                     : std::string(reinterpret_cast<const char*>(bytes.data()), got.n);
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  const rt::Address place{"replica", 80};

 private:
  rt::awaitable<void> play(Body body) {
    ReplicaNetwork network(world);
    Joined joined;
    joined.listener = std::move(network.listen(place).value());
    auto client = co_await world.network.dial(place, within(world, 1s));
    joined.outside = std::make_unique<RawPeer>(world, std::move(client.value()));
    auto inside = co_await joined.listener->accept(within(world, 1s));
    joined.inside = std::move(inside.value());
    co_await body(network, joined);
    joined.inside.reset();
    joined.listener.reset();
  }
};

const std::string silence = make_error_code(IoError::timed_out).message();

TEST_F(ReplicaNetworkTest, InAPauseNothingComesInOrGoesOut) {
  run([this](ReplicaNetwork& network, Joined& joined) -> rt::awaitable<void> {
    network.pause();
    const error_code knocked = co_await knock(place);
    EXPECT_EQ(knocked, IoError::timed_out);
    co_await joined.outside->send("hello");
    const auto said_1 = co_await read(*joined.inside, 1s);
    EXPECT_EQ(said_1, silence);
    const error_code unwritten = co_await rt::write_all(*joined.inside, "bye", within(world, 1s));
    EXPECT_EQ(unwritten, IoError::timed_out);
    const rt::Address provider{"provider", 1};
    const auto dialled = co_await network.dial(provider, within(world, 1s));
    EXPECT_EQ(dialled.error(), IoError::timed_out);

    network.resume();
    const auto said_2 = co_await read(*joined.inside, 1s);
    EXPECT_EQ(said_2, "hello");
    co_await rt::write_all(*joined.inside, "bye", within(world, 1s));
    const auto said_3 = co_await joined.outside->until("bye");
    EXPECT_EQ(said_3, "bye");
    const error_code heard = co_await knock(place);
    EXPECT_FALSE(heard);
  });
}

TEST_F(ReplicaNetworkTest, WhatAReadTookInAPauseIsGivenAfterIt) {
  run([this](ReplicaNetwork& network, Joined& joined) -> rt::awaitable<void> {
    rt::TaskGroup tasks(world.executor);
    std::string got;
    const auto reading = [&]() -> rt::awaitable<void> { got = co_await read(*joined.inside, 5s); };
    tasks.spawn("read", reading());
    co_await test::pause(world, 1ms);  // it waits inside
    network.pause();
    co_await joined.outside->send("hello");
    co_await test::pause(world, 1s);
    EXPECT_EQ(got, "");
    network.resume();
    co_await tasks.join(within(world, 1s));
    EXPECT_EQ(got, "hello");
  });
}

TEST_F(ReplicaNetworkTest, AnEndInAPauseIsHeardAfterIt) {
  run([this](ReplicaNetwork& network, Joined& joined) -> rt::awaitable<void> {
    network.pause();
    joined.inside->end(End::close);
    joined.inside.reset();
    rt::TaskGroup tasks(world.executor);
    const TimePoint began = world.now();
    TimePoint heard{};
    const auto listening = [&]() -> rt::awaitable<void> {
      co_await joined.outside->rest();
      heard = world.now();
    };
    tasks.spawn("listen", listening());
    co_await test::pause(world, 2s);
    network.resume();
    co_await tasks.join(within(world, 1s));
    EXPECT_EQ(joined.outside->ended(), IoError::eof);
    EXPECT_GE(heard - began, 2s);
  });
}

TEST_F(ReplicaNetworkTest, AKillResetsBothEndsAndItsPortRefuses) {
  run([this](ReplicaNetwork& network, Joined& joined) -> rt::awaitable<void> {
    network.kill();
    const error_code refused = co_await knock(place);
    EXPECT_EQ(refused, IoError::refused);
    co_await joined.outside->rest();
    EXPECT_EQ(joined.outside->ended(), IoError::reset);
    const auto said_4 = co_await read(*joined.inside, 1s);
    EXPECT_EQ(said_4, make_error_code(IoError::reset).message());
    const auto dialled = co_await network.dial(place, within(world, 1s));
    EXPECT_FALSE(dialled);
  });
}

TEST_F(ReplicaNetworkTest, ThePortIsKeptForTheNextOne) {
  run([this](ReplicaNetwork& network, Joined& joined) -> rt::awaitable<void> {
    network.kill();
    joined.inside.reset();
    joined.listener.reset();
    EXPECT_EQ(world.network.listen(place).error(), IoError::in_use);
    network.resume();
    const error_code nobody = co_await knock(place);
    EXPECT_EQ(nobody, IoError::refused);  // it runs, but has not listened yet
    joined.listener = std::move(network.listen(place).value());
    const error_code heard = co_await knock(place);
    EXPECT_FALSE(heard);
  });
}

}  // namespace
}  // namespace gameday::rig
