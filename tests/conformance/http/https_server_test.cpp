// A server with a certificate: who takes his time in the handshake, who speaks plain HTTP, who
// shows nothing, and what ends those who have not got in yet. Over memory and over sockets.

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "http/server.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/certificates.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

using test::RawPeer;
using test::within;

struct Authority {
  test::Certificate ca = test::authority();
  std::string file = test::write_pem(ca, "gameday-https-server-ca.pem");
};

rt::awaitable<void> answer(http::Exchange& exchange) {
  http::Head head = http::response_of(200, "text/plain", 3);
  co_await http::respond(exchange, std::move(head), "ok\n", rt::Bound{});
}

/// A server at `at`, whose clients must show a certificate of our CA if `mutual`.
struct Stage {
  Stage(rt::World& the_world, const rt::Address& at, bool mutual,
        test::FunctionHandler::Function handle = answer)
      : world(the_world), handler(std::move(handle)) {
    test::CertificateWish wish;
    wish.host = at.host;
    const auto clients = mutual ? std::optional(authority.ca) : std::nullopt;
    server = std::make_unique<http::Server>(
        world, handler, http::Limits{}, http::Fin::gone,
        test::server_of(test::signed_by(authority.ca, wish), clients));
    address = server->start(at).value();
  }
  /// The status that a client of its own gets; 0: none.
  rt::awaitable<int> ask(rt::TlsIdentityPtr identity = {}) {
    http::PoolOptions options;
    options.tls = rt::tls_trust(authority.file, identity).value();
    http::Pool pool(world, address, options);
    http::Head head;
    head.method = "GET";
    head.target = "/";
    std::string body;
    const auto got = co_await http::fetch(pool, head, body, within(world, 10s));
    failure = got ? error_code{} : got.error().ec;
    co_return got ? got->head.status : 0;
  }
  rt::awaitable<void> stop() { return server->stop(within(world, 10s)); }

  Authority authority;
  rt::World& world;
  test::FunctionHandler handler;
  std::unique_ptr<http::Server> server;
  rt::Address address;
  error_code failure;
};

const std::string half_a_hello("\x16\x03\x01\x02", 4);

rt::awaitable<void> one_that_hangs_holds_up_nobody(rt::World& world, rt::Address at) {
  Stage stage(world, at, false);
  RawPeer hanging = co_await RawPeer::dial(world, stage.address);
  co_await hanging.send(half_a_hello);
  for (int i = 0; i < 3; ++i) {
    const int status = co_await stage.ask();
    EXPECT_EQ(status, 200) << stage.failure.message();
  }
  while (stage.server->open_connections() > 1) {
    co_await test::pause(world, 1ms);
  }
  EXPECT_EQ(stage.server->open_connections(), 1U) << "it hangs still";
  // Nothing is owed to it, so the end of the server does not wait for it.
  const TimePoint began = world.now();
  co_await stage.server->stop(within(world, 1h));
  EXPECT_LT(world.now() - began, rt::tls_accept_time);
  co_await hanging.rest();
  EXPECT_TRUE(hanging.ended());
  EXPECT_EQ(stage.server->refusals().last, rt::IoError::stopped);
}

rt::awaitable<void> a_shut_door_ends_those_who_are_not_in_yet(rt::World& world, rt::Address at) {
  Stage stage(world, at, false);
  RawPeer hanging = co_await RawPeer::dial(world, stage.address);
  co_await hanging.send(half_a_hello);
  while (stage.server->open_connections() == 0) {
    co_await test::pause(world, 1ms);
  }
  EXPECT_EQ(stage.server->door(rt::Door::refuse), 1U);
  co_await hanging.rest();
  EXPECT_TRUE(hanging.ended());
  stage.server->door(rt::Door::open);
  const int status = co_await stage.ask();
  EXPECT_EQ(status, 200) << stage.failure.message();
  co_await stage.stop();
}

