// The client's side in virtual time: which connections are used again, and how failures are told.

#include "http/client.hpp"

#include <gtest/gtest.h>

#include "rt/virtual_world.hpp"
#include "support/http_peers.hpp"

namespace gameday {
namespace {

using http::CallError;
using http::Malformed;
using http::Step;
using rt::IoError;
using test::pause;
using test::RawPeer;
using test::within;

const rt::Address address{"provider", 443};

/// A provider that plays a script: one text for each request, on connections as they come. An
/// empty text closes the connection instead.
class ScriptedProvider {
 public:
  ScriptedProvider(rt::World& world, std::vector<std::string> answers)
      : world_(world), answers_(std::move(answers)), tasks_(world.executor) {
    listener_ = std::move(world_.network.listen(address).value());
    tasks_.spawn("test: provider", accept_all());
  }

  rt::awaitable<void> stop() {
    stop_.request(rt::Why::shutdown);
    co_await tasks_.join(rt::Bound{});
  }
  rt::Listener& listener() { return *listener_; }
  std::size_t connections() const { return connections_; }
  std::vector<std::string> requests;

 private:
  rt::awaitable<void> accept_all() {
    while (true) {
      auto accepted = co_await listener_->accept(rt::Bound{never, rt::Limit::none, &stop_});
      if (!accepted) {
        co_return;
      }
      ++connections_;
      rt::StreamPtr stream = std::move(accepted.value());
      tasks_.spawn("test: connection", serve(std::move(stream)));
    }
  }
  rt::awaitable<void> serve(rt::StreamPtr stream) {
    std::array<std::byte, 4096> bytes;
    while (next_ < answers_.size()) {
      const rt::Bound bound{never, rt::Limit::none, &stop_};
      const rt::IoResult read = co_await stream->read_some(bytes, bound);
      if (read.ec) {
        co_return;
      }
      requests.emplace_back(reinterpret_cast<const char*>(bytes.data()), read.n);
      const std::string answer = answers_[next_++];
      if (answer.empty()) {
        break;
      }
      co_await rt::write_all(*stream, answer, bound);
      if (answer.find("Content-Length: 1000") != std::string::npos) {
        break;  // promised more than it sent
      }
    }
    stream->end(End::close);
  }

  rt::World& world_;
  std::vector<std::string> answers_;
  std::size_t next_ = 0;
  std::size_t connections_ = 0;
  rt::Stop stop_;
  std::unique_ptr<rt::Listener> listener_;
  rt::TaskGroup tasks_;
};

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
const std::string endless(1, ' ');  // a provider that is still at its head

class ClientTest : public testing::Test {
 protected:
  using Play = std::function<rt::awaitable<void>(ScriptedProvider&, http::Pool&)>;

  void run(std::vector<std::string> answers, const Play& play) {
    virtual_world.run(whole(std::move(answers), play));
  }
  rt::awaitable<void> whole(std::vector<std::string> answers, Play play) {
    ScriptedProvider provider(world, std::move(answers));
    http::Pool pool(world, address, options);
    co_await play(provider, pool);
    pool.close_idle();
    co_await provider.stop();
  }

