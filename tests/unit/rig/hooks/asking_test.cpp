// One message to somebody who may be well, ill or hostile, in virtual time.

#include "rig/hooks/asking.hpp"

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"

namespace gameday::rig {
namespace {

struct Peer {
  std::string answer;    // said as soon as a connection is there
  bool endless = false;  // … again and again
  bool hangs = false;    // then holds the connection
  bool hangs_up = false;
};

struct Told {
  Answered answered;
  TimePoint took{};
  std::string heard;  // what the peer was sent
  int connections = 0;
};

rt::awaitable<void> hear(rt::ByteStream& stream, std::string& heard, rt::Bound bound) {
  std::array<std::byte, 4096> block{};
  while (heard.find("\"}") == heard.npos) {
    const rt::IoResult got = co_await stream.read_some(block, bound);
    if (got.ec) {
      co_return;
    }
    heard.append(reinterpret_cast<const char*>(block.data()), got.n);
  }
}

rt::awaitable<void> serve(rt::World& world, rt::Listener& listener, const Peer& peer, Told& told,
                          const rt::Stop& over) {
  rt::Bound bound;
  bound.stop = &over;
  while (!over.requested()) {
    auto stream = co_await listener.accept(bound);
    if (!stream) {
      co_return;
    }
    ++told.connections;
    if (peer.hangs_up) {
      (*stream)->end(End::reset);
      continue;
    }
    co_await hear(**stream, told.heard, bound);
    const std::vector<boost::asio::const_buffer> one = {
        boost::asio::buffer(peer.answer.data(), peer.answer.size())};
    do {
      const auto failed = co_await rt::write_all(**stream, one, bound);
      if (failed) {
        break;
      }
    } while (peer.endless);
    if (peer.hangs) {
      co_await rt::sleep(world, bound);
    }
  }
}

rt::awaitable<void> tell(rt::World& world, const Peer& peer, std::string url, Told& told) {
  const auto listener = world.network.listen(rt::Address{"127.0.0.1", 80});
  rt::Stop over;
  rt::TaskGroup serving(world.executor);
  serving.spawn("test/peer", serve(world, **listener, peer, told, over));
  Question question;
  question.url = std::move(url);
  question.headers = {{"X-Gameday-Event", "started"}};
  question.body = "{\"text\":\"hi\"}";
  rt::Bound bound;
  const TimePoint begun = world.now();
  bound.due = later(begun, 5s);
  told.answered = co_await ask(world, std::move(question), bound);
  told.took = TimePoint(world.now() - begun);
  over.request(rt::Why::shutdown);
  co_await serving.join(rt::Bound{});
}

Told tell(const Peer& peer, const std::string& url = "http://127.0.0.1/hook?token=t0p") {
  Told told;
  rt::VirtualWorld world{Seed(1)};
  world.run(tell(world.world(), peer, url, told));
  return told;
}

TEST(Asking, SendsOneRequestAndReadsTheStatus) {
  const Told told = tell({"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"});
  EXPECT_EQ(failure_words(told.answered), "");
  EXPECT_EQ(told.answered.status, 200);
  EXPECT_EQ(told.heard,
            "POST /hook?token=t0p HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: gameday\r\n"
            "Connection: close\r\nX-Gameday-Event: started\r\nContent-Length: 13\r\n\r\n"
            "{\"text\":\"hi\"}");
}

TEST(Asking, AnErrorIsAFailureAndNotTriedAgain) {
  const Told told = tell({"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"});
  EXPECT_EQ(failure_words(told.answered), "answered 500");
  EXPECT_EQ(told.connections, 1);
}

TEST(Asking, ARedirectIsNotFollowed) {
  const Told told =
      tell({"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/other\r\n"
            "Content-Length: 0\r\n\r\n"});
  EXPECT_EQ(failure_words(told.answered), "answered 302, and redirects are not followed");
  EXPECT_EQ(told.connections, 1);
}

TEST(Asking, ASilentServerCostsTheTimeOfTheBound) {
  const Told told = tell({.answer = "", .hangs = true});
  EXPECT_EQ(failure_words(told.answered), "timed out before an answer");
  EXPECT_EQ(told.took, TimePoint(5s));
}

TEST(Asking, AnAnswerWithoutEndIsNotWaitedFor) {
  const Told body = tell({.answer = "HTTP/1.1 204 No\r\n\r\n", .hangs = true});
  EXPECT_EQ(failure_words(body.answered), "");
  EXPECT_LT(body.took, TimePoint(1s));
  const Told chunks =
      tell({.answer = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", .hangs = true});
  EXPECT_EQ(failure_words(chunks.answered), "");
  EXPECT_LT(chunks.took, TimePoint(1s));
}

TEST(Asking, AHeadWithoutEndIsCutOff) {
  const Told told =
      tell({.answer = "HTTP/1.1 200 OK\r\nX: " + std::string(4096, 'x'), .endless = true});
  EXPECT_EQ(failure_words(told.answered), "what came is no HTTP answer");
  EXPECT_LT(told.took, TimePoint(1s));
}

TEST(Asking, WhatIsNoHttpIsAFailure) {
  const Told told = tell({.answer = "220 smtp.example.com ready\r\n\r\n", .hangs = true});
  EXPECT_EQ(told.answered.status, 0);
  EXPECT_NE(failure_words(told.answered), "");
}

TEST(Asking, NobodyThereIsSaidWithoutTheUrl) {
  const Told refused = tell({}, "http://127.0.0.1:81/secret");
  EXPECT_EQ(failure_words(refused.answered), "connection refused while connecting");
  const Told reset = tell({.answer = "", .hangs_up = true});
  EXPECT_EQ(reset.answered.status, 0);
  EXPECT_NE(failure_words(reset.answered), "");
  const Told nonsense = tell({}, "ftp://127.0.0.1/secret");
  EXPECT_EQ(nonsense.answered.problem.find("secret"), std::string::npos);
  EXPECT_NE(failure_words(nonsense.answered), "");
}

}  // namespace
}  // namespace gameday::rig
