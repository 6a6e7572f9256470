// What faults that are made over the API do to requests, over memory and over sockets.

#include <gtest/gtest.h>

#include "support/control_stage.hpp"

namespace gameday::control {
namespace {

using test::RawPeer;
using Stage = test::ControlStage;
using test::Told;
using test::within;

const std::string http = R"(,"protocol":"http")";
const std::string chat =
    "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
    "Content-Length: 34\r\n\r\n"
    R"({"model":"gpt-4o","messages":[]}  )";
const std::string get = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string fine = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// The request, and all of the answer up to `end`.
rt::awaitable<std::string> asked(RawPeer& client, std::string request, std::string end) {
  co_await client.send(std::move(request));
  std::string got = co_await client.until(std::move(end));
  co_return got;
}

/// A request that reaches the server and is answered there.
rt::awaitable<void> expect_passes(Stage& stage, RawPeer& client) {
  co_await client.send(get);
  RawPeer served = co_await stage.accept();
  const std::string seen = co_await served.until("\r\n\r\n");
  EXPECT_EQ(seen, get);
  co_await served.send(fine);
  const std::string got = co_await client.until("ok");
  EXPECT_EQ(got, fine);
}

rt::awaitable<std::string> counts(Stage& stage, std::string fault) {
  const Told told = co_await stage.ask("GET", "/proxies/a/faults/" + fault);
  const std::size_t at = told.body.find(R"("counts":)");
  co_return at == std::string::npos ? told.body : told.body.substr(at + 9);
}

rt::awaitable<void> without_faults_bytes_pass_as_they_are(Stage& stage) {
  co_await stage.make(http);
  RawPeer client = co_await stage.dial();
  co_await expect_passes(stage, client);
}

rt::awaitable<void> a_fault_answers_by_itself(Stage& stage) {
  co_await stage.make(http);
  RawPeer client = co_await stage.dial();
  const Told made = co_await stage.ask("POST", "/proxies/a/faults",
                                       R"({"type":"overloaded","match":{"first":1}})");
  EXPECT_EQ(made.status, 200) << made.body;
  const std::string first = co_await asked(client, chat, "}}");
  EXPECT_TRUE(first.starts_with("HTTP/1.1 503")) << first;
  co_await expect_passes(stage, client);  // the same connection
  const std::string counted = co_await counts(stage, "overloaded");
  EXPECT_EQ(counted, R"({"seen":2,"matched":1,"injected":1,"open":0,"bypassed":{}}})");
}

rt::awaitable<void> the_first_match_wins_and_position_puts_first(Stage& stage) {
  co_await stage.make(http);
  co_await stage.ask("POST", "/proxies/a/faults",
                     R"({"name":"b","type":"respond","attributes":{"status":500}})");
  co_await stage.ask("POST", "/proxies/a/faults",
                     R"({"name":"a","type":"respond","attributes":{"status":404},"position":0})");
  RawPeer client = co_await stage.dial();
  const std::string first = co_await asked(client, chat, "}}");
  EXPECT_TRUE(first.starts_with("HTTP/1.1 404")) << first;
  co_await stage.ask("PATCH", "/proxies/a/faults/a", R"({"enabled":false})");
  const std::string second = co_await asked(client, chat, "}}");
  EXPECT_TRUE(second.starts_with("HTTP/1.1 500")) << second;
}

/// Its bytes passed raw until then; what is open stays that, what comes speaks HTTP.
rt::awaitable<void> a_first_fault_makes_it_speak_http(Stage& stage) {
  co_await stage.make();
  RawPeer old = co_await stage.dial();
  RawPeer old_served = co_await stage.accept();
  co_await old.send("no http\n");
  const std::string raw = co_await old_served.until("\n");
  EXPECT_EQ(raw, "no http\n");
  const Told made = co_await stage.ask("POST", "/proxies/a/faults",
                                       R"({"type":"respond","attributes":{"status":503}})");
  EXPECT_EQ(made.status, 200) << made.body;
  const Told shown = co_await stage.ask("GET", "/proxies/a");
  EXPECT_NE(shown.body.find(R"("protocol":"http")"), std::string::npos) << shown.body;
  RawPeer client = co_await stage.dial();
  const std::string hit = co_await asked(client, get, "}}");
  EXPECT_TRUE(hit.starts_with("HTTP/1.1 503")) << hit;
  co_await old_served.send("still open\n");
  const std::string open = co_await old.until("\n");
  EXPECT_EQ(open, "still open\n");
}

/// No connection that comes meanwhile is lost.
rt::awaitable<void> the_port_stays_open_while_it_changes(Stage& stage) {
  co_await stage.make();
  rt::TaskGroup tasks(stage.world.executor);
  int refused = 0;
  const auto knocks = [&]() -> rt::awaitable<void> {
    for (int i = 0; i < 50; ++i) {
      const error_code ec = co_await stage.knock();
      refused += ec ? 1 : 0;
    }
  };
  tasks.spawn("knocks", knocks());
  co_await stage.ask("POST", "/proxies/a/faults", R"({"type":"overloaded"})");
  co_await tasks.join(within(stage.world, 10s));
  EXPECT_EQ(refused, 0);
}

rt::awaitable<void> deleted_a_tar_pit_lets_go(Stage& stage) {
  co_await stage.make(http);
  co_await stage.ask("POST", "/proxies/a/faults", R"({"type":"no-answer"})");
  RawPeer client = co_await stage.dial();
  co_await client.send(get);
  std::string counted;
  while (counted.find(R"("injected":1)") == std::string::npos) {
    co_await test::pause(stage.world, 5ms);
    counted = co_await counts(stage, "no-answer");
  }
  const Told gone = co_await stage.ask("DELETE", "/proxies/a/faults/no-answer");
  EXPECT_EQ(gone.status, 204);
  RawPeer served = co_await stage.accept();
  co_await served.until("\r\n\r\n");
  co_await served.send(fine);
  const std::string got = co_await client.until("ok");
  EXPECT_EQ(got, fine);
}

rt::awaitable<void> of_two_only_the_deleted_one_heals(Stage& stage) {
  co_await stage.make(http);
  co_await stage.ask("POST", "/proxies/a/faults",
                     R"({"name":"one","type":"no-answer","match":{"path":"/one"}})");
  co_await stage.ask("POST", "/proxies/a/faults",
                     R"({"name":"two","type":"no-answer","match":{"path":"/two"}})");
  RawPeer one = co_await stage.dial();
  RawPeer two = co_await stage.dial();
  co_await one.send("GET /one HTTP/1.1\r\nHost: a\r\n\r\n");
  co_await two.send("GET /two HTTP/1.1\r\nHost: a\r\n\r\n");
  for (const char* const name : {"one", "two"}) {
    std::string counted;
    while (counted.find(R"("injected":1)") == std::string::npos) {
      co_await test::pause(stage.world, 5ms);
      counted = co_await counts(stage, name);
    }
  }
  co_await stage.ask("DELETE", "/proxies/a/faults/two");
  RawPeer served = co_await stage.accept();
  const std::string seen = co_await served.until("\r\n\r\n");
  EXPECT_TRUE(seen.starts_with("GET /two ")) << seen;
  std::array<std::byte, 1> none{};
  const rt::IoResult silent = one.stream().try_read(none);
  EXPECT_EQ(silent.ec, rt::IoError::would_block);
}

rt::awaitable<void> a_lease_heals_by_itself(Stage& stage) {
  co_await stage.make(http);
  co_await stage.ask("POST", "/proxies/a/faults", R"({"type":"no-answer","lease_ms":300})");
  RawPeer client = co_await stage.dial();
  co_await client.send(get);
  RawPeer served = co_await stage.accept();  // only once it has healed
  co_await served.until("\r\n\r\n");
  co_await served.send(fine);
  const std::string got = co_await client.until("ok");
  EXPECT_EQ(got, fine);
  const Told told = co_await stage.ask("GET", "/proxies/a/faults");
  EXPECT_EQ(told.body, "[]");
}

rt::awaitable<void> faults_outlive_a_restart_and_reset_removes_them(Stage& stage) {
  co_await stage.make(R"(,"faults":[{"type":"overloaded"}])");
  co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":false})");
  co_await stage.ask("PATCH", "/proxies/a", R"({"enabled":true})");
  RawPeer client = co_await stage.dial();
  const std::string hit = co_await asked(client, get, "}}");
  EXPECT_TRUE(hit.starts_with("HTTP/1.1 503")) << hit;
  co_await stage.ask("POST", "/reset");
  co_await expect_passes(stage, client);
}

rt::awaitable<void> another_match_counts_from_the_beginning(Stage& stage) {
  co_await stage.make(http);
  RawPeer client = co_await stage.dial();
  co_await stage.ask("POST", "/proxies/a/faults", R"({"type":"overloaded","match":{"first":1}})");
  co_await asked(client, get, "}}");
  co_await stage.ask("PATCH", "/proxies/a/faults/overloaded", R"({"attributes":{"status":529}})");
  co_await expect_passes(stage, client);  // its first is over
  const Told told = co_await stage.ask("PATCH", "/proxies/a/faults/overloaded",
                                       R"({"match":{"first":null,"path":"/x"}})");
  EXPECT_NE(told.body.find(R"("match":{"path":"/x"})"), std::string::npos) << told.body;
  const std::string hit = co_await asked(client, get, "}}");
  EXPECT_TRUE(hit.starts_with("HTTP/1.1 529")) << hit;
  const std::string counted = co_await counts(stage, "overloaded");
  EXPECT_EQ(counted, R"({"seen":1,"matched":1,"injected":1,"open":0,"bypassed":{}}})");
}

rt::awaitable<void> a_shut_port_refuses_until_it_is_deleted(Stage& stage) {
  co_await stage.make(R"(,"faults":[{"type":"refused"}])");
  error_code refused = co_await stage.knock();
  EXPECT_EQ(refused, rt::IoError::refused);
  co_await stage.ask("DELETE", "/proxies/a/faults");
  refused = co_await stage.knock();
  EXPECT_EQ(refused, error_code{});
}

rt::awaitable<void> toxics_act_below_http(Stage& stage) {
  co_await stage.make(http + R"(,"toxics":[{"type":"limit_data","attributes":{"bytes":20}}])");
  RawPeer client = co_await stage.dial();
  co_await client.send(get);
  RawPeer served = co_await stage.accept();
  co_await served.until("\r\n\r\n");
  co_await served.send(fine);
  const std::string got = co_await client.rest();
  EXPECT_EQ(got, fine.substr(0, 20));
}

/// A connection that is open, and waits for an answer, is taken over without losing a byte.
rt::awaitable<void> toxics_act_on_open_connections(Stage& stage) {
  co_await stage.make(http);
  RawPeer client = co_await stage.dial();
  co_await client.send(get);
  RawPeer served = co_await stage.accept();
  co_await served.until("\r\n\r\n");
  co_await served.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab");
  const std::string head = co_await client.until("ab");
  co_await stage.ask("POST", "/proxies/a/toxics",
                     R"({"type":"latency","attributes":{"latency":300}})");
  const TimePoint began = stage.world.now();
  co_await served.send("cd");
  const std::string body = co_await client.until("cd");
  EXPECT_EQ(body, "cd");
  EXPECT_GE(stage.world.now() - began, 300ms);
  co_await stage.ask("DELETE", "/proxies/a/toxics/latency_downstream");
  co_await client.send(get);  // it was idle, and is kept
  const std::string again = co_await served.until("\r\n\r\n");
  EXPECT_EQ(again, get);
  co_await served.send(fine);
  const std::string got = co_await client.until("ok");
  EXPECT_EQ(got, fine);
}

/// Between two requests the server waits for the next one.
rt::awaitable<void> toxics_act_on_idle_connections(Stage& stage) {
  co_await stage.make(http);
  RawPeer client = co_await stage.dial();
  co_await client.send(get);
  RawPeer served = co_await stage.accept();
  co_await served.until("\r\n\r\n");
  co_await served.send(fine);
  co_await client.until("ok");
  co_await test::pause(stage.world, 50ms);
  co_await stage.ask("POST", "/proxies/a/toxics",
                     R"({"type":"latency","stream":"upstream","attributes":{"latency":300}})");
  const TimePoint began = stage.world.now();
  co_await client.send(get);
  const std::string again = co_await served.until("\r\n\r\n");
  EXPECT_EQ(again, get);
  EXPECT_GE(stage.world.now() - began, 300ms);
  co_await served.send(fine);
  const std::string got = co_await client.until("ok");
  EXPECT_EQ(got, fine);
}

rt::awaitable<void> a_stop_heals_and_lets_requests_end(Stage& stage) {
  co_await stage.make(http);
  co_await stage.ask("POST", "/proxies/a/faults", R"({"type":"no-answer"})");
  RawPeer client = co_await stage.dial();
  co_await client.send(get);
  std::string counted;
  while (counted.find(R"("injected":1)") == std::string::npos) {
    co_await test::pause(stage.world, 5ms);
    counted = co_await counts(stage, "no-answer");
  }
  rt::TaskGroup tasks(stage.world.executor);
  tasks.spawn("stop", stage.api->stop(within(stage.world, 5s)));
  RawPeer served = co_await stage.accept();
  co_await served.until("\r\n\r\n");
  co_await served.send(fine);
  const std::string got = co_await client.until("ok");
  EXPECT_EQ(got, fine);
  co_await tasks.join(within(stage.world, 10s));
}

rt::awaitable<void> counters_move_for_http_too(Stage& stage) {
  co_await stage.make(http);
  RawPeer client = co_await stage.dial();
  co_await expect_passes(stage, client);
  const Told told = co_await stage.ask("GET", "/metrics");
  const std::string labels = fmt::format(R"(listener="{}",proxy="a",upstream="{}"}} )",
                                         rt::to_text(stage.proxy), stage.upstream());
  const auto has = [&](const std::string& before, std::size_t value) {
    return told.body.find(before + labels + std::to_string(value) + "\n") != std::string::npos;
  };
  EXPECT_TRUE(has(R"(toxiproxy_proxy_received_bytes_total{direction="upstream",)", get.size()));
  EXPECT_TRUE(has(R"(toxiproxy_proxy_sent_bytes_total{direction="upstream",)", get.size()));
  EXPECT_TRUE(has(R"(toxiproxy_proxy_received_bytes_total{direction="downstream",)", fine.size()));
  EXPECT_TRUE(has(R"(toxiproxy_proxy_sent_bytes_total{direction="downstream",)", fine.size()));
  EXPECT_TRUE(has("gameday_proxy_connections_total{", 1));
  EXPECT_TRUE(has("gameday_proxy_active_connections{", 1));
}

rt::awaitable<void> an_upstream_that_refuses_is_counted(Stage& stage) {
  co_await stage.make(http);
  co_await stage.ask("PATCH", "/proxies/a", R"({"upstream":"127.0.0.1:1"})");
  RawPeer client = co_await stage.dial();
  co_await client.send(get);
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::reset);
  const Told told = co_await stage.ask("GET", "/metrics");
  const std::string line =
      fmt::format(R"(gameday_proxy_dial_errors_total{{listener="{}",proxy="a",)"
                  R"(upstream="127.0.0.1:1"}} 1)",
                  rt::to_text(stage.proxy));
  EXPECT_NE(told.body.find(line + "\n"), std::string::npos) << told.body;
}

