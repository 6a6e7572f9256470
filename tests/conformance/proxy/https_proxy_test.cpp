// The HTTP fault proxy between two sides that speak https: a certificate of its own towards its
// clients, one that it shows and one that it asks for towards the provider.

#include <gtest/gtest.h>

#include "http/client.hpp"
#include "proxy/http_proxy.hpp"
#include "record/null_sink.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/certificates.hpp"
#include "support/proxy_rig.hpp"

namespace gameday {
namespace {

using test::within;

rt::awaitable<void> answer(http::Exchange& exchange) {
  const auto body = co_await http::read_body(exchange, rt::Bound{});
  http::Head head = http::response_of(200, "text/plain", 3);
  co_await http::respond(exchange, std::move(head), "ok\n", rt::Bound{});
}

/// The provider asks for certificates and is called api.example in its own, wherever it stands.
struct Stage {
  Stage(rt::World& the_world, const rt::Address& at) : world(the_world), handler(answer) {
    test::CertificateWish upstream;
    upstream.host = "api.example";
    provider = std::make_unique<http::Server>(world, handler, http::Limits{}, http::Fin::gone,
                                              test::server_of(test::signed_by(ca, upstream), ca));
    options.upstream = provider->start(at).value();
    options.tls_name = "api.example";
    test::CertificateWish here;
    here.host = at.host == "provider" ? "proxy" : at.host;
    options.identity = test::server_of(test::signed_by(ca, here));
    door = {here.host, at.port};
  }
  /// Statuses of two requests through a proxy whose provider is trusted like this.
  rt::awaitable<int> ask(rt::TlsTrustPtr trust) {
    options.tls = trust;
    proxy::HttpProxy proxy(world, options, nobody, ledger);
    proxy.apply(plan);
    http::PoolOptions pool_options;
    pool_options.tls = rt::tls_trust(ca_file).value();
    http::Pool pool(world, proxy.start(door).value(), pool_options);
    http::Head head;
    head.method = "GET";
    head.target = "/";
    std::string body;
    const auto got = co_await http::fetch(pool, head, body, within(world, 10s));
    pool.close_idle();
    co_await proxy.stop(within(world, 10s));
    failure = got ? error_code{} : got.error().ec;
    co_return got ? got->head.status : 0;
  }

  rt::World& world;
  const test::Certificate ca = test::authority();
  const std::string ca_file = test::write_pem(ca, "gameday-https-proxy-ca.pem");
  test::FunctionHandler handler;
  std::unique_ptr<http::Server> provider;
  rt::Address door;
  proxy::HttpOptions options;
  record::NullSink nobody;
  faults::FaultLedger ledger;
  std::shared_ptr<const faults::FaultPlan> plan = std::make_shared<faults::FaultPlan>();
  error_code failure;
};

rt::awaitable<void> play(rt::World& world, rt::Address at) {
  Stage stage(world, at);
  const auto ours = test::identity_of(test::signed_by(stage.ca));
  const auto trust = rt::tls_trust(stage.ca_file, ours).value();
  const int passed = co_await stage.ask(trust);
  EXPECT_EQ(passed, 200) << stage.failure.message();

  faults::Respond respond;
  respond.status = 503;
  stage.plan = test::plan_of(test::injection_of({}, respond));
  const int hit = co_await stage.ask(trust);
  EXPECT_EQ(hit, 503) << stage.failure.message();
  stage.plan = std::make_shared<faults::FaultPlan>();

  // A provider that does not let the proxy in looks dead through it.
  const auto nameless = rt::tls_trust(stage.ca_file).value();
  const int refused = co_await stage.ask(nameless);
  EXPECT_EQ(refused, 0);
  EXPECT_EQ(stage.failure, rt::IoError::reset) << stage.failure.message();
  EXPECT_EQ(stage.provider->refusals().last, rt::TlsError::no_client_certificate);

  stage.options.tls_name.clear();  // its certificate is for api.example only
  const int misnamed = co_await stage.ask(trust);
  EXPECT_EQ(misnamed, 0);
  EXPECT_EQ(stage.failure, rt::IoError::reset) << stage.failure.message();
  co_await stage.provider->stop(within(world, 10s));
}

TEST(HttpsProxy, InMemory) {
  rt::VirtualWorld memory(Seed(1));
  memory.run(play(memory.world(), {"provider", 443}));
}

TEST(HttpsProxy, OverSockets) {
  rt::RealWorld sockets(rt::Epoch::start(), Seed(1));
  sockets.run(play(sockets.world(), {"127.0.0.1", 0}));
}

}  // namespace
}  // namespace gameday
