// One port: how many at a time, who is told of the end, and what comes after a failed accept.

#include "rt/acceptor.hpp"

#include <array>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "rt/error.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rt {
namespace {

const Address address{"port", 1};

Bound within(World& world, Duration time) {
  return Bound{later(world.now(), time)};
}
awaitable<void> pause(World& world, Duration time) {
  co_await sleep(world, within(world, time));
}

class AcceptorTest : public testing::Test {
 public:
  /// Holds each connection until its peer has left, or until it must end.
  awaitable<void> hold(StreamPtr stream, std::uint64_t id) {
    served_.push_back(id);
    std::array<std::byte, 16> bytes{};
    const IoResult read = co_await stream->read_some(bytes, Bound{}.with(port_->stopping()));
    ends_ += read.ec == IoError::stopped ? '!' : '.';
  }

  void run(std::size_t most, awaitable<void> (AcceptorTest::*play)()) {
    Acceptor port(world, {most, "accept", "hold"}, [this](StreamPtr stream, std::uint64_t id) {
      return hold(std::move(stream), id);
    });
    port_ = &port;
    virtual_world.run((this->*play)());
    EXPECT_EQ(port.open(), 0U);
  }

  awaitable<StreamPtr> dial() {
    result<StreamPtr> stream = co_await world.network.dial(address, within(world, 5s));
    EXPECT_TRUE(stream);
    co_await pause(world, 1ms);
    co_return stream ? std::move(*stream) : nullptr;
  }

  awaitable<void> one_at_a_time() {
    EXPECT_EQ(port_->start(address).value(), address);
    EXPECT_EQ(port_->address(), address);
    StreamPtr first = co_await dial();
    StreamPtr second = co_await dial();
    EXPECT_EQ(port_->open(), 1U);
    EXPECT_EQ(served_, std::vector<std::uint64_t>{1});
    first->end(End::close);
    co_await pause(world, 1ms);
    EXPECT_EQ(served_, (std::vector<std::uint64_t>{1, 2}));
    second->end(End::close);
    co_await port_->stop(within(world, 1s));
  }

  awaitable<void> stop_in_time() {
    EXPECT_TRUE(port_->start(address));
    StreamPtr peer = co_await dial();
    TaskGroup beside(world.executor);
    beside.spawn("leave", leave(*peer, 3s));
    const TimePoint began = world.now();
    co_await port_->stop(within(world, 10s));
    EXPECT_GE(world.now() - began, 2s);
    EXPECT_LT(world.now() - began, 4s);
    const auto late = co_await world.network.dial(address, within(world, 1s));
    EXPECT_EQ(late.error(), IoError::refused);
    co_await beside.join(Bound{});
  }

  /// Nobody who knocks meanwhile is refused.
  awaitable<void> released() {
    EXPECT_TRUE(port_->start(address));
    StreamPtr first = co_await dial();
    std::unique_ptr<Listener> released = co_await port_->release();
    StreamPtr second = co_await dial();
    EXPECT_EQ(served_, std::vector<std::uint64_t>{1});
    std::vector<std::uint64_t> served_there;
    Acceptor other(world, {5, "accept", "there"},
                   [&](StreamPtr, std::uint64_t id) -> awaitable<void> {
                     served_there.push_back(id);
                     co_return;
                   });
    other.start(std::move(released));
    co_await pause(world, 1ms);
    EXPECT_EQ(served_there, std::vector<std::uint64_t>{1});
    EXPECT_EQ(port_->open(), 1U);  // and goes on
    first->end(End::close);
    co_await other.stop(within(world, 1s));
    co_await port_->stop(within(world, 1s));
  }

  awaitable<void> stop_too_late() {
    EXPECT_TRUE(port_->start(address));
    StreamPtr peer = co_await dial();
    const TimePoint began = world.now();
    co_await port_->stop(within(world, 10s));
    EXPECT_EQ(world.now() - began, 10s);
  }

  awaitable<void> leave(ByteStream& peer, Duration after) {
    co_await pause(world, after);
    peer.end(End::close);
  }

  awaitable<void> taken() {
    auto other = world.network.listen(address);
    EXPECT_TRUE(other);
    EXPECT_FALSE(port_->start(address));
    EXPECT_FALSE(port_->listening());
    co_await port_->stop(Bound{});
  }

  VirtualWorld virtual_world{Seed(1)};
  World& world = virtual_world.world();
  Acceptor* port_ = nullptr;
  std::vector<std::uint64_t> served_;
  std::string ends_;  // . by itself, ! because it must
};

TEST_F(AcceptorTest, ItsPortCanGoToAnother) {
  run(5, &AcceptorTest::released);
}

TEST_F(AcceptorTest, TakesNoMoreAtATimeThanItMay) {
  run(1, &AcceptorTest::one_at_a_time);
  EXPECT_EQ(ends_, "..");
}

TEST_F(AcceptorTest, ThoseThatAreOpenMayEndByThemselves) {
  run(4, &AcceptorTest::stop_in_time);
  EXPECT_EQ(ends_, ".");
}

TEST_F(AcceptorTest, ThoseThatGoOnBeyondTheBoundMustEnd) {
  run(4, &AcceptorTest::stop_too_late);
  EXPECT_EQ(ends_, "!");
}

TEST_F(AcceptorTest, APortThatIsTakenOpensNothing) {
  run(4, &AcceptorTest::taken);
  EXPECT_EQ(ends_, "");
}

}  // namespace
}  // namespace gameday::rt
