// TLS keys of a proxy over the API: plain in and https out, a certificate of its own, both ways.

#include <gtest/gtest.h>

#include "control/api.hpp"
#include "http/client.hpp"
#include "rt/real_world.hpp"
#include "support/certificates.hpp"
#include "support/control_client.hpp"

namespace gameday::control {
namespace {

using test::Told;
using test::within;

/// Tells which Host it was asked for.
rt::awaitable<void> answer(http::Exchange& exchange) {
  const auto body = co_await http::read_body(exchange, rt::Bound{});
  std::string host(exchange.request().fields.get("Host"));
  http::Head head = http::response_of(200, "text/plain", host.size());
  co_await http::respond(exchange, std::move(head), std::move(host), rt::Bound{});
}

/// A provider that speaks https as `localhost`, and an API.
struct Stage {
  explicit Stage(rt::World& the_world, const std::optional<test::Certificate>& client_ca = {})
      : world(the_world),
        handler(answer),
        provider(the_world, handler, http::Limits{}, http::Fin::gone,
                 test::server_of(test::signed_by(ca), client_ca)),
        api(the_world, ApiOptions{}) {
    upstream = fmt::format("https://localhost:{}", provider.start({"127.0.0.1", 0}).value().port);
    address = api.start({"127.0.0.1", 0}).value();
  }
  rt::awaitable<Told> make(std::string more) {
    test::Asked asked{
        "POST", "/proxies",
        fmt::format(R"({{"name":"a","listen":"127.0.0.1:0","upstream":"{}"{}}})", upstream, more)};
    Told told = co_await test::ask(world, address, std::move(asked));
    co_return told;
  }
  /// What the provider says to a request through the proxy; or why nothing.
  rt::awaitable<std::string> ask(const Told& made, rt::TlsTrustPtr trust = {}) {
    const std::string key = R"("listen":")";
    const std::size_t begin = made.body.find(key) + key.size();
    const std::string where = made.body.substr(begin, made.body.find('"', begin) - begin);
    http::PoolOptions options;
    options.tls = std::move(trust);
    options.tls_name = "localhost";
    http::Pool pool(world, rt::parse_address(where).value(), options);
    http::Head head;
    head.method = "GET";
    head.target = "/";
    std::string none;
    const auto got = co_await http::fetch(pool, head, none, within(world, 10s));
    pool.close_idle();
    co_return got ? got->body : got.error().ec.message();
  }
  rt::awaitable<void> remove() {
    test::Asked asked{"DELETE", "/proxies/a"};
    co_await test::ask(world, address, std::move(asked));
  }
  rt::awaitable<void> stop() {
    co_await api.stop(within(world, 5s));
    co_await provider.stop(within(world, 5s));
  }

  rt::World& world;
  const test::Certificate ca = test::authority();
  const std::string ca_file = test::write_pem(ca, "gameday-control-ca.pem");
  test::FunctionHandler handler;
  http::Server provider;
  Api api;
  std::string upstream;
  rt::Address address;
};

rt::awaitable<void> plain_in_https_out(rt::World& world) {
  Stage stage(world);
  std::string more = fmt::format(R"(,"upstream_tls":{{"ca":"{}"}})", stage.ca_file);
  const Told made = co_await stage.make(std::move(more));
  EXPECT_EQ(made.status, 201) << made.body;
  const std::string said = co_await stage.ask(made);
  EXPECT_EQ(said, stage.upstream.substr(8));  // the Host field names the provider
  co_await stage.remove();

  std::string nothing;  // the system's store has not signed it
  const Told untrusted = co_await stage.make(std::move(nothing));
  const std::string refused = co_await stage.ask(untrusted);
  EXPECT_NE(refused, stage.upstream.substr(8));
  co_await stage.stop();
}

rt::awaitable<void> mutual_both_ways(rt::World& world) {
  const test::Certificate ca = test::authority("clients' CA");
  Stage stage(world, ca);
  const test::Certificate ours = test::signed_by(ca);
  const std::string cert = test::write_pem(ours, "gameday-control-cert.pem");
  const std::string key = test::write_key(ours, "gameday-control-key.pem");
  const std::string client_ca = test::write_pem(ca, "gameday-control-client-ca.pem");
  std::string more = fmt::format(R"(,"upstream_tls":{{"ca":"{0}","cert":"{1}","key":"{2}"}},)"
                                 R"("tls":{{"cert":"{1}","key":"{2}","client_ca":"{3}"}})",
                                 stage.ca_file, cert, key, client_ca);
  const Told made = co_await stage.make(std::move(more));
  EXPECT_EQ(made.status, 201) << made.body;
  EXPECT_NE(made.body.find(R"("client_ca":)"), std::string::npos) << made.body;
  rt::TlsTrustPtr known = rt::tls_trust(client_ca, test::identity_of(ours)).value();
  const std::string said = co_await stage.ask(made, std::move(known));
  EXPECT_EQ(said, stage.upstream.substr(8));
  rt::TlsTrustPtr stranger = rt::tls_trust(client_ca).value();
  const std::string kept_out = co_await stage.ask(made, std::move(stranger));
  EXPECT_NE(kept_out, stage.upstream.substr(8));
  co_await stage.stop();
}

TEST(ControlTls, PlainInHttpsOut) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(plain_in_https_out(world.world()));
}

TEST(ControlTls, MutualBothWays) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(mutual_both_ways(world.world()));
}

}  // namespace
}  // namespace gameday::control
