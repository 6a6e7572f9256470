// A fault proxy with a certificate, whose TLS fails: what a client finds, over memory and over
// sockets.

#include <array>

#include <gtest/gtest.h>

#include "faulty_stage.hpp"
#include "proxy/http_proxy.hpp"
#include "record/null_sink.hpp"
#include "rt/tls_client.hpp"
#include "support/both_worlds.hpp"
#include "support/certificates.hpp"

namespace gameday {
namespace {

using test::RawPeer;
using test::within;

constexpr const char* host = "api.example";
constexpr const char* get = "GET / HTTP/1.1\r\nHost: p\r\n\r\n";

/// A proxy that shows `shown`, and clients who trust `trusted`.
class Stage {
 public:
  Stage(rt::World& the_world, const rt::Address& at, const test::Certificate& shown,
        const test::Certificate& trusted)
      : world(the_world),
        trust_(rt::tls_trust(test::write_pem(trusted, "gameday-tls-faults-ca.pem")).value()),
        handler_(test::answer_ok),
        provider_(world, handler_) {
    options_.upstream = provider_.start(at).value();
    options_.identity = test::server_of(shown);
    proxy.emplace(world, options_, nobody_, ledger);
    address_ = proxy->start({at.port == 0 ? at.host : "proxy", at.port}).value();
  }
  void inject(std::string_view text) { proxy->apply(test::plan_from(text, "fault")); }
  rt::awaitable<result<rt::StreamPtr>> shake_hands(Duration patience = 5s) {
    auto stream = co_await world.network.dial(address_, within(world, 5s));
    auto inside =
        co_await rt::tls_client(std::move(stream.value()), trust_, host, within(world, patience));
    co_return inside;
  }
  rt::awaitable<std::string> ask(rt::StreamPtr stream) {
    RawPeer peer(world, std::move(stream));
    co_await peer.send(get);
    const std::string line = co_await peer.until("\r\n");
    co_await peer.until("ok\n");
    peer.stream().end(End::close);
    co_return line;
  }
  const rt::Address& address() const { return address_; }
  rt::awaitable<void> stop() {
    co_await proxy->stop(within(world, 5s));
    co_await provider_.stop(within(world, 5s));
  }

  rt::World& world;
  faults::FaultLedger ledger;
  std::optional<proxy::HttpProxy> proxy;

