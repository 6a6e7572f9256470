// A gate of a server: who is let in, and what becomes of a kept connection when it is used again.
#include "http/gate.hpp"

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday::http {
namespace {

using test::RawPeer;

const rt::Address here{"server", 80};
constexpr const char* get = "GET / HTTP/1.1\r\nHost: s\r\n\r\n";

/// Lets every second connection in, for as many requests as it is told.
class EverySecond final : public Gate {
 public:
  class Counted final : public Visit {
   public:
    Counted(int more, std::optional<End> then) : more_(more), then_(then) {}
    std::optional<End> again() override { return more_-- > 0 ? std::nullopt : then_; }

   private:
    int more_;
    const std::optional<End> then_;
  };

  rt::awaitable<Entry> admit(rt::StreamPtr stream, std::uint64_t id, rt::Stop&) override {
    Entry entry;
    if (id % 2 == 1) {
      stream->end(End::reset);
      co_return entry;
    }
    entry.stream = std::move(stream);
    entry.visit = std::make_unique<Counted>(more, then);
    co_return entry;
  }
  int more = 0;
  std::optional<End> then;
};

rt::awaitable<void> answer(Exchange& exchange) {
  Head head = response_of(200, "text/plain", 3);
  co_await respond(exchange, std::move(head), "ok\n", rt::Bound{});
}

/// How many requests were answered on the second connection, and how it ended.
rt::awaitable<void> play(rt::World& world, EverySecond& gate, int& answered, error_code& ended) {
  test::FunctionHandler handler(answer);
  Server server(world, handler, {}, Fin::gone, {}, &gate);
  EXPECT_TRUE(server.start(here));
  RawPeer first = co_await RawPeer::dial(world, here);
  co_await first.rest();
  EXPECT_EQ(first.ended(), rt::IoError::reset);
  RawPeer second = co_await RawPeer::dial(world, here);
  for (int i = 0; i < 4 && !second.ended(); ++i) {
    co_await second.send(get);
    const std::string got = co_await second.until("ok\n");
    answered += got.ends_with("ok\n") ? 1 : 0;
  }
  ended = second.ended();
  second.stream().end(End::close);
  co_await server.stop(test::within(world, 1s));
}

struct Row {
  int more;
  std::optional<End> then;
  int answered;
  error_code ended;
};

TEST(Gate, LetsInAndEndsKeptConnections) {
  for (const Row& row : {Row{0, std::nullopt, 4, {}}, Row{0, End::reset, 1, rt::IoError::reset},
                         Row{2, End::half_close, 3, rt::IoError::eof}}) {
    rt::VirtualWorld world{Seed(1)};
    EverySecond gate;
    gate.more = row.more;
    gate.then = row.then;
    int answered = 0;
    error_code ended;
    world.run(play(world.world(), gate, answered, ended));
    EXPECT_EQ(answered, row.answered);
    EXPECT_EQ(ended, row.ended);
  }
}

}  // namespace
}  // namespace gameday::http
