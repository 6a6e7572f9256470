// The TCP proxy with TLS on either side, over memory and over sockets: what is passed on is what
// stands inside it, and so are the ways to end.

#include <gtest/gtest.h>

#include "proxy/tcp_proxy.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "support/certificates.hpp"
#include "support/http_peers.hpp"
#include "support/toxic_link.hpp"

namespace gameday::proxy {
namespace {

using test::RawPeer;
using test::within;

class Tap final : public TcpTap {
 public:
  void sent(std::uint64_t, std::size_t, std::span<const std::byte> bytes) override {
    heard.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  void ended(std::uint64_t) override { ++over; }
  std::string heard;
  int over = 0;
};

constexpr const char* name = "db.example";  // stands in all certificates of the upstreams

/// Two upstreams, and a CA that has signed for everybody.
struct Stage {
  Stage(rt::World& the_world, const rt::Address& at) : world(the_world), anywhere(at) {
    for (std::unique_ptr<rt::Listener>& listener : listeners) {
      listener = std::move(world.network.listen(at).value());
      options.upstreams.push_back(listener->address());
    }
    options.refusal = End::reset;
  }
  test::Certificate certificate(const std::string& host) const {
    test::CertificateWish wish;
    wish.host = host;
    return test::signed_by(ca, wish);
  }
  rt::TlsTrustPtr trust(const rt::TlsIdentityPtr& identity = {}) const {
    return rt::tls_trust(ca_file, identity).value();
  }
  void start() {
    proxy = std::make_unique<TcpProxy>(world, options, &tap);
    address = proxy->start(anywhere).value();
  }
  rt::awaitable<RawPeer> dial() { return RawPeer::dial(world, address); }
  rt::awaitable<result<rt::StreamPtr>> dial_tls(rt::TlsTrustPtr trusted) {
    result<rt::StreamPtr> raw = co_await world.network.dial(address, within(world, 5s));
    const std::string host = "proxy.example";
    co_return co_await rt::tls_client(std::move(*raw), trusted, host, within(world, 5s));
  }
  rt::awaitable<rt::StreamPtr> accept(std::size_t upstream = 0) {
    result<rt::StreamPtr> raw = co_await listeners[upstream]->accept(within(world, 5s));
    co_return std::move(raw.value());
  }
  rt::awaitable<result<rt::StreamPtr>> accept_tls(rt::TlsServerPtr server,
                                                  std::size_t upstream = 0) {
    rt::StreamPtr raw = co_await accept(upstream);
    co_return co_await rt::tls_accept(world, std::move(raw), server, within(world, 5s));
  }
  rt::awaitable<void> stop(Duration grace = 5s) { return proxy->stop(within(world, grace)); }

