// Toxics on the links of a TCP proxy, over memory and over sockets: what both ends see.

#include <gtest/gtest.h>

#include "proxy/tcp_proxy.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"
#include "support/toxic_link.hpp"

namespace gameday::proxy {
namespace {

using test::RawPeer;
using test::toxic;
using test::within;

struct Stage {
  Stage(rt::World& the_world, const rt::Address& at)
      : world(the_world), listener(std::move(the_world.network.listen(at).value())) {
    TcpOptions options;
    options.upstreams = {listener->address()};
    options.refusal = End::close;
    options.name = "stage";
    proxy = std::make_unique<TcpProxy>(world, std::move(options));
    address = proxy->start(at).value();
  }
  rt::awaitable<RawPeer> dial() { return RawPeer::dial(world, address); }
  rt::awaitable<RawPeer> accept() {
    result<rt::StreamPtr> stream = co_await listener->accept(within(world, 5s));
    RawPeer peer(world, std::move(stream.value()));
    co_return peer;
  }
  rt::awaitable<void> stop() { return proxy->stop(within(world, 20ms)); }
  void upstream(std::vector<toxics::Toxic> list) { apply(std::move(list), {}); }
  void downstream(std::vector<toxics::Toxic> list) { apply({}, std::move(list)); }
  void apply(std::vector<toxics::Toxic> up, std::vector<toxics::Toxic> down) {
    Toxics toxics;
    toxics.upstream = test::chain(std::move(up));
    toxics.downstream = test::chain(std::move(down));
    proxy->apply(std::move(toxics));
  }

  rt::World& world;
  std::unique_ptr<rt::Listener> listener;
  std::unique_ptr<TcpProxy> proxy;
  rt::Address address;
};

rt::awaitable<void> latency_comes_to_links_that_are_open(Stage& stage) {
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await client.send("fast");
  const auto fast = co_await served.until("fast");
  EXPECT_EQ(fast, "fast");
  stage.upstream({toxic("latency", {200, 0})});
  const TimePoint began = stage.world.now();
  co_await client.send("slow");
  const auto slow = co_await served.until("slow");
  EXPECT_EQ(slow, "slow");
  EXPECT_GE(stage.world.now() - began, 200ms);
  EXPECT_EQ(stage.proxy->counts().hit, 1U);
  EXPECT_EQ(stage.proxy->counts().upstream.received, 8U);
  EXPECT_EQ(stage.proxy->counts().upstream.sent, 8U);
}

rt::awaitable<void> removal_lets_go_at_once(Stage& stage) {
  stage.downstream({toxic("latency", {3'600'000, 0})});
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await served.send("held");
  served.stream().end(End::half_close);
  while (stage.proxy->counts().downstream.received < 4) {
    co_await test::pause(stage.world, 1ms);
  }
  stage.downstream({});
  const auto held = co_await client.rest();
  EXPECT_EQ(held, "held");
  EXPECT_EQ(client.ended(), rt::IoError::eof);
}

/// The reference's longest-lived bug: there the call that removes the toxic hangs for ever.
rt::awaitable<void> a_reader_that_stalls_holds_nobody_up(Stage& stage) {
  stage.downstream({toxic("latency", {1, 0})});
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  const std::string block(64 * 1024, 'x');
  const rt::asio::const_buffer buffer(block.data(), block.size());
  std::size_t taken = 0;
  for (int silent = 0; silent < 3;) {
    const rt::IoResult wrote = served.stream().try_write(std::span(&buffer, 1));
    taken += wrote.n;
    silent = wrote.n == 0 ? silent + 1 : 0;
    co_await test::pause(stage.world, 10ms);
  }
  EXPECT_LT(taken, 64U * 1024 * 1024);
  stage.downstream({});  // returns, whatever the client does
  served.stream().end(End::half_close);
  const auto all = co_await client.rest();
  EXPECT_EQ(all.size(), taken);
}

rt::awaitable<void> timeout_closes_with_fin(Stage& stage) {
  stage.upstream({toxic("timeout", {50})});
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await client.send("into the void");
  const auto said = co_await served.rest();
  EXPECT_EQ(said, "");
  EXPECT_EQ(served.ended(), rt::IoError::eof);
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::eof);
}

rt::awaitable<void> removing_a_timeout_closes(Stage& stage) {
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  stage.upstream({toxic("timeout", {0})});
  co_await client.send("into the void");
  co_await test::pause(stage.world, 20ms);
  stage.upstream({});
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::eof);
}

