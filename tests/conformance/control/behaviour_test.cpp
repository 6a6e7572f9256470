// What calls of the API do to connections, over memory and over sockets.

#include <gtest/gtest.h>

#include "support/control_stage.hpp"

namespace gameday::control {
namespace {

using test::RawPeer;
using Stage = test::ControlStage;
using test::Told;
using test::within;

/// Whether bytes still pass, both ways.
rt::awaitable<void> expect_open(RawPeer& client, RawPeer& served) {
  co_await client.send("ping");
  const auto asked = co_await served.until("ping");
  EXPECT_EQ(asked, "ping");
  co_await served.send("pong");
  const auto answered = co_await client.until("pong");
  EXPECT_EQ(answered, "pong");
}

rt::awaitable<void> expect_fin(RawPeer& peer) {
  co_await peer.rest();
  EXPECT_EQ(peer.ended(), rt::IoError::eof);
}

rt::awaitable<void> disabled_it_says_fin_and_refuses(Stage& stage) {
  co_await stage.make();
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await expect_open(client, served);
  const Told told = co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":false})");
  EXPECT_EQ(told.status, 200);
  co_await expect_fin(client);
  co_await expect_fin(served);
  const error_code refused = co_await stage.knock();
  EXPECT_EQ(refused, rt::IoError::refused);
  co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":true})");
  RawPeer again = co_await stage.dial();
  RawPeer served_again = co_await stage.accept();
  co_await expect_open(again, served_again);
}

rt::awaitable<void> removed_it_says_fin_and_refuses(Stage& stage) {
  co_await stage.make();
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  const Told told = co_await stage.ask("DELETE", "/proxies/a");
  EXPECT_EQ(told.status, 204);
  co_await expect_fin(client);
  const error_code refused = co_await stage.knock();
  EXPECT_EQ(refused, rt::IoError::refused);
}

rt::awaitable<void> an_upstream_that_fails_is_a_fin(Stage& stage) {
  for (const char* const upstream : {"", "nonsense", ":0", "127.0.0.1:1"}) {
    co_await stage.make();
    const Told told =
        co_await stage.ask("PATCH", "/proxies/a", fmt::format(R"({{"upstream":"{}"}})", upstream));
    EXPECT_EQ(told.status, 200);
    RawPeer client = co_await stage.dial();
    co_await expect_fin(client);
    co_await stage.ask("DELETE", "/proxies/a");
  }
}

rt::awaitable<void> what_changes_nothing_keeps_connections(Stage& stage) {
  co_await stage.make();
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  const std::string same = fmt::format(R"({{"name":"a","listen":"{}","upstream":"{}"}})",
                                       rt::to_text(stage.proxy), stage.upstream());
  co_await stage.ask("PATCH", "/proxies/a", "{}");
  co_await stage.ask("PATCH", "/proxies/a", same);
  co_await stage.ask("PATCH", "/proxies/a", R"({"listen":"127.0.0.1:0"})");  // as asked for
  co_await stage.ask("POST", "/populate", fmt::format("[{}]", same));
  co_await stage.ask("POST", "/reset");
  const Told told = co_await stage.ask("POST", "/proxies", same);
  EXPECT_EQ(told.status, 409);
  co_await expect_open(client, served);
}

rt::awaitable<void> a_move_to_a_taken_port_keeps_connections(Stage& stage) {
  co_await stage.make();
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  const Told told = co_await stage.ask("PATCH", "/proxies/a",
                                       fmt::format(R"({{"listen":"{}"}})", stage.upstream()));
  EXPECT_EQ(told.status, 500);
  co_await expect_open(client, served);
}

rt::awaitable<void> another_upstream_drops_connections(Stage& stage) {
  co_await stage.make();
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  const auto other = std::move(stage.world.network.listen({"127.0.0.1", 0}).value());
  const Told told = co_await stage.ask(
      "POST", "/proxies/a", fmt::format(R"({{"upstream":"{}"}})", rt::to_text(other->address())));
  EXPECT_EQ(told.status, 200);
  co_await expect_fin(client);
  RawPeer again = co_await stage.dial();  // the port is the same
  result<rt::StreamPtr> stream = co_await other->accept(within(stage.world, 5s));
  RawPeer served_again(stage.world, std::move(stream.value()));
  co_await expect_open(again, served_again);
}

rt::awaitable<void> toxics_act_from_the_first_connection(Stage& stage) {
  co_await stage.make(R"(,"toxics":[{"type":"limit_data","attributes":{"bytes":3}}])");
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await served.send("abcdef");
  const auto got = co_await client.rest();
  EXPECT_EQ(got, "abc");
}

rt::awaitable<void> toxics_outlive_a_restart(Stage& stage) {
  co_await stage.make();
  co_await stage.ask("POST", "/proxies/a/toxics",
                     R"({"type":"limit_data","attributes":{"bytes":3}})");
  co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":false})");
  co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":true})");
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await served.send("abcdef");
  const auto got = co_await client.rest();
  EXPECT_EQ(got, "abc");
}