rt::awaitable<void> plain_http_is_let_go_with_fin(rt::World& world, rt::Address at) {
  Stage stage(world, at, false);
  RawPeer plain = co_await RawPeer::dial(world, stage.address);
  co_await plain.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  co_await plain.rest();
  EXPECT_EQ(plain.ended(), rt::IoError::eof);
  plain.stream().end(End::close);
  co_await stage.stop();
  EXPECT_EQ(stage.server->refusals().count, 1U);
  EXPECT_EQ(stage.server->refusals().last, rt::TlsError::not_tls);
}

rt::awaitable<void> a_certificate_may_be_required(rt::World& world, rt::Address at) {
  Stage stage(world, at, true);
  const int refused = co_await stage.ask();
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(stage.failure, rt::TlsError::refused) << stage.failure.message();
  const auto known = test::identity_of(test::signed_by(stage.authority.ca));
  const int taken = co_await stage.ask(known);
  EXPECT_EQ(taken, 200) << stage.failure.message();
  test::CertificateWish old;
  old.from_days = -2;
  old.until_days = -1;
  const auto expired = test::identity_of(test::signed_by(stage.authority.ca, old));
  const int late = co_await stage.ask(expired);
  EXPECT_EQ(late, 0);
  EXPECT_EQ(stage.failure, rt::TlsError::refused) << stage.failure.message();
  co_await stage.stop();
  EXPECT_EQ(stage.server->refusals().count, 2U);
  EXPECT_EQ(stage.server->refusals().last, rt::TlsError::expired);
}

/// As many bytes as the request's target says.
rt::awaitable<void> answer_until_close(http::Exchange& exchange) {
  exchange.close_after();
  const std::size_t size = std::stoul(exchange.request().target.substr(1));
  const std::string bytes = "HTTP/1.1 200 OK\r\n\r\n" + std::string(size, 'x');
  co_await exchange.write(bytes, rt::Bound{});
}

/// Where the end of the connection is the end of the body, a slow reader must hear that it is: TLS
/// says so in 24 bytes. In memory some of these sizes leave less than that of a window of 64 KiB.
rt::awaitable<void> the_last_word_gets_through_a_full_window(rt::World& world, rt::Address at) {
  Stage stage(world, at, false, answer_until_close);
  http::PoolOptions options;
  options.tls = rt::tls_trust(stage.authority.file).value();
  http::Pool pool(world, stage.address, options);
  for (std::size_t size = 65'350; size < 65'500; size += 12) {
    const std::string request = fmt::format("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", size);
    const auto asked = co_await http::ask(pool, "GET", request, within(world, 10s));
    std::size_t got = 0;
    for (bool over = false; !over;) {
      const auto part = co_await (*asked)->read_part(within(world, 10s));
      EXPECT_TRUE(part) << size << ": " << part.error().ec.message();
      over = !part || part->end;
      got += part ? part->payload.size() : 0;
    }
    EXPECT_EQ(got, size);
  }
  co_await stage.stop();
}

struct Row {
  const char* name;
  rt::awaitable<void> (*body)(rt::World& world, rt::Address at);
};
constexpr Row rows[] = {
    {"one_that_hangs_holds_up_nobody", one_that_hangs_holds_up_nobody},
    {"a_shut_door_ends_those_who_are_not_in_yet", a_shut_door_ends_those_who_are_not_in_yet},
    {"plain_http_is_let_go_with_fin", plain_http_is_let_go_with_fin},
    {"a_certificate_may_be_required", a_certificate_may_be_required},
    {"the_last_word_gets_through_a_full_window", the_last_word_gets_through_a_full_window},
};

class HttpsServer : public testing::TestWithParam<Row> {};

TEST_P(HttpsServer, InMemory) {
  rt::VirtualWorld memory(Seed(1));
  memory.run(GetParam().body(memory.world(), {"server", 443}));
}

TEST_P(HttpsServer, OverSockets) {
  rt::RealWorld sockets(rt::Epoch::start(), Seed(1));
  sockets.run(GetParam().body(sockets.world(), {"127.0.0.1", 0}));
}

INSTANTIATE_TEST_SUITE_P(Http, HttpsServer, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace gameday