rt::awaitable<void> reset_peer_resets_both_ends_on_live_links(Stage& stage) {
  for (const bool up : {true, false}) {
    RawPeer client = co_await stage.dial();
    RawPeer served = co_await stage.accept();
    up ? stage.upstream({toxic("reset_peer", {20})})
       : stage.downstream({toxic("reset_peer", {20})});
    RawPeer& talker = up ? client : served;
    co_await talker.send("x");
    co_await client.rest();
    co_await served.rest();
    EXPECT_EQ(client.ended(), rt::IoError::reset);
    EXPECT_EQ(served.ended(), rt::IoError::reset);
    stage.apply({}, {});
  }
}

rt::awaitable<void> spared_links_end_with_fin(Stage& stage) {
  toxics::Toxic reset = toxic("reset_peer");
  reset.toxicity = 0;
  stage.upstream({reset});
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await client.send("all");
  client.stream().end(End::half_close);
  const auto said = co_await served.rest();
  EXPECT_EQ(said, "all");
  EXPECT_EQ(served.ended(), rt::IoError::eof);
  served.stream().end(End::close);
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::eof);
}

rt::awaitable<void> limit_data_is_exact(Stage& stage) {
  stage.downstream({toxic("limit_data", {40'000})});
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  const std::string much(60'000, 'x');
  const rt::asio::const_buffer buffer(much.data(), much.size());
  served.stream().try_write(std::span(&buffer, 1));
  const auto said = co_await client.rest();
  EXPECT_EQ(said.size(), 40'000U);
  EXPECT_EQ(client.ended(), rt::IoError::eof);
}

rt::awaitable<void> a_half_close_passes_through_toxics(Stage& stage) {
  stage.apply({toxic("latency", {10, 0})}, {toxic("slicer", {3, 1, 0})});
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await client.send("question");
  client.stream().end(End::half_close);
  const auto question = co_await served.rest();
  EXPECT_EQ(question, "question");
  co_await served.send("an answer all the same");
  served.stream().end(End::close);
  const auto answer = co_await client.rest();
  EXPECT_EQ(answer, "an answer all the same");
}

rt::awaitable<void> its_stop_is_a_fin(Stage& stage) {
  stage.downstream({toxic("latency", {3'600'000, 0})});
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await stage.stop();
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::eof);
  co_await served.rest();
  EXPECT_EQ(served.ended(), rt::IoError::eof);
}

rt::awaitable<void> with_nobody_behind_it_the_client_sees_fin(Stage& stage) {
  stage.listener->door(rt::Door::refuse);
  RawPeer client = co_await stage.dial();
  co_await client.send("is anybody there?");
  const auto said = co_await client.rest();
  EXPECT_EQ(said, "");
  EXPECT_EQ(client.ended(), rt::IoError::eof);
  EXPECT_EQ(stage.proxy->counts().dial_errors, 1U);
}

struct Row {
  const char* name;
  rt::awaitable<void> (*body)(Stage& stage);
};
constexpr Row rows[] = {
    {"latency_comes_to_links_that_are_open", latency_comes_to_links_that_are_open},
    {"removal_lets_go_at_once", removal_lets_go_at_once},
    {"a_reader_that_stalls_holds_nobody_up", a_reader_that_stalls_holds_nobody_up},
    {"timeout_closes_with_fin", timeout_closes_with_fin},
    {"removing_a_timeout_closes", removing_a_timeout_closes},
    {"reset_peer_resets_both_ends_on_live_links", reset_peer_resets_both_ends_on_live_links},
    {"spared_links_end_with_fin", spared_links_end_with_fin},
    {"limit_data_is_exact", limit_data_is_exact},
    {"a_half_close_passes_through_toxics", a_half_close_passes_through_toxics},
    {"its_stop_is_a_fin", its_stop_is_a_fin},
    {"with_nobody_behind_it_the_client_sees_fin", with_nobody_behind_it_the_client_sees_fin},
};

class ToxicRows : public testing::TestWithParam<Row> {};

rt::awaitable<void> play(rt::World& world, rt::Address at, Row row) {
  Stage stage(world, at);
  co_await row.body(stage);
  co_await stage.stop();
}

TEST_P(ToxicRows, InMemory) {
  rt::VirtualWorld world(Seed(1));
  world.run(play(world.world(), {"host", 0}, GetParam()));
}

TEST_P(ToxicRows, OverSockets) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(play(world.world(), {"127.0.0.1", 0}, GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Proxy, ToxicRows, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace gameday::proxy
