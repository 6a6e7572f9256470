// The TCP proxy over memory and over sockets: what goes in comes out, and every way to end.

#include "proxy/tcp_proxy.hpp"

#include <gtest/gtest.h>

#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday::proxy {
namespace {

using test::RawPeer;
using test::within;

/// Listens, and hands out what it accepted.
struct Upstream {
  Upstream(rt::World& the_world, const rt::Address& at)
      : world(the_world), listener(std::move(the_world.network.listen(at).value())) {}

  rt::awaitable<RawPeer> accept() {
    result<rt::StreamPtr> stream = co_await listener->accept(within(world, 5s));
    RawPeer peer(world, std::move(stream.value()));
    co_return peer;
  }
  rt::World& world;
  std::unique_ptr<rt::Listener> listener;
};

class Tap final : public TcpTap {
 public:
  void sent(std::uint64_t link, std::size_t upstream, std::span<const std::byte> bytes) override {
    heard += fmt::format("{}>{}:", link, upstream);
    heard.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  void ended(std::uint64_t) override { ++over; }
  std::string heard;
  int over = 0;
};

struct Stage {
  Stage(rt::World& the_world, const rt::Address& at, std::size_t links = 10)
      : world(the_world), first(the_world, at), second(the_world, at) {
    TcpOptions options;
    options.upstreams = {first.listener->address(), second.listener->address()};
    options.dial_time = 50ms;
    options.links = links;
    proxy = std::make_unique<TcpProxy>(world, std::move(options), &tap);
    address = proxy->start(at).value();
  }
  rt::awaitable<RawPeer> dial() { return RawPeer::dial(world, address); }
  rt::awaitable<void> stop(Duration grace = 5s) { return proxy->stop(within(world, grace)); }

  rt::World& world;
  Upstream first;
  Upstream second;
  Tap tap;
  std::unique_ptr<TcpProxy> proxy;
  rt::Address address;
};

rt::awaitable<void> turns_are_taken(Stage& stage) {
  RawPeer one = co_await stage.dial();
  RawPeer served_one = co_await stage.first.accept();
  RawPeer two = co_await stage.dial();
  RawPeer served_two = co_await stage.second.accept();
  co_await one.send("one");
  const auto said_1 = co_await served_one.until("one");
  EXPECT_EQ(said_1, "one");
  co_await served_two.send("two");
  const auto said_2 = co_await two.until("two");
  EXPECT_EQ(said_2, "two");
  EXPECT_EQ(stage.proxy->links(), 2U);
  EXPECT_EQ(stage.tap.heard, "1>0:one");
  for (RawPeer* peer : {&one, &served_one, &two, &served_two}) {
    peer->stream().end(End::close);
  }
  co_await stage.stop();
  EXPECT_EQ(stage.tap.over, 2);
}

rt::awaitable<void> a_half_close_is_passed_on(Stage& stage) {
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.first.accept();
  co_await client.send("all I have");
  client.stream().end(End::half_close);
  const auto said_3 = co_await served.rest();
  EXPECT_EQ(said_3, "all I have");
  EXPECT_EQ(served.ended(), rt::IoError::eof);
  co_await served.send("an answer, late");
  served.stream().end(End::close);
  const auto said_4 = co_await client.rest();
  EXPECT_EQ(said_4, "an answer, late");
  EXPECT_EQ(client.ended(), rt::IoError::eof);
  co_await stage.stop();
}

rt::awaitable<void> a_reset_is_passed_on_behind_its_bytes(Stage& stage) {
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.first.accept();
  co_await served.send("half an ans");
  const auto said_5 = co_await client.until("ans");
  EXPECT_EQ(said_5, "half an ans");
  served.stream().end(End::reset);
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::reset);

  RawPeer other = co_await stage.dial();
  RawPeer served_other = co_await stage.second.accept();
  other.stream().end(End::reset);
  co_await served_other.rest();
  EXPECT_EQ(served_other.ended(), rt::IoError::reset);
  co_await stage.stop();
}

rt::awaitable<void> one_that_refuses_is_passed_over(Stage& stage) {
  stage.first.listener->door(rt::Door::refuse);
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.second.accept();
  co_await client.send("hello");
  const auto said_6 = co_await served.until("hello");
  EXPECT_EQ(said_6, "hello");
  EXPECT_EQ(stage.tap.heard, "1>1:hello");
  client.stream().end(End::close);
  served.stream().end(End::close);
  co_await stage.stop();
}

rt::awaitable<void> one_that_says_nothing_costs_the_dial_time(Stage& stage) {
  stage.first.listener->door(rt::Door::black_hole);
  const TimePoint began = stage.world.now();
  RawPeer client = co_await stage.dial();
  EXPECT_LT(stage.world.now() - began, 50ms);  // the port accepts while dials are under way
  RawPeer served = co_await stage.second.accept();
  EXPECT_GE(stage.world.now() - began, 50ms);
  client.stream().end(End::close);
  served.stream().end(End::close);
  co_await stage.stop();
}

rt::awaitable<void> without_anybody_the_client_is_reset(Stage& stage) {
  stage.first.listener->door(rt::Door::refuse);
  stage.second.listener->door(rt::Door::refuse);
  RawPeer client = co_await stage.dial();
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::reset);
  co_await stage.stop();
}