  rt::awaitable<boost::system::result<http::Response, CallError>> ask(http::Pool& pool) {
    http::Head head;
    head.method = "POST";
    head.target = "/v1";
    std::string body = "hi";
    auto answer = co_await http::fetch(pool, std::move(head), std::move(body),
                                       within(world, 4s, rt::Limit::headers));
    co_return answer;
  }
  /// One request in flight: sent, nothing read.
  rt::awaitable<std::unique_ptr<http::Call>> begin(http::Pool& pool, std::string wire) {
    auto leased = co_await pool.call(within(world, 1s, rt::Limit::connect));
    std::unique_ptr<http::Call> call = std::move(leased.value());
    call->begins(std::string_view(wire).substr(0, wire.find(' ')));
    const auto error = co_await call->write(wire, within(world, 1s, rt::Limit::write));
    EXPECT_FALSE(error);
    co_return call;
  }
  rt::awaitable<CallError> read_all(http::Call& call, std::string& body) {
    const auto no_head = co_await call.read_head(within(world, 4s, rt::Limit::headers));
    if (no_head) {
      co_return *no_head;
    }
    while (true) {
      const auto part = co_await call.read_part(within(world, 10s, rt::Limit::idle));
      if (!part) {
        co_return part.error();
      }
      body.append(reinterpret_cast<const char*>(part->payload.data()), part->payload.size());
      if (part->end) {
        co_return CallError{};
      }
    }
  }

  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  http::PoolOptions options;
};

const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

TEST_F(ClientTest, UsesAConnectionAgainWhileItIsYoung) {
  run({ok, ok, ok}, [this](ScriptedProvider& provider, http::Pool& pool) -> rt::awaitable<void> {
    const auto first = co_await ask(pool);
    EXPECT_EQ(first.value().body, "ok");
    EXPECT_EQ(first.value().head.status, 200);
    EXPECT_EQ(provider.requests[0],
              "POST /v1 HTTP/1.1\r\nHost: provider:443\r\nContent-Length: 2\r\n\r\nhi");
    EXPECT_EQ(pool.idle(), 1U);
    const auto second = co_await ask(pool);
    EXPECT_EQ(provider.connections(), 1U);
    co_await pause(world, options.idle_time + 1ms);
    EXPECT_EQ(pool.idle(), 0U);  // closed by the clock, nobody asked
    const auto third = co_await ask(pool);
    EXPECT_TRUE(third);
    EXPECT_EQ(provider.connections(), 2U);
  });
}

TEST_F(ClientTest, SendsOnceMoreWhenAnIdleConnectionHadDied) {
  run({ok, "", ok}, [this](ScriptedProvider& provider, http::Pool& pool) -> rt::awaitable<void> {
    const auto first = co_await ask(pool);
    const auto second = co_await ask(pool);  // dies on the reused connection, without a byte
    EXPECT_EQ(second.value().body, "ok");
    EXPECT_EQ(provider.connections(), 2U);
    EXPECT_EQ(provider.requests.size(), 3U);
  });
}

TEST_F(ClientTest, DoesNotSendAgainWhenAFreshConnectionDies) {
  run({"", ok}, [this](ScriptedProvider& provider, http::Pool& pool) -> rt::awaitable<void> {
    const auto answer = co_await ask(pool);
    EXPECT_EQ(answer.error().step, Step::head);
    EXPECT_EQ(answer.error().ec, IoError::eof);
    EXPECT_FALSE(answer.error().stale());
    EXPECT_EQ(provider.requests.size(), 1U);
  });
}

TEST_F(ClientTest, DoesNotSendAgainWhenAReusedConnectionIsSilent) {
  run({ok, endless, ok},
      [this](ScriptedProvider& provider, http::Pool& pool) -> rt::awaitable<void> {
        const auto first = co_await ask(pool);
        const auto second = co_await ask(pool);
        EXPECT_FALSE(second);
        EXPECT_EQ(provider.requests.size(), 2U);
      });
}

TEST_F(ClientTest, KeepsOnlyConnectionsWhoseMessagesAreWhole) {
  const std::vector<std::string> answers{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                                         "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP",
                                         "HTTP/1.1 200 OK\r\nConnection: close\r\n"
                                         "Content-Length: 0\r\n\r\n",
                                         ok};
  const std::vector<std::string> requests{
      "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhal",  // answered too early
      get, get, get};
  run(answers, [&](ScriptedProvider& provider, http::Pool& pool) -> rt::awaitable<void> {
    for (const std::string& request : requests) {
      {
        const std::unique_ptr<http::Call> call = co_await begin(pool, request);
        EXPECT_FALSE(call->reused());
        const auto error = co_await call->read_head(within(world, 1s));
        EXPECT_FALSE(error);
      }  // the last one leaves its body unread
      EXPECT_EQ(pool.idle(), 0U) << request;
    }
    EXPECT_EQ(provider.connections(), 4U);
  });
}

TEST_F(ClientTest, KeepsNoMoreIdleConnectionsThanItsLimit) {
  options.idle_most = 1;
  run({ok, ok, ok}, [this](ScriptedProvider&, http::Pool& pool) -> rt::awaitable<void> {
    std::string body;
    std::unique_ptr<http::Call> one = co_await begin(pool, get);
    std::unique_ptr<http::Call> two = co_await begin(pool, get);
    co_await read_all(*one, body);
    co_await read_all(*two, body);
    one.reset();
    two.reset();
    EXPECT_EQ(body, "okok");
    EXPECT_EQ(pool.idle(), 1U);
  });
}

TEST_F(ClientTest, ReadsEveryFramingAndSkipsWhatOnlyAnnounces) {
  const std::vector<std::string> answers{
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + ok,
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1\r\nk\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", "HTTP/1.1 204 No Content\r\n\r\n"};
  const std::vector<std::pair<std::string, std::string>> calls{
      {"GET", "ok"}, {"GET", "ok"}, {"HEAD", ""}, {"GET", ""}};
  run(answers, [&](ScriptedProvider& provider, http::Pool& pool) -> rt::awaitable<void> {
    for (const auto& call_and_body : calls) {
      const std::unique_ptr<http::Call> call =
          co_await begin(pool, call_and_body.first + " / HTTP/1.1\r\nHost: a\r\n\r\n");
      std::string body;
      const CallError error = co_await read_all(*call, body);
      EXPECT_FALSE(error.ec);
      EXPECT_EQ(body, call_and_body.second);
      EXPECT_TRUE(call->head_wire().starts_with("HTTP/1.1 20"));
      EXPECT_TRUE(call->head_wire().ends_with("\r\n\r\n"));
    }
    EXPECT_EQ(provider.connections(), 1U);
  });
}

TEST_F(ClientTest, TellsACutFromNonsenseAndFromSilence) {
  struct Row {
    std::string answer;
    Step step;
    IoError error;
    Malformed malformed = Malformed::none;
    rt::Limit limit = rt::Limit::none;
  };
  const std::string head = "HTTP/1.1 200 OK\r\n";
  const std::vector<Row> rows{
      {head + "Content-Length: 1000\r\n\r\nhalf", Step::body, IoError::eof},
      {head + "Content-Length: 3\r\n\r\nha", Step::body, IoError::timed_out, Malformed::none,
       rt::Limit::idle},
      {head + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", Step::body, IoError::other,
       Malformed::bad_chunk},
      {head + "Content-Length: 1, 1\r\n\r\n", Step::head, IoError::other, Malformed::bad_length},
      {"HTTP/1.1 2", Step::head, IoError::timed_out, Malformed::none, rt::Limit::headers}};
  std::vector<std::string> answers;
  for (const Row& row : rows) {
    answers.push_back(row.answer);
  }
  answers.push_back(ok);  // so that the provider stays
  run(answers, [&](ScriptedProvider&, http::Pool& pool) -> rt::awaitable<void> {
    for (const Row& row : rows) {
      const std::unique_ptr<http::Call> call = co_await begin(pool, get);
      std::string body;
      const CallError error = co_await read_all(*call, body);
      EXPECT_EQ(error.step, row.step) << row.answer;
      EXPECT_EQ(error.ec, row.error) << row.answer;
      EXPECT_EQ(error.malformed, row.malformed) << row.answer;
      EXPECT_EQ(error.limit, row.limit) << row.answer;
    }
    EXPECT_EQ(pool.idle(), 0U);
  });
}

TEST_F(ClientTest, NamesTheLimitAndTheStepOfAConnectionThatNeverCame) {
  run({}, [this](ScriptedProvider& provider, http::Pool& pool) -> rt::awaitable<void> {
    provider.listener().door(rt::Door::black_hole);
    const auto silent = co_await pool.call(within(world, 1s, rt::Limit::connect));
    EXPECT_EQ(silent.error().step, Step::connect);
    EXPECT_EQ(silent.error().ec, IoError::timed_out);
    EXPECT_EQ(silent.error().limit, rt::Limit::connect);
    provider.listener().door(rt::Door::refuse);
    const auto refused = co_await pool.call(within(world, 1s, rt::Limit::connect));
    EXPECT_EQ(refused.error().ec, IoError::refused);
    EXPECT_EQ(refused.error().limit, rt::Limit::none);
  });
}

TEST_F(ClientTest, ACallThatIsDroppedIsHeardByTheServer) {
  rt::Why why = rt::Why::none;
  test::FunctionHandler handler([&](http::Exchange& exchange) -> rt::awaitable<void> {
    co_await rt::sleep(world, within(world, 1h).with(exchange.stop()));
    why = exchange.stop().why();
  });
  http::Server server(world, handler);
  const auto play = [&]() -> rt::awaitable<void> {
    EXPECT_TRUE(server.start(address));
    auto pool = std::make_unique<http::Pool>(world, address, options);
    std::unique_ptr<http::Call> call = co_await begin(*pool, get);
    pool.reset();  // a call may outlive its pool
    co_await pause(world, 100ms);
    call.reset();
    co_await pause(world, 1ms);
    EXPECT_EQ(why, rt::Why::client_gone);
    co_await server.stop(within(world, 1s));
  };
  virtual_world.run(play());
}

}  // namespace
}  // namespace gameday
