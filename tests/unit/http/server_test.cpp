// The server's loop in virtual time: what keeps a connection, what ends it, who is told.

#include "http/server.hpp"

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"
#include "support/failing_network.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

using http::Exchange;
using rt::IoError;
using test::pause;
using test::RawPeer;

const rt::Address address{"server", 80};
constexpr std::string_view get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
const rt::Bound unbounded{};

/// Runs `client` against a server with this handler, then stops the server.
class ServerTest : public testing::Test {
 protected:
  using Client = std::function<rt::awaitable<void>()>;

  void run(test::FunctionHandler::Function handle, const Client& client,
           http::Fin fin = http::Fin::gone) {
    test::FunctionHandler handler(std::move(handle));
    http::Server server(world, handler, limits, fin);
    server_ = &server;
    virtual_world.run(play(client));
  }

  rt::awaitable<void> play(Client client) {
    EXPECT_TRUE(server_->start(address));
    co_await client();
    co_await server_->stop(test::within(world, 10s));
    EXPECT_EQ(server_->open_connections(), 0U);
  }

  rt::awaitable<void> answer(Exchange& exchange, std::string body) {
    http::Head head = http::response_of(200, "text/plain", body.size());
    co_await http::respond(exchange, std::move(head), std::move(body), unbounded);
  }
  /// Answers with the request's target and body.
  rt::awaitable<void> echo(Exchange& exchange) {
    auto body = co_await http::read_body(exchange, unbounded);
    if (body) {
      co_await answer(exchange, exchange.request().target + " " + *body + "\n");
    }
  }
  test::FunctionHandler::Function echoes() {
    return [this](Exchange& exchange) { return echo(exchange); };
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  http::Limits limits;
  http::Server* server_ = nullptr;
};

std::string post(std::string_view target, std::string_view body) {
  return "POST " + std::string(target) +
         " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
         std::string(body);
}

TEST_F(ServerTest, KeepsAConnectionForTheNextRequest) {
  std::vector<std::uint64_t> connections;
  const auto handle = [&](Exchange& exchange) {
    connections.push_back(exchange.connection());
    return echo(exchange);
  };
  run(handle, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(post("/1", "one"));
    const std::string first = co_await peer.until("/1 one\n");
    EXPECT_TRUE(first.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_EQ(first.find("Connection"), std::string::npos);
    co_await peer.send(post("/2", "two"));
    const std::string second = co_await peer.until("/2 two\n");
    EXPECT_FALSE(peer.ended());
    co_await peer.send("GET /3 HTTP/1.0\r\n\r\n");
    const std::string third = co_await peer.rest();
    EXPECT_NE(third.find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(peer.ended(), IoError::eof);
  });
  EXPECT_EQ(connections, (std::vector<std::uint64_t>{1, 1, 1}));
}

TEST_F(ServerTest, AnswersPipelinedRequestsInOrder) {
  const auto slow = [this](Exchange& exchange) -> rt::awaitable<void> {
    if (exchange.request().target == "/1") {
      co_await pause(world, 100ms);
    }
    co_await echo(exchange);
  };
  run(slow, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(post("/1", "a") + post("/2", "b"));
    co_await pause(world, 50ms);  // the watch reads this one
    const std::string big(3000, 'x');
    co_await peer.send(post("/3", big));
    const std::string one = co_await peer.until("/1 a\n");
    const std::string two = co_await peer.until("/2 b\n");
    const std::string three = co_await peer.until(" " + big + "\n");
    EXPECT_NE(three.find("/3"), std::string::npos);
    EXPECT_FALSE(peer.ended());
  });
}

TEST_F(ServerTest, SendsContinueWhenTheBodyIsWanted) {
  const std::string head =
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
  run(echoes(), [this, head]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(head);
    const std::string told = co_await peer.until("\r\n\r\n");
    EXPECT_EQ(told, "HTTP/1.1 100 Continue\r\n\r\n");
    co_await peer.send("ok");
    const std::string answered = co_await peer.until("/ ok\n");
    EXPECT_TRUE(answered.starts_with("HTTP/1.1 200 OK\r\n"));
    co_await peer.send(head + "ok");  // did not wait: needs no 100
    const std::string again = co_await peer.until("/ ok\n");
    EXPECT_TRUE(again.starts_with("HTTP/1.1 200 OK\r\n"));
  });
}