/// Who does not read stops who writes: no more than windows and one read are under way.
rt::awaitable<void> nothing_is_hoarded(Stage& stage) {
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.first.accept();
  const std::string block(64 * 1024, 'x');
  const rt::asio::const_buffer buffer(block.data(), block.size());
  std::size_t taken = 0;
  for (int silent = 0; silent < 3;) {
    const rt::IoResult wrote = client.stream().try_write(std::span(&buffer, 1));
    taken += wrote.n;
    silent = wrote.n == 0 ? silent + 1 : 0;
    co_await test::pause(stage.world, 10ms);
  }
  EXPECT_LT(taken, 64U * 1024 * 1024);
  client.stream().end(End::half_close);
  std::size_t got = 0;
  std::array<std::byte, 64 * 1024> bytes;
  for (rt::IoResult read; !read.ec; got += read.n) {
    read = co_await served.stream().read_some(bytes, within(stage.world, 5s));
  }
  EXPECT_EQ(got, taken);
  served.stream().end(End::close);
  co_await stage.stop();
}

rt::awaitable<void> its_end_resets_what_is_left(Stage& stage) {
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.first.accept();
  co_await stage.stop(20ms);
  co_await client.rest();
  co_await served.rest();
  EXPECT_EQ(client.ended(), rt::IoError::reset);
  EXPECT_EQ(served.ended(), rt::IoError::reset);
  EXPECT_EQ(stage.proxy->links(), 0U);
}

rt::awaitable<void> a_dial_that_the_end_cuts_off_is_no_error(Stage& stage) {
  stage.second.listener->door(rt::Door::black_hole);
  TcpOptions options;
  options.upstreams = {stage.second.listener->address()};
  options.dial_time = 1h;
  TcpProxy proxy(stage.world, std::move(options));
  const rt::Address address = proxy.start({stage.address.host, 0}).value();
  RawPeer client = co_await RawPeer::dial(stage.world, address);
  co_await test::pause(stage.world, 20ms);
  co_await proxy.stop(within(stage.world, 20ms));
  EXPECT_EQ(proxy.counts().accepted, 1U);
  EXPECT_EQ(proxy.counts().dial_errors, 0U);
  EXPECT_FALSE(proxy.counts().last_dial_error);
  co_await stage.stop();
}

struct Row {
  const char* name;
  rt::awaitable<void> (*body)(Stage& stage);
};
constexpr Row rows[] = {
    {"turns_are_taken", turns_are_taken},
    {"a_half_close_is_passed_on", a_half_close_is_passed_on},
    {"a_reset_is_passed_on_behind_its_bytes", a_reset_is_passed_on_behind_its_bytes},
    {"one_that_refuses_is_passed_over", one_that_refuses_is_passed_over},
    {"one_that_says_nothing_costs_the_dial_time", one_that_says_nothing_costs_the_dial_time},
    {"without_anybody_the_client_is_reset", without_anybody_the_client_is_reset},
    {"a_dial_that_the_end_cuts_off_is_no_error", a_dial_that_the_end_cuts_off_is_no_error},
    {"nothing_is_hoarded", nothing_is_hoarded},
    {"its_end_resets_what_is_left", its_end_resets_what_is_left},
};

class TcpProxyRows : public testing::TestWithParam<Row> {};

rt::awaitable<void> play(rt::World& world, rt::Address at, Row row) {
  Stage stage(world, at);
  co_await row.body(stage);
}

TEST_P(TcpProxyRows, InMemory) {
  rt::VirtualWorld world(Seed(1));
  world.run(play(world.world(), {"host", 0}, GetParam()));
}

TEST_P(TcpProxyRows, OverSockets) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(play(world.world(), {"127.0.0.1", 0}, GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Proxy, TcpProxyRows, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

rt::awaitable<void> fill_up(rt::World& world) {
  Stage stage(world, {"host", 0}, 1);
  RawPeer one = co_await stage.dial();
  RawPeer served_one = co_await stage.first.accept();
  RawPeer two = co_await stage.dial();  // waits in the backlog
  const auto nobody = co_await stage.second.listener->accept(within(world, 1s));
  EXPECT_EQ(nobody.error(), rt::IoError::timed_out);
  one.stream().end(End::close);
  served_one.stream().end(End::close);
  RawPeer served_two = co_await stage.second.accept();
  two.stream().end(End::close);
  served_two.stream().end(End::close);
  co_await stage.stop();
}

TEST(TcpProxy, TakesNoMoreLinksThanItMay) {
  rt::VirtualWorld world(Seed(1));
  world.run(fill_up(world.world()));
}

}  // namespace
}  // namespace gameday::proxy