 private:
  rt::TlsTrustPtr trust_;
  test::FunctionHandler handler_;
  http::Server provider_;
  proxy::HttpOptions options_;
  record::NullSink nobody_;
  rt::Address address_;
};

test::CertificateWish for_host() {
  test::CertificateWish wish;
  wish.host = host;
  return wish;
}

struct Flaw {
  std::string_view text;
  error_code found;
};

const std::array flaws = {
    Flaw{"{fault: tls-failure}", rt::IoError::eof},
    Flaw{"{conn: tls_alert}", rt::TlsError::refused},
    Flaw{"{conn: tls_garbage}", rt::TlsError::not_tls},
    Flaw{"{conn: {kind: tls_badcert, cert: expired}}", rt::TlsError::expired},
    Flaw{"{conn: {kind: tls_badcert, cert: wrong_host}}", rt::TlsError::wrong_host},
    Flaw{"{conn: {kind: tls_badcert, cert: self_signed}}", rt::TlsError::self_signed},
    Flaw{"{conn: {kind: tls_badcert, cert: unknown_ca}}", rt::TlsError::unknown_ca},
};

rt::awaitable<void> each_flaw(rt::World& world, rt::Address at) {
  const test::Certificate shown = test::self_signed_authority(for_host());
  Stage stage(world, at, shown, shown);
  for (const Flaw& flaw : flaws) {
    stage.inject(std::string(flaw.text.substr(0, flaw.text.size() - 1)) + ", first: 1}");
    stage.ledger = {};
    const auto failed = co_await stage.shake_hands();
    EXPECT_EQ(failed ? error_code{} : failed.error(), flaw.found) << flaw.text;
    auto well = co_await stage.shake_hands();  // the second connection is as ever
    EXPECT_TRUE(well) << flaw.text;
    const std::string line = co_await stage.ask(std::move(well.value()));
    EXPECT_EQ(line, "HTTP/1.1 200 OK\r\n");
    const faults::Counts& counts = stage.ledger.by_name().at("fault");
    EXPECT_EQ(counts.injected, 1U) << flaw.text;
    EXPECT_EQ(counts.seen, 2U) << flaw.text;
  }
  co_await stage.stop();
  EXPECT_EQ(stage.proxy->refusals().count, 4U);  // certificates that nobody wanted
}

TEST(TlsFaults, EachIsFoundForWhatItIs) {
  test::in_both_worlds(each_flaw);
}

rt::awaitable<void> cannot_sign(rt::World& world, rt::Address at) {
  const test::Certificate ca = test::authority();
  Stage stage(world, at, test::signed_by(ca, for_host()), ca);
  stage.inject("{conn: {kind: tls_badcert, cert: expired}}");
  const auto failed = co_await stage.shake_hands();
  EXPECT_EQ(failed.error(), rt::TlsError::unknown_ca);
  co_await stage.stop();
}

TEST(TlsFaults, WithoutTheKeyOfACaTheIssuerIsMissedFirst) {
  test::in_both_worlds(cannot_sign);
}

rt::awaitable<void> hang(rt::World& world, rt::Address at) {
  const test::Certificate shown = test::self_signed_authority(for_host());
  Stage stage(world, at, shown, shown);
  stage.inject("{conn: tls_hang}");
  const auto impatient = co_await stage.shake_hands(30ms);
  EXPECT_EQ(impatient.error(), rt::IoError::timed_out);
  auto heal = [](Stage& one) -> rt::awaitable<void> {
    co_await test::pause(one.world, 20ms);
    one.proxy->heal();
  };
  world.tasks.spawn("heal", heal(stage));
  auto healed = co_await stage.shake_hands();
  EXPECT_TRUE(healed);
  const std::string line = co_await stage.ask(std::move(healed.value()));
  EXPECT_EQ(line, "HTTP/1.1 200 OK\r\n");
  EXPECT_EQ(stage.ledger.by_name().at("fault").injected, 2U);

  stage.inject("{conn: tls_hang}");
  bool over = false;
  auto stop = [](Stage& one, bool& done) -> rt::awaitable<void> {
    co_await test::pause(one.world, 20ms);
    co_await one.stop();
    done = true;
  };
  world.tasks.spawn("stop", stop(stage, over));
  const auto stopped = co_await stage.shake_hands();
  EXPECT_EQ(stopped.error(), rt::IoError::eof);
  while (!over) {
    co_await test::pause(world, 1ms);
  }
}

TEST(TlsFaults, AHangEndsWithAHealOrAStop) {
  test::in_both_worlds(hang);
}

rt::awaitable<void> before_hello(rt::World& world, rt::Address at) {
  const test::Certificate shown = test::self_signed_authority(for_host());
  Stage stage(world, at, shown, shown);
  stage.inject("{conn: tls_alert}");
  {
    auto left = co_await world.network.dial(stage.address(), within(world, 5s));
    left.value()->end(End::close);
    co_await test::pause(world, 20ms);
  }
  auto talks = co_await world.network.dial(stage.address(), within(world, 5s));
  RawPeer plain(world, std::move(talks.value()));
  co_await plain.send(get);                             // is no hello, and gets what one would
  const std::string bytes = co_await plain.until("(");  // its last byte
  EXPECT_EQ(bytes, std::string("\x15\x03\x03\x00\x02\x02\x28", 7));
  plain.stream().end(End::close);
  auto halved = co_await world.network.dial(stage.address(), within(world, 5s));
  RawPeer half(world, std::move(halved.value()));
  co_await half.send(std::string("\x16\x03\x01\x02", 4));
  co_await test::pause(world, 20ms);
  stage.proxy->heal();
  co_await test::pause(world, 20ms);
  half.stream().end(End::close);
  co_await stage.stop();
  const faults::Counts& counts = stage.ledger.by_name().at("fault");
  EXPECT_EQ(counts.matched, 3U);
  EXPECT_EQ(counts.injected, 1U);
  EXPECT_EQ(counts.bypassed.at("client_left"), 1U);
  EXPECT_EQ(counts.bypassed.at("healed"), 1U);
}

TEST(TlsFaults, NothingHappensBeforeTheHello) {
  test::in_both_worlds(before_hello);
}

}  // namespace
}  // namespace gameday