TEST_F(ServerTest, SendsNoContinueWhenTheBodyIsNotWantedAndCloses) {
  const auto refuse = [this](Exchange& exchange) { return answer(exchange, "no\n"); };
  run(refuse, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    const std::string all = co_await peer.rest();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 200 OK\r\n"));
    EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(peer.ended(), IoError::eof);
  });
}

TEST_F(ServerTest, AnswersASlowHeadWith408AtItsLimit) {
  run(echoes(), [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    const TimePoint start = world.now();
    co_await peer.send("GET / HT");
    co_await pause(world, limits.head_time - 1ms);
    co_await peer.send("TP/1.1\r\nX: ");  // does not buy time
    const std::string all = co_await peer.rest();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 408 Request Timeout\r\n")) << all;
    EXPECT_GE(world.now() - start, limits.head_time);
    EXPECT_LT(world.now() - start, limits.head_time + 1ms);
  });
}

TEST_F(ServerTest, AnswersASlowBodyWith408AndAnIdleConnectionWithNothing) {
  run(echoes(), [this]() -> rt::awaitable<void> {
    RawPeer slow = co_await RawPeer::dial(world, address);
    RawPeer idle = co_await RawPeer::dial(world, address);
    const TimePoint start = world.now();
    co_await slow.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    const std::string all = co_await slow.rest();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 408 Request Timeout\r\n")) << all;
    EXPECT_LT(world.now() - start, limits.body_time + 1ms);
    const std::string nothing = co_await idle.rest();
    EXPECT_EQ(nothing, "");
    EXPECT_EQ(idle.ended(), IoError::eof);
    EXPECT_GE(world.now() - start, limits.idle_time - 1ms);
    EXPECT_LT(world.now() - start, limits.idle_time + 1ms);
  });
}