  rt::World& world;
  const rt::Address anywhere;
  const test::Certificate ca = test::authority();
  const std::string ca_file = test::write_pem(ca, "gameday-tcp-proxy-ca.pem");
  std::unique_ptr<rt::Listener> listeners[2];
  TcpOptions options;
  Tap tap;
  std::unique_ptr<TcpProxy> proxy;
  rt::Address address;
};

/// Both directions, with a half-close first.
rt::awaitable<void> talk(RawPeer& client, RawPeer& served) {
  co_await client.send("all I have");
  client.stream().end(End::half_close);
  const auto question = co_await served.rest();
  EXPECT_EQ(question, "all I have");
  EXPECT_EQ(served.ended(), rt::IoError::eof);
  co_await served.send("an answer, late");
  served.stream().end(End::close);
  const auto answer = co_await client.rest();
  EXPECT_EQ(answer, "an answer, late");
  EXPECT_EQ(client.ended(), rt::IoError::eof);
  client.stream().end(End::close);
}

rt::awaitable<void> plain_in_and_tls_out(Stage& stage) {
  stage.options.tls = stage.trust(test::identity_of(stage.certificate("client.example")));
  stage.options.tls_name = name;
  stage.start();
  RawPeer client = co_await stage.dial();
  const auto server = test::server_of(stage.certificate(name), stage.ca);  // which asks for ours
  auto inside = co_await stage.accept_tls(server);
  EXPECT_TRUE(inside) << inside.error().message();
  RawPeer served(stage.world, std::move(*inside));
  co_await talk(client, served);
  co_await stage.stop();
  EXPECT_EQ(stage.tap.heard, "all I have");
  EXPECT_EQ(stage.proxy->counts().downstream.sent, 15U);
}

rt::awaitable<void> tls_in_and_plain_out(Stage& stage) {
  stage.options.identity = test::server_of(stage.certificate("proxy.example"), stage.ca);
  stage.start();
  const auto known = stage.trust(test::identity_of(stage.certificate("client.example")));
  auto inside = co_await stage.dial_tls(known);
  EXPECT_TRUE(inside) << inside.error().message();
  RawPeer client(stage.world, std::move(*inside));
  rt::StreamPtr plain = co_await stage.accept();
  RawPeer served(stage.world, std::move(plain));
  co_await talk(client, served);
  co_await stage.stop();
  EXPECT_EQ(stage.tap.heard, "all I have");
  EXPECT_EQ(stage.proxy->counts().refusals.count, 0U);
}

rt::awaitable<void> a_reset_goes_through_tls(Stage& stage) {
  stage.options.identity = test::server_of(stage.certificate("proxy.example"));
  stage.options.tls = stage.trust();
  stage.options.tls_name = name;
  stage.start();
  auto inside = co_await stage.dial_tls(stage.trust());
  RawPeer client(stage.world, std::move(*inside));
  const auto server = test::server_of(stage.certificate(name));
  auto upstream = co_await stage.accept_tls(server);
  RawPeer served(stage.world, std::move(*upstream));
  co_await served.send("half an ans");
  const auto half = co_await client.until("ans");
  EXPECT_EQ(half, "half an ans");
  served.stream().end(End::reset);
  co_await client.rest();
  EXPECT_EQ(client.ended(), rt::IoError::reset);
  co_await stage.stop();
}

rt::awaitable<void> nobody_is_dialled_for_a_client_that_stays_out(Stage& stage) {
  stage.options.identity = test::server_of(stage.certificate("proxy.example"), stage.ca);
  stage.start();
  auto nameless = co_await stage.dial_tls(stage.trust());
  if (nameless) {  // as of TLS 1.3 the word comes after the handshake
    RawPeer client(stage.world, std::move(*nameless));
    co_await client.rest();
    EXPECT_EQ(client.ended(), rt::TlsError::refused);
    client.stream().end(End::close);
  }
  RawPeer plain = co_await stage.dial();
  co_await plain.send("GET / HTTP/1.1\r\n\r\n");
  co_await plain.rest();
  EXPECT_EQ(plain.ended(), rt::IoError::eof);
  plain.stream().end(End::close);
  co_await stage.stop();
  const TcpCounts& counts = stage.proxy->counts();
  EXPECT_EQ(counts.accepted, 2U);
  EXPECT_EQ(counts.refusals.count, 2U);
  EXPECT_EQ(counts.refusals.last, rt::TlsError::not_tls);
  EXPECT_EQ(counts.dial_errors, 0U);
  EXPECT_EQ(stage.tap.over, 2);
  const auto nobody = co_await stage.listeners[0]->accept(within(stage.world, 20ms));
  EXPECT_EQ(nobody.error(), rt::IoError::timed_out);
}

rt::awaitable<void> an_upstream_of_another_name_is_passed_over(Stage& stage) {
  stage.options.tls = stage.trust();
  stage.options.tls_name = name;
  stage.start();
  RawPeer client = co_await stage.dial();
  const auto other = test::server_of(stage.certificate("other.example"));
  const auto wrong = co_await stage.accept_tls(other, 0);
  EXPECT_EQ(wrong.error(), rt::TlsError::refused);
  const auto server = test::server_of(stage.certificate(name));
  auto right = co_await stage.accept_tls(server, 1);
  RawPeer served(stage.world, std::move(*right));
  co_await talk(client, served);
  co_await stage.stop();
  EXPECT_EQ(stage.proxy->counts().last_dial_error, rt::TlsError::wrong_host);
  EXPECT_EQ(stage.proxy->counts().dial_errors, 0U);
}

rt::awaitable<void> one_that_hangs_in_the_handshake_holds_up_nobody(Stage& stage) {
  stage.options.identity = test::server_of(stage.certificate("proxy.example"));
  stage.start();
  RawPeer hanging = co_await stage.dial();
  co_await hanging.send("\x16\x03\x01");
  auto inside = co_await stage.dial_tls(stage.trust());
  EXPECT_TRUE(inside) << inside.error().message();
  RawPeer client(stage.world, std::move(*inside));
  rt::StreamPtr plain = co_await stage.accept(1);  // the second link
  RawPeer served(stage.world, std::move(plain));
  co_await talk(client, served);
  const TimePoint began = stage.world.now();
  co_await stage.stop(1h);
  EXPECT_LT(stage.world.now() - began, rt::tls_accept_time) << "and it ends with the proxy";
  EXPECT_EQ(stage.proxy->counts().refusals.last, rt::IoError::stopped);
}

rt::awaitable<void> toxics_count_what_is_inside(Stage& stage) {
  stage.options.identity = test::server_of(stage.certificate("proxy.example"));
  stage.start();
  Toxics toxics;
  toxics.upstream = test::chain({test::toxic("limit_data", {5})});
  stage.proxy->apply(std::move(toxics));
  auto inside = co_await stage.dial_tls(stage.trust());
  RawPeer client(stage.world, std::move(*inside));
  rt::StreamPtr plain = co_await stage.accept();
  RawPeer served(stage.world, std::move(plain));
  co_await client.send("exactly");
  const auto heard = co_await served.rest();
  EXPECT_EQ(heard, "exact");
  served.stream().end(End::close);
  client.stream().end(End::close);
  co_await stage.stop();
}

/// TLS says goodbye inside, in 24 bytes: a window that is full when the end comes must not lose
/// them. In memory one of these sizes leaves less than that of 64 KiB, whatever the records are.
rt::awaitable<void> the_end_gets_through_a_full_window(Stage& stage) {
  stage.options.identity = test::server_of(stage.certificate("proxy.example"));
  stage.start();
  std::size_t link = 0;
  for (std::size_t size = 65'250; size < 65'500; size += 12) {
    auto inside = co_await stage.dial_tls(stage.trust());
    RawPeer client(stage.world, std::move(*inside));
    rt::StreamPtr plain = co_await stage.accept(link++ % 2);
    RawPeer served(stage.world, std::move(plain));
    co_await served.send(std::string(size, 'x'));
    served.stream().end(End::close);
    co_await test::pause(stage.world, 5ms);
    const auto heard = co_await client.rest();
    EXPECT_EQ(heard.size(), size);
    EXPECT_EQ(client.ended(), rt::IoError::eof) << size << ": " << client.ended().message();
    client.stream().end(End::close);
  }
  co_await stage.stop();
}

struct Row {
  const char* name;
  rt::awaitable<void> (*body)(Stage& stage);
};
constexpr Row rows[] = {
    {"plain_in_and_tls_out", plain_in_and_tls_out},
    {"tls_in_and_plain_out", tls_in_and_plain_out},
    {"a_reset_goes_through_tls", a_reset_goes_through_tls},
    {"nobody_is_dialled_for_a_client_that_stays_out",
     nobody_is_dialled_for_a_client_that_stays_out},
    {"an_upstream_of_another_name_is_passed_over", an_upstream_of_another_name_is_passed_over},
    {"one_that_hangs_in_the_handshake_holds_up_nobody",
     one_that_hangs_in_the_handshake_holds_up_nobody},
    {"toxics_count_what_is_inside", toxics_count_what_is_inside},
    {"the_end_gets_through_a_full_window", the_end_gets_through_a_full_window},
};

class TlsTcpProxy : public testing::TestWithParam<Row> {};

rt::awaitable<void> play(rt::World& world, rt::Address at, Row row) {
  Stage stage(world, at);
  co_await row.body(stage);
}

TEST_P(TlsTcpProxy, InMemory) {
  rt::VirtualWorld world(Seed(1));
  world.run(play(world.world(), {"host", 0}, GetParam()));
}

TEST_P(TlsTcpProxy, OverSockets) {
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(play(world.world(), {"127.0.0.1", 0}, GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Proxy, TlsTcpProxy, testing::ValuesIn(rows),
                         [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace gameday::proxy