rt::awaitable<void> events_tell_what_was_injected(Stage& stage) {
  co_await stage.make(http + R"(,"faults":[{"type":"overloaded","match":{"first":1}}])");
  RawPeer listener = co_await RawPeer::dial(stage.world, stage.address);
  co_await listener.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  co_await listener.until(": what faults and toxics do, as it happens\n\n");
  RawPeer client = co_await stage.dial();
  co_await asked(client, chat, "}}");
  const std::string event = co_await listener.until("\n\n");
  EXPECT_TRUE(event.starts_with(
      "event: injected\n"
      R"(data: {"proxy":"a","fault":"overloaded","model":"gpt-4o","status":503,"end":"complete")"))
      << event;
  rt::TaskGroup tasks(stage.world.executor);  // a stop does not wait for listeners
  tasks.spawn("stop", stage.api->stop(within(stage.world, 1h)));
  co_await listener.rest();
  EXPECT_EQ(listener.ended(), rt::IoError::eof);
  co_await tasks.join(within(stage.world, 10s));
}

/// Of which no request tells.
rt::awaitable<void> events_tell_of_connections(Stage& stage) {
  co_await stage.make(http + R"(,"faults":[{"name":"thrown-out","type":"conn",)"
                             R"("attributes":{"kind":"rst_on_accept"},"match":{"first":1}}])");
  RawPeer listener = co_await RawPeer::dial(stage.world, stage.address);
  co_await listener.send("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
  co_await listener.until(": what faults and toxics do, as it happens\n\n");
  RawPeer thrown_out = co_await stage.dial();
  co_await thrown_out.rest();
  EXPECT_EQ(thrown_out.ended(), rt::IoError::reset);
  std::string event = co_await listener.until("\n\n");
  EXPECT_EQ(event,
            "event: injected\n"
            "data: {\"proxy\":\"a\",\"connection\":1,\"fault\":\"thrown-out\"}\n\n");
  RawPeer client = co_await stage.dial();
  co_await expect_passes(stage, client);
  co_await stage.ask("POST", "/proxies/a/toxics", R"({"name":"late","type":"latency"})");
  co_await stage.ask("POST", "/proxies/a/toxics", R"({"name":"later","type":"latency"})");
  event = co_await listener.until("\n\n");
  EXPECT_EQ(event,
            "event: toxics\n"
            "data: {\"proxy\":\"a\",\"connection\":1,\"toxics\":[\"late\"]}\n\n");
}

constexpr test::ControlRow rows[] = {
    {"without_faults_bytes_pass_as_they_are", without_faults_bytes_pass_as_they_are},
    {"a_fault_answers_by_itself", a_fault_answers_by_itself},
    {"the_first_match_wins_and_position_puts_first", the_first_match_wins_and_position_puts_first},
    {"a_first_fault_makes_it_speak_http", a_first_fault_makes_it_speak_http},
    {"the_port_stays_open_while_it_changes", the_port_stays_open_while_it_changes},
    {"deleted_a_tar_pit_lets_go", deleted_a_tar_pit_lets_go},
    {"of_two_only_the_deleted_one_heals", of_two_only_the_deleted_one_heals},
    {"a_lease_heals_by_itself", a_lease_heals_by_itself},
    {"faults_outlive_a_restart_and_reset_removes_them",
     faults_outlive_a_restart_and_reset_removes_them},
    {"another_match_counts_from_the_beginning", another_match_counts_from_the_beginning},
    {"a_shut_port_refuses_until_it_is_deleted", a_shut_port_refuses_until_it_is_deleted},
    {"toxics_act_below_http", toxics_act_below_http},
    {"toxics_act_on_open_connections", toxics_act_on_open_connections},
    {"toxics_act_on_idle_connections", toxics_act_on_idle_connections},
    {"a_stop_heals_and_lets_requests_end", a_stop_heals_and_lets_requests_end},
    {"an_upstream_that_refuses_is_counted", an_upstream_that_refuses_is_counted},
    {"events_tell_what_was_injected", events_tell_what_was_injected},
    {"events_tell_of_connections", events_tell_of_connections},
    {"counters_move_for_http_too", counters_move_for_http_too},
};

class Faults : public testing::TestWithParam<test::ControlRow> {};

TEST_P(Faults, InMemory) {
  test::play_control_in_memory(GetParam());
}

TEST_P(Faults, OverSockets) {
  test::play_control_over_sockets(GetParam());
}

INSTANTIATE_TEST_SUITE_P(Control, Faults, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace gameday::control