TEST_F(ServerTest, RefusesWhatItCannotReadByName) {
  limits.head = 200;
  limits.body = 5;
  const std::string chunked = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  const std::vector<std::pair<std::string, int>> table{
      {"GET /" + std::string(200, 'x'), 431},
      {post("/", "123456"), 413},
      {chunked + "3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", 413},
      {chunked + "zz\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {"\x16\x03\x01", 400},
      {"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505}};
  run(echoes(), [this, &table]() -> rt::awaitable<void> {
    for (const auto& [request, status] : table) {
      RawPeer peer = co_await RawPeer::dial(world, address);
      co_await peer.send(request);
      const std::string all = co_await peer.rest();
      EXPECT_TRUE(all.starts_with("HTTP/1.1 " + std::to_string(status) + " ")) << request << all;
      EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
      EXPECT_EQ(peer.ended(), IoError::eof) << request;
    }
  });
}

TEST_F(ServerTest, AHandlerThatSaysNothingIsA500) {
  const auto silent = [](Exchange&) -> rt::awaitable<void> { co_return; };
  run(silent, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(std::string(get));
    const std::string all = co_await peer.rest();
    EXPECT_TRUE(all.starts_with("HTTP/1.1 500 "));
  });
}

TEST_F(ServerTest, ABodyThatWasNotReadClosesAndTheAnswerArrives) {
  const auto refuse = [this](Exchange& exchange) { return answer(exchange, "no\n"); };
  run(refuse, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(post("/", std::string(20'000, 'x')));
    const std::string all = co_await peer.rest();
    EXPECT_TRUE(all.ends_with("no\n"));
    EXPECT_EQ(peer.ended(), IoError::eof);
  });
}

TEST_F(ServerTest, AClientThatLeavesStopsTheHandler) {
  std::vector<std::pair<rt::Why, Duration>> heard;
  const auto wait = [&](Exchange& exchange) -> rt::awaitable<void> {
    const TimePoint start = world.now();
    const rt::Bound bound = test::within(world, 1h).with(exchange.stop());
    const error_code ec = co_await rt::sleep(world, bound);
    EXPECT_EQ(ec, IoError::stopped);
    heard.emplace_back(exchange.stop().why(), world.now() - start);
  };
  run(wait, [this]() -> rt::awaitable<void> {
    const std::array hows{End::half_close, End::reset};
    const std::array<Duration, 2> times{0ms, 500ms};
    for (const End how : hows) {
      for (const Duration after : times) {
        RawPeer peer = co_await RawPeer::dial(world, address);
        co_await peer.send(std::string(get));
        co_await pause(world, after + 1ms);
        peer.stream().end(how);
        co_await pause(world, 100ms);
      }
    }
  });
  ASSERT_EQ(heard.size(), 4U);
  for (const auto& [why, time] : heard) {
    EXPECT_EQ(why, rt::Why::client_gone);
    EXPECT_LT(time, 502ms);
  }
}

TEST_F(ServerTest, AHalfCloseIsNotGoneForARelay) {
  const auto slow = [this](Exchange& exchange) -> rt::awaitable<void> {
    co_await pause(world, 100ms);
    EXPECT_FALSE(exchange.stop().requested());
    co_await echo(exchange);
  };
  run(
      slow,
      [this]() -> rt::awaitable<void> {
        RawPeer peer = co_await RawPeer::dial(world, address);
        co_await peer.send(post("/1", "a") + post("/2", "b"));
        peer.stream().end(End::half_close);
        const std::string all = co_await peer.rest();
        EXPECT_NE(all.find("/1 a\n"), std::string::npos);
        EXPECT_NE(all.find("/2 b\n"), std::string::npos);
        EXPECT_EQ(peer.ended(), IoError::eof);
      },
      http::Fin::half_close);
}

TEST_F(ServerTest, StopFinishesWhatRunsAndClosesWhatIsIdle) {
  const auto slow = [this](Exchange& exchange) -> rt::awaitable<void> {
    co_await pause(world, 1s);
    co_await echo(exchange);
  };
  run(slow, [this]() -> rt::awaitable<void> {
    RawPeer idle = co_await RawPeer::dial(world, address);
    RawPeer busy = co_await RawPeer::dial(world, address);
    co_await busy.send(post("/1", "a"));
    co_await pause(world, 10ms);
    const TimePoint start = world.now();
    co_await server_->stop(test::within(world, 5s));
    EXPECT_GE(world.now() - start, 980ms);
    EXPECT_LT(world.now() - start, 2500ms);  // a polite close waits for the client's FIN
    const std::string all = co_await busy.rest();
    EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
    EXPECT_TRUE(all.ends_with("/1 a\n"));
    const std::string nothing = co_await idle.rest();
    EXPECT_EQ(idle.ended(), IoError::eof);
    const auto refused = co_await world.network.dial(address, test::within(world, 1s));
    EXPECT_EQ(refused.error(), IoError::refused);
  });
}

TEST_F(ServerTest, StopResetsWhatDoesNotFinish) {
  rt::Why why = rt::Why::none;
  const auto endless = [&](Exchange& exchange) -> rt::awaitable<void> {
    co_await rt::sleep(world, rt::Bound{never, rt::Limit::none, &exchange.stop()});
    why = exchange.stop().why();
  };
  run(endless, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(std::string(get));
    co_await pause(world, 10ms);
    const TimePoint start = world.now();
    co_await server_->stop(test::within(world, 5s));
    EXPECT_LT(world.now() - start, 5s + 1ms);
    const std::string nothing = co_await peer.rest();
    EXPECT_EQ(peer.ended(), IoError::reset);
  });
  EXPECT_EQ(why, rt::Why::shutdown);
}

TEST_F(ServerTest, ReadsAheadOnlySoFarAndLosesNothing) {
  const auto slow = [this](Exchange& exchange) -> rt::awaitable<void> {
    co_await pause(world, 1s);
    co_await echo(exchange);
  };
  run(slow, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    const std::string big(300'000, 'x');
    co_await peer.send(post("/1", "a"));
    const TimePoint start = world.now();
    co_await peer.send(post("/2", big));  // more than the watch and the stream's window hold
    EXPECT_GE(world.now() - start, 900ms);
    const std::string one = co_await peer.until("/1 a\n");
    const std::string two = co_await peer.until("/2 " + big + "\n");
    EXPECT_TRUE(two.ends_with("x\n"));
  });
}

TEST_F(ServerTest, ReadsOnlySoFarAheadWhileItAnswers) {
  const auto slow = [this](Exchange& exchange) -> rt::awaitable<void> {
    if (exchange.request().target == "/1") {
      co_await pause(world, 1s);
    }
    co_await echo(exchange);
  };
  run(slow, [this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
    const TimePoint start = world.now();
    const std::string big(400'000, 'x');
    co_await peer.send(post("/2", big));
    EXPECT_GE(world.now() - start, 1s);  // the rest only when the first one had its answer
    const std::string two = co_await peer.until("/2 " + big + "\n");
    EXPECT_TRUE(two.ends_with("x\n"));
  });
}

TEST_F(ServerTest, GivesUpOnAPeerThatTakesNothingButNotOnASlowOne) {
  std::vector<std::pair<error_code, Duration>> written;
  const auto big = [&](Exchange& exchange) -> rt::awaitable<void> {
    const TimePoint start = world.now();
    const std::string body(400'000, 'x');
    const error_code ec = co_await exchange.write(body, unbounded);
    written.emplace_back(ec, world.now() - start);
  };
  run(big, [this]() -> rt::awaitable<void> {
    RawPeer slow = co_await RawPeer::dial(world, address);
    co_await slow.send(std::string(get));
    std::vector<std::byte> bytes(64 * 1024);
    for (std::size_t taken = 0; taken < 400'000;) {
      co_await pause(world, limits.write_time - 1s);
      const rt::IoResult read = co_await slow.stream().read_some(bytes, unbounded);
      taken += read.n;
      EXPECT_FALSE(read.ec);
    }
    RawPeer stuck = co_await RawPeer::dial(world, address);
    co_await stuck.send(std::string(get));
    co_await pause(world, limits.write_time + 1s);
  });
  ASSERT_EQ(written.size(), 2U);
  EXPECT_FALSE(written[0].first);
  EXPECT_GT(written[0].second, limits.write_time);
  EXPECT_EQ(written[1].first, IoError::timed_out);
  EXPECT_LT(written[1].second, limits.write_time + 1ms);
}

TEST_F(ServerTest, TakesNoMoreConnectionsThanItsLimit) {
  limits.connections = 1;
  run(echoes(), [this]() -> rt::awaitable<void> {
    RawPeer first = co_await RawPeer::dial(world, address);
    RawPeer second = co_await RawPeer::dial(world, address);
    co_await second.send(post("/2", "b"));
    co_await pause(world, 1s);
    EXPECT_EQ(server_->open_connections(), 1U);
    first.stream().end(End::close);
    const std::string answered = co_await second.until("/2 b\n");
    EXPECT_TRUE(answered.ends_with("/2 b\n"));
  });
}

TEST_F(ServerTest, AResetWaitsASecondForAPeerThatTakesNothing) {
  test::Countdown countdown{1'000'000};
  countdown.never_sent = 1;
  test::FailingNetwork network(world.network, countdown);
  rt::World deaf{world.executor, world.clock, network, world.tasks, world.seed};
  Duration took{};
  test::FunctionHandler handler([&](Exchange& exchange) -> rt::awaitable<void> {
    const TimePoint start = world.now();
    co_await exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", unbounded);
    co_await exchange.end(End::reset, test::within(world, 1h));
    took = world.now() - start;
  });
  http::Server server(deaf, handler);
  server_ = &server;
  virtual_world.run(play([this]() -> rt::awaitable<void> {
    RawPeer peer = co_await RawPeer::dial(world, address);
    co_await peer.send(std::string(get));
    co_await peer.rest();
    EXPECT_EQ(peer.ended(), IoError::reset);
  }));
  EXPECT_EQ(took, 1s);
}

TEST_F(ServerTest, EndsTheWayAFaultWantsIt) {
  const auto cut = [](Exchange& exchange) -> rt::awaitable<void> {
    co_await exchange.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", unbounded);
    const End how = exchange.request().target == "/fin" ? End::half_close : End::reset;
    co_await exchange.end(how, unbounded);
    const error_code late = co_await exchange.write("more", unbounded);
    EXPECT_TRUE(late);
  };
  run(cut, [this]() -> rt::awaitable<void> {
    RawPeer reset = co_await RawPeer::dial(world, address);
    co_await reset.send("GET /reset HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string planned = co_await reset.rest();
    EXPECT_TRUE(planned.ends_with("half"));
    EXPECT_EQ(reset.ended(), IoError::reset);
    RawPeer fin = co_await RawPeer::dial(world, address);
    co_await fin.send("GET /fin HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string all = co_await fin.rest();
    EXPECT_TRUE(all.ends_with("half"));
    EXPECT_EQ(fin.ended(), IoError::eof);
  });
}

}  // namespace
}  // namespace gameday
