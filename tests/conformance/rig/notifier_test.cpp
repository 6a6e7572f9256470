// Hooks over sockets, against servers that are well, ill, or never done.

#include "rig/hooks/notifier.hpp"

#include <atomic>
#include <optional>
#include <thread>

#include <gtest/gtest.h>

#include "http/server.hpp"
#include "rt/real_world.hpp"
#include "support/certificates.hpp"

namespace gameday::rig {
namespace {

/// /ok, /bad, /moved and /hang of a local server on a thread of its own.
class Peer final : public http::Handler {
 public:
  /// With a certificate it speaks TLS.
  explicit Peer(std::optional<test::Certificate> certificate = {})
      : world_(rt::Epoch::start(), Seed(1)),
        server_(world_.world(), *this, {}, http::Fin::gone,
                certificate ? test::server_of(*certificate) : nullptr) {
    address_ = *server_.start(rt::Address{"127.0.0.1", 0});
    thread_ = std::thread([this] { world_.run(until_told()); });
  }
  ~Peer() override {
    boost::asio::post(world_.world().executor, [this] { over_.request(rt::Why::shutdown); });
    thread_.join();
  }
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  std::string url(const std::string& path) const {
    return "http://" + rt::to_text(address_) + path;
  }
  std::size_t asked() const { return asked_; }

 private:
  rt::awaitable<void> serve(http::Exchange& exchange) override {
    ++asked_;
    rt::Bound bound;
    bound.stop = &exchange.stop();
    const auto body = co_await http::read_body(exchange, bound);
    const std::string path(exchange.request().path());
    if (path == "/hang") {
      co_await rt::sleep(world_.world(), bound);
    }
    const std::string head = path == "/bad"     ? "HTTP/1.1 500 Oops\r\n"
                             : path == "/moved" ? "HTTP/1.1 307 Moved\r\nLocation: /ok\r\n"
                                                : "HTTP/1.1 200 OK\r\n";
    const std::string answer = head + "Content-Length: 0\r\n\r\n";
    co_await exchange.write(answer, bound);
  }
  rt::awaitable<void> until_told() {
    rt::Bound forever_bound;
    forever_bound.stop = &over_;
    co_await rt::sleep(world_.world(), forever_bound);
    rt::Bound bound;
    bound.due = later(world_.world().now(), 1s);
    co_await server_.stop(bound);
  }

  rt::RealWorld world_;
  http::Server server_;
  rt::Address address_;
  rt::Stop over_;
  std::atomic<std::size_t> asked_ = 0;
  std::thread thread_;
};

Hook to(const Peer& peer, const std::string& path) {
  Hook hook;
  hook.kind = Hook::Kind::webhook;
  hook.name = path;
  hook.url = peer.url(path);
  return hook;
}

Hook command(const std::string& script) {
  Hook hook;
  hook.kind = Hook::Kind::command;
  hook.name = "command";
  hook.command = {"sh", "-c", script};
  return hook;
}

Note started() {
  Note note;
  note.title = "t";
  return note;
}

TEST(Notifier, OneHookThatHangsHoldsUpNobodyElse) {
  const Peer peer;
  NotifierLimits limits;
  limits.delivery = 2s;
  limits.farewell = 30s;
  Notifier notifier({to(peer, "/hang"), to(peer, "/ok"), to(peer, "/bad"), to(peer, "/moved"),
                     command("grep -q '\"event\":\"started\"' && test $GAMEDAY_TITLE = t")},
                    limits);
  notifier.send(started());
  notifier.farewell();
  EXPECT_EQ(notifier.arrived(), 2U);
  auto news = notifier.news();
  std::ranges::sort(news);
  const std::vector<std::string> expected = {
      "/bad: answered 500", "/hang: timed out before an answer",
      "/moved: answered 307, and redirects are not followed"};
  EXPECT_EQ(news, expected);
  EXPECT_EQ(peer.asked(), 4U);  // nobody was asked twice
  EXPECT_TRUE(notifier.news().empty());
}

TEST(Notifier, TheFarewellEndsThoughMuchIsQueued) {
  const Peer peer;
  NotifierLimits limits;
  limits.delivery = 2s;
  limits.farewell = 1ms;
  Notifier notifier({to(peer, "/hang")}, limits);
  notifier.send(started());
  while (peer.asked() == 0) {  // the first is on its way and keeps its time; the rest waits
    std::this_thread::yield();
  }
  for (int n = 0; n < 5; ++n) {
    notifier.send(started());
  }
  notifier.farewell();
  const auto news = notifier.news();
  ASSERT_EQ(news.size(), 2U);
  EXPECT_EQ(news[0], "/hang: timed out before an answer");
  EXPECT_EQ(news[1], "/hang: 5 messages were dropped: it was too slow");
}

TEST(Notifier, AFullQueueDropsAndCounts) {
  const Peer peer;
  NotifierLimits limits;
  limits.delivery = 2s;
  limits.farewell = 1ms;
  limits.queue = 2;
  Notifier notifier({to(peer, "/hang")}, limits);
  notifier.send(started());
  while (peer.asked() == 0) {
    std::this_thread::yield();
  }
  for (int n = 0; n < 7; ++n) {
    notifier.send(started());
  }
  notifier.farewell();
  const auto news = notifier.news();
  ASSERT_EQ(news.size(), 2U);
  EXPECT_EQ(news[1], "/hang: 7 messages were dropped: it was too slow");
  notifier.send(started());  // after the end: nothing, and no harm
}

/// A server with a certificate that nobody trusts, and a port that speaks plain HTTP.
TEST(Notifier, AFailureOfTlsIsSaidOnce) {
  const Peer plain;
  const Peer untrusted(test::self_signed());
  Hook spoken_to = to(plain, "/plain");
  spoken_to.url.insert(4, "s");
  Hook distrusted = to(untrusted, "/untrusted");
  distrusted.url.insert(4, "s");
  Notifier notifier({spoken_to, distrusted});
  notifier.send(started());
  notifier.farewell();
  auto news = notifier.news();
  std::ranges::sort(news);
  const std::vector<std::string> expected = {
      "/plain: TLS: the peer speaks something else, perhaps plain http",
      "/untrusted: TLS: the certificate is self-signed and not trusted here"};
  EXPECT_EQ(news, expected);
  EXPECT_EQ(untrusted.asked(), 0U);
}

TEST(Notifier, WhatCannotBeCalledIsSaidOnce) {
  Hook unset;
  unset.name = "notify[0] (slack env.HOOK)";
  unset.url_variable = FromEnvironment{"HOOK", {}};
  Notifier notifier({unset, command("exit 3")});
  notifier.send(started());
  notifier.farewell();
  const std::vector<std::string> expected = {
      "notify[0] (slack env.HOOK): nothing can be sent there: the variable HOOK is not set",
      "command: exited 3"};
  EXPECT_EQ(notifier.news(), expected);
}

}  // namespace
}  // namespace gameday::rig
