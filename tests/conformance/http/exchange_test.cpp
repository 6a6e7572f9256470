// The same exchanges over memory and over sockets: server and client loops cannot tell the worlds
// apart.

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "http/server.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/certificates.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

struct Row {
  const char* name;
  std::size_t request_size;
  std::size_t answer_size;
  bool chunked;
};

const std::vector<Row> rows{{"empty", 0, 0, false},
                            {"small", 100, 100, false},
                            {"larger than any buffer", 300'000, 300'000, false},
                            {"chunked", 10, 50'000, true}};

/// Any bytes will do, as long as a lost or doubled one shows.
std::string pattern(std::size_t size) {
  std::string text(size, ' ');
  for (std::size_t i = 0; i < size; ++i) {
    text[i] = static_cast<char>('!' + i * 7 % 90);
  }
  return text;
}

rt::awaitable<void> answer(http::Exchange& exchange) {
  const auto body = co_await http::read_body(exchange, rt::Bound{});
  if (!body) {
    co_return;
  }
  const Row& row = rows[std::stoul(exchange.request().target.substr(1))];
  EXPECT_EQ(*body, pattern(row.request_size)) << row.name;
  std::string text = pattern(row.answer_size);
  if (!row.chunked) {
    http::Head head = http::response_of(200, "text/plain", text.size());
    co_await http::respond(exchange, std::move(head), std::move(text), rt::Bound{});
    co_return;
  }
  co_await exchange.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", rt::Bound{});
  constexpr std::size_t step = 1000;
  for (std::size_t at = 0; at < text.size(); at += step) {
    const std::string chunk = fmt::format("{:x}\r\n{}\r\n", step, text.substr(at, step));
    co_await exchange.write(chunk, rt::Bound{});
  }
  co_await exchange.write("0\r\n\r\n", rt::Bound{});
}

rt::awaitable<void> exchange_all(rt::World& world, rt::TlsServerPtr tls, rt::Address address,
                                 http::PoolOptions options) {
  test::FunctionHandler handler(answer);
  http::Server server(world, handler, {}, http::Fin::gone, tls);
  const auto started = server.start(address);
  http::Pool pool(world, started.value(), options);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    http::Head head;
    head.method = "POST";
    head.target = fmt::format("/{}", i);
    std::string body = pattern(rows[i].request_size);
    const auto response =
        co_await http::fetch(pool, std::move(head), std::move(body), test::within(world, 10s));
    EXPECT_EQ(response.value().body, pattern(rows[i].answer_size)) << rows[i].name;
    EXPECT_EQ(server.open_connections(), 1U) << rows[i].name;
  }
  pool.close_idle();
  const auto gone = co_await world.network.dial(started.value(), test::within(world, 10s));
  EXPECT_TRUE(gone);
  co_await server.stop(test::within(world, 10s));
  const auto refused = co_await world.network.dial(started.value(), test::within(world, 10s));
  EXPECT_EQ(refused.error(), rt::IoError::refused);
}

TEST(Exchange, OverMemory) {
  rt::VirtualWorld memory(Seed(1));
  memory.run(exchange_all(memory.world(), nullptr, rt::Address{"server", 80}, {}));
}

TEST(Exchange, OverSockets) {
  rt::RealWorld sockets(rt::Epoch::start(), Seed(1));
  sockets.run(exchange_all(sockets.world(), nullptr, rt::Address{"127.0.0.1", 0}, {}));
}

http::PoolOptions trusting(const test::Certificate& ca) {
  http::PoolOptions options;
  options.tls = rt::tls_trust(test::write_pem(ca, "gameday-https-ca.pem")).value();
  return options;
}

TEST(Exchange, OverTls) {
  const test::Certificate ca = test::authority();
  test::CertificateWish wish;
  wish.host = "server";
  rt::VirtualWorld memory(Seed(1));
  rt::TlsServerPtr tls = test::server_of(test::signed_by(ca, wish));
  memory.run(exchange_all(memory.world(), tls, rt::Address{"server", 443}, trusting(ca)));
  wish.host = "127.0.0.1";
  rt::RealWorld sockets(rt::Epoch::start(), Seed(1));
  tls = test::server_of(test::signed_by(ca, wish));
  sockets.run(exchange_all(sockets.world(), tls, rt::Address{"127.0.0.1", 0}, trusting(ca)));
}

rt::awaitable<void> fail_at_tls(rt::World& world, rt::TlsServerPtr tls, http::PoolOptions options) {
  test::FunctionHandler handler(answer);
  http::Server server(world, handler, {}, http::Fin::gone, tls);
  const auto started = server.start(rt::Address{"server", 443});
  http::Pool pool(world, started.value(), options);
  const auto untrusted = co_await pool.call(test::within(world, 10s, rt::Limit::connect));
  EXPECT_EQ(untrusted.error().step, http::Step::tls);
  EXPECT_EQ(untrusted.error().ec, rt::TlsError::unknown_ca);
  while (server.refusals().count == 0) {
    co_await test::pause(world, 1ms);
  }
  co_await server.stop(test::within(world, 10s));
  EXPECT_EQ(server.refusals().count, 1U);
  EXPECT_EQ(server.refusals().last, rt::TlsError::refused);

  const auto silent = world.network.listen(rt::Address{"silent", 443});
  http::Pool waiting(world, rt::Address{"silent", 443}, options);
  const auto never = co_await waiting.call(test::within(world, 1h, rt::Limit::connect));
  EXPECT_EQ(never.error().step, http::Step::tls);
  EXPECT_EQ(never.error().ec, rt::IoError::timed_out);
  EXPECT_EQ(never.error().limit, rt::Limit::tls);
  EXPECT_LT(world.now(), run_start + options.tls_time + 1s);
}

TEST(Exchange, SaysThatItFailedAtTls) {
  test::CertificateWish wish;
  wish.host = "server";
  rt::VirtualWorld memory(Seed(1));
  const rt::TlsServerPtr tls =
      test::server_of(test::signed_by(test::authority("nobody knows"), wish));
  memory.run(fail_at_tls(memory.world(), tls, trusting(test::authority())));
}

}  // namespace
}  // namespace gameday