/// Until the proxy has read so many bytes from its clients.
rt::awaitable<void> until_received(Stage& stage, int bytes) {
  const std::string wanted = fmt::format(
      R"(toxiproxy_proxy_received_bytes_total{{direction="upstream",listener="{}",proxy="a",)"
      R"(upstream="{}"}} {})",
      rt::to_text(stage.proxy), stage.upstream(), bytes);
  Told told;
  do {
    co_await test::pause(stage.world, 5ms);
    told = co_await stage.ask("GET", "/metrics");
  } while (told.body.find(wanted + "\n") == std::string::npos);
}

rt::awaitable<void> latency_on_and_off_while_open(Stage& stage) {
  co_await stage.make();
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await expect_open(client, served);
  co_await stage.ask("POST", "/proxies/a/toxics",
                     R"({"type":"latency","stream":"upstream","attributes":{"latency":200}})");
  const TimePoint began = stage.world.now();
  co_await expect_open(client, served);
  EXPECT_GE(stage.world.now() - began, 200ms);
  // What waits an hour goes when the toxic is changed, and again when it is removed.
  co_await stage.ask("PATCH", "/proxies/a/toxics/latency_upstream",
                     R"({"attributes":{"latency":3600000}})");
  co_await client.send("one");
  co_await until_received(stage, 11);
  co_await stage.ask("PATCH", "/proxies/a/toxics/latency_upstream", "{}");
  const auto one = co_await served.until("one");
  EXPECT_EQ(one, "one");
  co_await client.send("two");
  co_await until_received(stage, 14);
  co_await stage.ask("DELETE", "/proxies/a/toxics/latency_upstream");
  const auto two = co_await served.until("two");
  EXPECT_EQ(two, "two");
  co_await expect_open(client, served);
}

/// There the call hangs for 25 s, and every other one for ever.
rt::awaitable<void> a_stalled_reader_stops_no_call(Stage& stage) {
  co_await stage.make(R"(,"toxics":[{"type":"latency","attributes":{"latency":1}}])");
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  const std::string block(64 * 1024, 'x');
  const rt::asio::const_buffer buffer(block.data(), block.size());
  for (int silent = 0; silent < 3;) {
    const rt::IoResult wrote = served.stream().try_write(std::span(&buffer, 1));
    silent = wrote.n == 0 ? silent + 1 : 0;
    co_await test::pause(stage.world, 10ms);
  }
  const TimePoint began = stage.world.now();
  const Told removed = co_await stage.ask("DELETE", "/proxies/a/toxics/latency_downstream");
  EXPECT_EQ(removed.status, 204);
  const Told listed = co_await stage.ask("GET", "/proxies");
  EXPECT_EQ(listed.status, 200);
  const Told disabled = co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":false})");
  EXPECT_EQ(disabled.status, 200);
  EXPECT_LT(stage.world.now() - began, 5s);
}

/// There each of them leaves two goroutines behind.
rt::awaitable<void> what_is_cut_while_it_sends_leaves_nothing(Stage& stage) {
  co_await stage.make(R"(,"toxics":[{"type":"limit_data","attributes":{"bytes":10}}])");
  std::vector<RawPeer> kept;  // servers that go on sending, and never hang up
  const std::string block(64 * 1024, 'x');
  for (int i = 0; i < 100; ++i) {
    RawPeer client = co_await stage.dial();
    RawPeer served = co_await stage.accept();
    const rt::asio::const_buffer buffer(block.data(), block.size());
    served.stream().try_write(std::span(&buffer, 1));
    const std::string got = co_await client.rest();
    EXPECT_EQ(got.size(), 10U);
    kept.push_back(std::move(served));
  }
  const std::string none =
      fmt::format(R"(gameday_proxy_active_connections{{listener="{}",proxy="a",upstream="{}"}} 0)",
                  rt::to_text(stage.proxy), stage.upstream());
  bool left = true;
  for (int i = 0; i < 100 && left; ++i) {
    const Told told = co_await stage.ask("GET", "/metrics");
    left = told.body.find(none + "\n") == std::string::npos;
    co_await test::pause(stage.world, 50ms);
  }
  EXPECT_FALSE(left);
}

rt::awaitable<void> a_lease_ends_by_itself(Stage& stage) {
  co_await stage.make();
  co_await stage.ask("POST", "/proxies/a/toxics", R"({"type":"noop","lease_ms":300})");
  co_await stage.ask("POST", "/proxies/a/toxics", R"({"name":"long","type":"noop"})");
  Told told;
  do {
    co_await test::pause(stage.world, 20ms);
    told = co_await stage.ask("GET", "/proxies/a/toxics");
  } while (told.body.find("noop_downstream") != std::string::npos);
  EXPECT_NE(told.body.find("long"), std::string::npos);
}

rt::awaitable<void> counters_move_while_data_flows(Stage& stage) {
  co_await stage.make(R"(,"toxics":[{"type":"latency","attributes":{"latency":1}}])");
  RawPeer client = co_await stage.dial();
  RawPeer served = co_await stage.accept();
  co_await expect_open(client, served);
  const std::string labels = fmt::format(R"(listener="{}",proxy="a",upstream="{}"}} )",
                                         rt::to_text(stage.proxy), stage.upstream());
  Told told = co_await stage.ask("GET", "/metrics");
  const auto has = [&](const std::string& before, const std::string& after) {
    return told.body.find(before + labels + after + "\n") != std::string::npos;
  };
  EXPECT_TRUE(has(R"(toxiproxy_proxy_received_bytes_total{direction="upstream",)", "4"));
  EXPECT_TRUE(has(R"(toxiproxy_proxy_sent_bytes_total{direction="downstream",)", "4"));
  EXPECT_TRUE(has("gameday_proxy_active_connections{", "1"));
  EXPECT_TRUE(has("gameday_proxy_toxic_connections_total{", "1"));
  co_await stage.ask("DELETE", "/proxies/a");  // and they never go back
  told = co_await stage.ask("GET", "/metrics");
  EXPECT_TRUE(has(R"(toxiproxy_proxy_received_bytes_total{direction="upstream",)", "4"));
  EXPECT_TRUE(has("gameday_proxy_active_connections{", "0"));
}

rt::awaitable<void> wildcards_take_every_address(Stage& stage) {
  co_await stage.ask("POST", "/proxies",
                     fmt::format(R"({{"name":"w","upstream":"{}"}})", stage.upstream()));
  const Told told = co_await stage.ask("GET", "/proxies/w");
  const std::size_t colon = told.body.find("[::]:");
  const auto port = static_cast<std::uint16_t>(std::stoi(told.body.substr(colon + 5)));
  for (const char* const host : {"127.0.0.1", "::1"}) {
    stage.proxy = {host, port};
    RawPeer client = co_await stage.dial();
    RawPeer served = co_await stage.accept();
    co_await expect_open(client, served);
  }
}

rt::awaitable<void> calls_at_once_are_served_in_turn(Stage& stage) {
  rt::TaskGroup tasks(stage.world.executor);
  int made = 0;
  int refused = 0;
  const auto create = [&](int i) -> rt::awaitable<void> {
    const Told told = co_await stage.ask(
        "POST", "/proxies",
        fmt::format(R"({{"name":"p{}","listen":"localhost:0","upstream":"u:1"}})", i % 4));
    made += told.status == 201 ? 1 : 0;
    refused += told.status == 409 ? 1 : 0;
  };
  for (int i = 0; i < 12; ++i) {
    tasks.spawn("create", create(i));
  }
  co_await tasks.join(within(stage.world, 5s));
  EXPECT_EQ(made, 4);
  EXPECT_EQ(refused, 8);
  EXPECT_EQ(stage.api->proxies(), 4U);
}

rt::awaitable<void> a_config_is_populated_before_the_start(Stage& stage) {
  Api other(stage.world, ApiOptions{});
  const auto fine = co_await other.populate(
      R"([{"name":"a","listen":"127.0.0.1:0","upstream":"u:1","toxics":[{"type":"noop"}]}])");
  EXPECT_EQ(fine, std::nullopt);
  EXPECT_EQ(other.proxies(), 1U);
  const auto wrong = co_await other.populate("[");
  EXPECT_TRUE(wrong && wrong->starts_with("bad request body: ")) << wrong.value_or("nothing");
  co_await other.stop(within(stage.world, 1s));
  EXPECT_EQ(other.proxies(), 0U);
}

constexpr test::ControlRow rows[] = {
    {"disabled_it_says_fin_and_refuses", disabled_it_says_fin_and_refuses},
    {"removed_it_says_fin_and_refuses", removed_it_says_fin_and_refuses},
    {"an_upstream_that_fails_is_a_fin", an_upstream_that_fails_is_a_fin},
    {"what_changes_nothing_keeps_connections", what_changes_nothing_keeps_connections},
    {"a_move_to_a_taken_port_keeps_connections", a_move_to_a_taken_port_keeps_connections},
    {"another_upstream_drops_connections", another_upstream_drops_connections},
    {"toxics_act_from_the_first_connection", toxics_act_from_the_first_connection},
    {"toxics_outlive_a_restart", toxics_outlive_a_restart},
    {"latency_on_and_off_while_open", latency_on_and_off_while_open},
    {"a_stalled_reader_stops_no_call", a_stalled_reader_stops_no_call},
    {"what_is_cut_while_it_sends_leaves_nothing", what_is_cut_while_it_sends_leaves_nothing},
    {"a_lease_ends_by_itself", a_lease_ends_by_itself},
    {"counters_move_while_data_flows", counters_move_while_data_flows},
    {"wildcards_take_every_address", wildcards_take_every_address},
    {"calls_at_once_are_served_in_turn", calls_at_once_are_served_in_turn},
    {"a_config_is_populated_before_the_start", a_config_is_populated_before_the_start},
};

class Behaviour : public testing::TestWithParam<test::ControlRow> {};

TEST_P(Behaviour, InMemory) {
  test::play_control_in_memory(GetParam());
}

TEST_P(Behaviour, OverSockets) {
  test::play_control_over_sockets(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Control, Behaviour, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace gameday::control
