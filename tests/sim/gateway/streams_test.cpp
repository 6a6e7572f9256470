// Streamed answers: every way to break one, before its first content and after it, whatever the
// primary and the lifeboat speak.

#include <gtest/gtest.h>

#include "rig.hpp"
#include "support/good_stream.hpp"
#include "support/http_peers.hpp"

namespace gameday::gateway::test {
namespace {

using gameday::test::events_before_content;
using gameday::test::good_stream;
using llm::Dialect;

constexpr Dialect dialects[] = {Dialect::openai, Dialect::anthropic};
constexpr const char* good_text = "Hiho";

/// A good stream up to its first delta, or with both of them.
Play begun(Dialect which, bool content, Tail tail) {
  std::vector<std::string> events = good_stream(which);
  events.resize(events_before_content(which) + (content ? 2 : 0));
  return streamed(events, tail);
}

Play and_then(Play play, std::string bytes, bool raw = false) {
  play.writes.push_back(Write{std::move(bytes), 100ms, raw});
  return play;
}

Play pinging(Dialect which, bool content) {
  Play play = begun(which, content, Tail::hang);
  for (int i = 0; i < 100; ++i) {
    const std::string ping = which == Dialect::anthropic ? std::string(llm::ping_event) : ": x\n\n";
    play.writes.push_back(Write{ping, 1s, false});
  }
  return play;
}

Play failing(Dialect which, bool content, const char* openai, const char* anthropic) {
  const std::string event = which == Dialect::anthropic
                                ? llm::anthropic_error_event(anthropic, "Sorry.", "r")
                                : llm::error_event("Sorry.", openai, "");
  return and_then(begun(which, content, Tail::end), event);
}

struct Row {
  const char* name;
  Play (*play)(Dialect which, bool content);
  const char* before;  // the tries of the primary, when it happens before the first content
  const char* after;   // the code of the error that ends the stream, when after it
};

const Row rows[] = {
    {"F16, F19 silent", [](Dialect d, bool content) { return begun(d, content, Tail::hang); },
     "openai/a:first_token_timeout", "upstream_timeout"},
    {"F19 but for pings", pinging, "openai/a:first_token_timeout", "upstream_timeout"},
    {"F22 reset", [](Dialect d, bool content) { return begun(d, content, Tail::reset); },
     "openai/a:reset", "upstream_stream_truncated"},
    {"F23 cut", [](Dialect d, bool content) { return begun(d, content, Tail::fin); },
     "openai/a:eof_early", "upstream_stream_truncated"},
    {"F24 ended without a finish",
     [](Dialect d, bool content) { return begun(d, content, Tail::end); }, "openai/a:eof_early",
     "upstream_stream_truncated"},
    {"F24 only its mark",
     [](Dialect d, bool content) {
       return and_then(begun(d, content, Tail::end), good_stream(d).back());
     },
     "openai/a:eof_early", "upstream_stream_truncated"},
    {"F26 cut event",
     [](Dialect d, bool content) {
       return and_then(begun(d, content, Tail::end), "data: {\"type\":\"content_blo\n\n");
     },
     "openai/a:malformed", "upstream_stream_malformed"},
    {"F27 broken framing",
     [](Dialect d, bool content) {
       return and_then(begun(d, content, Tail::hang), "ZZ\r\n", true);
     },
     "openai/a:malformed", "upstream_stream_malformed"},
    {"F28 error",
     [](Dialect d, bool content) { return failing(d, content, "server_error", "api_error"); },
     "openai/a:in_band_error openai/a:in_band_error", "upstream_error"},
    {"F29 overloaded",
     [](Dialect d, bool content) {
       return failing(d, content, "service_unavailable_error", "overloaded_error");
     },
     "openai/a:in_band_error openai/a:in_band_error", "server_is_overloaded"},
    {"F46 not UTF-8",
     [](Dialect d, bool content) {
       return and_then(begun(d, content, Tail::end), "data: {\"x\":\"\x80\"}\n\n");
     },
     "openai/a:malformed", "upstream_stream_malformed"},
};

Options spoken(Dialect primary, Dialect lifeboat) {
  Options options = tuned();
  options.providers[0].dialect = primary;
  options.providers[1].dialect = lifeboat;
  for (Provider& provider : options.providers) {
    if (provider.dialect == Dialect::anthropic) {
      provider.base_url.resize(provider.base_url.size() - 3);  // without /v1
    }
  }
  return options;
}

TEST(Streams, BeforeTheFirstContentAnotherTargetAnswers) {
  for (const Row& row : rows) {
    for (const Dialect primary : dialects) {
      for (const Dialect lifeboat : dialects) {
        Rig rig(spoken(primary, lifeboat));
        rig.openai.plays = {{"", {row.play(primary, false)}}};
        rig.run([&](Rig& r) -> rt::awaitable<void> {
          Ask ask = streaming();
          const http::Response response = co_await r.ask(std::move(ask));
          EXPECT_EQ(tries(response), std::string(row.before) + " lifeboat/l:200") << row.name;
          const Streamed got = read_stream(response.body);
          EXPECT_EQ(got.text, good_text) << row.name;
          EXPECT_EQ(got.finish, "stop") << row.name;
          EXPECT_TRUE(got.done && got.error.empty()) << row.name;
        });
      }
    }
  }
}

TEST(Streams, AfterItTheClientIsToldAndNobodyElseIsAsked) {
  for (const Row& row : rows) {
    for (const Dialect primary : dialects) {
      Rig rig(spoken(primary, Dialect::openai));
      rig.openai.plays = {{"", {row.play(primary, true)}}};
      rig.run([&](Rig& r) -> rt::awaitable<void> {
        Ask ask = streaming();
        const http::Response response = co_await r.ask(std::move(ask));
        EXPECT_EQ(response.head.status, 200) << row.name;
        EXPECT_EQ(tries(response), "openai/a:200") << row.name;
        const Streamed got = read_stream(response.body);
        EXPECT_EQ(got.text, good_text) << row.name;
        EXPECT_EQ(got.error, row.after) << row.name << response.body;
        EXPECT_FALSE(got.error_type.empty()) << row.name;
        EXPECT_TRUE(got.finish.empty() && !got.done) << row.name << response.body;
        EXPECT_TRUE(r.lifeboat.seen.empty()) << row.name;
        const std::string metrics = co_await r.metrics();
        EXPECT_NE(metrics.find("outcome=\"broken_"), std::string::npos) << row.name;
        EXPECT_EQ(metrics.find("result=\"200\""), std::string::npos) << row.name;
        EXPECT_NE(metrics.find("in_flight 0"), std::string::npos) << row.name;
      });
    }
  }
}

TEST(Streams, WhatHasNoContentIsAskedElsewhere) {  // F17, F18, F40, F42
  Play silent;
  silent.takes = 1h;
  Play drips = streamed(good_stream(Dialect::openai));
  for (Write& write : drips.writes) {
    write.after = 5s;
  }
  const std::vector<std::string> good = good_stream(Dialect::openai);
  const std::pair<Play, const char*> plays[] = {
      {silent, "openai/a:headers_timeout"},
      {drips, "openai/a:first_token_timeout"},
      {streamed({}), "openai/a:malformed"},
      {streamed({good.back()}), "openai/a:eof_early"},
      {streamed({good[0], good[3], good[4]}), "openai/a:malformed"},
      {play(200, "<html>login</html>"), "openai/a:malformed"},
      {play(200, R"({"choices":[{"index":0,"message":{"content":"Hi"}}]})"), "openai/a:malformed"},
      {play(200, R"({"error":{"message":"x","code":400}})"), ""},
      {play(200, "not coded", {{"Content-Encoding", "gzip"}}), "openai/a:malformed"}};
  for (const auto& [bad, expected] : plays) {
    Rig rig(tuned());
    rig.openai.plays = {{"", {bad}}};
    const std::string want = expected;
    rig.run([want](Rig& r) -> rt::awaitable<void> {
      Ask ask = streaming();
      const http::Response response = co_await r.ask(std::move(ask));
      if (want.empty()) {  // the request's own fault, in a 200
        EXPECT_EQ(response.head.status, 400);
      } else {
        EXPECT_EQ(tries(response), want + " lifeboat/l:200");
        EXPECT_TRUE(read_stream(response.body).done);
      }
    });
  }
}

TEST(Streams, TheHeadWaitsForTheFirstContent) {
  Play slow = streamed(good_stream(Dialect::openai));
  slow.writes[1].after = 2s;
  slow.writes[2].after = 3s;
  Rig rig(tuned());
  rig.openai.plays = {{"", {slow}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.fields.get("x-gameday-attempts"), "openai/a:200:2100ms");
    EXPECT_EQ(response.head.fields.get("Content-Type"), "text/event-stream; charset=utf-8");
    EXPECT_EQ(r.took(), 100 + 2000 + 3000);
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(requests_total{outcome="ok"} 1)"), std::string::npos);
  });
}

TEST(Streams, TheConnectionIsKeptOnlyAfterAGoodEnd) {  // F20
  const auto good = good_stream(Dialect::openai);
  Play late = streamed(good);
  late.writes.push_back(Write{"", 19ms, true});
  Rig rig(tuned());
  rig.openai.plays = {{"", {late, streamed(good, Tail::hang), streamed(good)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    for (const std::int64_t took : {100 + 19, 100 + 20, 100}) {
      Ask ask = streaming();
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_TRUE(read_stream(response.body).done);
      EXPECT_EQ(r.took(), took);
    }
    EXPECT_EQ(r.openai.seen[0].connection, r.openai.seen[1].connection);
    EXPECT_NE(r.openai.seen[1].connection, r.openai.seen[2].connection);
    EXPECT_LT(r.openai.seen[1].left - r.openai.seen[1].at, 121ms);
  });
}

TEST(Streams, LimitsHoldAfterTheFirstContent) {
  struct Limit {
    const char* deadline;
    const char* code;
    std::int64_t took;
  };
  for (const Limit& limit :
       {Limit{"8000", "deadline_exceeded", 8000}, Limit{"3600000", "upstream_timeout", 20000}}) {
    Options options = tuned();
    options.deadline.reset();
    options.providers[0].timeouts.attempt = 20s;
    Play drips = begun(Dialect::openai, true, Tail::hang);
    for (int i = 0; i < 100; ++i) {
      drips.writes.push_back(Write{good_stream(Dialect::openai)[1], 900ms, false});
    }
    Rig rig(options);
    rig.openai.plays = {{"", {drips}}};
    rig.run([&](Rig& r) -> rt::awaitable<void> {
      Ask ask = streaming();
      ask.fields.push_back(http::Field{"x-gameday-deadline-ms", limit.deadline});
      const http::Response response = co_await r.ask(std::move(ask));
      EXPECT_EQ(read_stream(response.body).error, limit.code);
      EXPECT_EQ(r.took(), limit.took);
    });
  }
}

TEST(Streams, AClientMayLeaveAtAnyTime) {  // F53
  Play drips = streamed(good_stream(Dialect::openai), Tail::hang);
  for (Write& write : drips.writes) {
    write.after = 500ms;
  }
  for (Duration patience = 20us; patience < 4s; patience += 37ms) {
    Rig rig(tuned());
    rig.openai.plays = {{"", {drips}}};
    rig.run([&](Rig& r) -> rt::awaitable<void> {
      Ask ask = streaming();
      const TimePoint leaves = r.world().now() + patience;
      ask.bound = ask.bound.tighter(leaves, rt::Limit::total);
      const http::Response response = co_await r.ask(std::move(ask));
      const std::string metrics = co_await r.metrics();
      EXPECT_NE(metrics.find("in_flight 0"), std::string::npos);
      for (const auto& seen : r.openai.seen) {
        const bool at_once = seen.left - leaves < 1ms || response.head.status == 200;
        EXPECT_TRUE(at_once) << to_milliseconds(patience);
      }
      EXPECT_TRUE(r.lifeboat.seen.empty());
    });
  }
}

/// A streamed request as bytes.
std::string raw(const char* version) {
  const std::string body = streaming().body;
  return fmt::format("POST /v1/chat/completions HTTP/{}\r\nHost: g\r\nContent-Length: {}\r\n\r\n{}",
                     version, body.size(), body);
}

TEST(Streams, AClientThatTakesNothingIsClosedAndNothingPilesUp) {  // F53
  Play endless = begun(Dialect::openai, true, Tail::hang);
  llm::ChunkHead head;
  const std::string large = llm::content_chunk(head, std::string(1000, 'x'));
  for (int i = 0; i < 10'000; ++i) {
    endless.writes.push_back(Write{large, {}, false});
  }
  Rig rig(tuned());
  rig.openai.plays = {{"", {endless}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    auto peer = co_await gameday::test::RawPeer::dial(r.world(), r.address());
    co_await peer.send(raw("1.1"));
    co_await peer.until("Hi");
    co_await gameday::test::pause(r.world(), 31s);
    const auto& seen = r.openai.seen.front();
    EXPECT_GT(seen.left - seen.at, 30s);
    EXPECT_LT(seen.left - seen.at, 31s);
    EXPECT_LT(seen.writes, 512U);  // two kernels' windows and a buffer or two: below 512 KB
    const std::string rest = co_await peer.rest();
    EXPECT_EQ(rest.find("0\r\n\r\n"), std::string::npos);  // cut, and seen as such
    const std::string metrics = co_await r.metrics();
    EXPECT_NE(metrics.find(R"(outcome="client_gone"} 1)"), std::string::npos);
  });
}

TEST(Streams, ABreakLeavesAWholeBodyAndTheConnection) {
  Rig rig(tuned());
  rig.openai.plays = {{"", {begun(Dialect::openai, true, Tail::reset), play(200)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    auto peer = co_await gameday::test::RawPeer::dial(r.world(), r.address());
    co_await peer.send(raw("1.1"));
    const std::string wire = co_await peer.until("0\r\n\r\n");
    EXPECT_TRUE(wire.ends_with("\"code\":\"upstream_stream_truncated\"}}\n\n\r\n0\r\n\r\n"))
        << wire;
    co_await peer.send(raw("1.1"));
    const std::string again = co_await peer.until("\r\n");
    EXPECT_EQ(again, "HTTP/1.1 200 OK\r\n");
  });
}

TEST(Streams, AnHttp10ClientGetsThemUntilTheConnectionCloses) {
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    auto peer = co_await gameday::test::RawPeer::dial(r.world(), r.address());
    co_await peer.send(raw("1.0"));
    const std::string wire = co_await peer.rest();
    EXPECT_TRUE(wire.ends_with("\n\ndata: [DONE]\n\n")) << wire;
    EXPECT_EQ(wire.find("Transfer-Encoding"), std::string::npos);
    EXPECT_EQ(peer.ended(), rt::IoError::eof);
  });
}

TEST(Streams, TheFreeReplayWorksForStreamsToo) {  // F47
  Play reset;
  reset.how = Play::How::reset_head;
  reset.takes = 0ms;
  Rig rig(tuned());
  rig.openai.plays = {{"", {Play(), reset, Play()}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask first = streaming();
    co_await r.ask(std::move(first));
    Ask second = streaming();
    const http::Response response = co_await r.ask(std::move(second));
    EXPECT_EQ(tries(response), "openai/b:stale openai/b:200");
    EXPECT_EQ(r.took(), 100);
  });
}

TEST(Streams, APortThatIsClosedIsLeftAfterOneRetry) {  // F50
  Rig rig(tuned());
  rig.run([](Rig& r) -> rt::awaitable<void> {
    co_await r.openai.server().stop(rt::Bound());
    Ask ask = streaming();
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(tries(response), "openai/a:refused openai/a:refused lifeboat/l:200");
  });
}

TEST(Streams, WhereNIsDroppedOneChoiceIsWhole) {
  Options options = tuned();
  options.providers[0].parameters = {{"n", llm::ParameterRule::drop}};
  Rig rig(options);
  auto events = good_stream(Dialect::openai);
  events.pop_back();  // no [DONE]
  rig.openai.plays = {{"", {streamed(events, Tail::reset)}}};
  rig.run([](Rig& r) -> rt::awaitable<void> {
    Ask ask = streaming();
    ask.body.insert(1, R"("n":2,)");
    const http::Response response = co_await r.ask(std::move(ask));
    EXPECT_EQ(response.head.fields.get("x-gameday-dropped"), "n");
    const Streamed read = read_stream(response.body);
    EXPECT_EQ(read.error, "");
    EXPECT_EQ(read.text, good_text);
    EXPECT_TRUE(read.done);
  });
}

}  // namespace
}  // namespace gameday::gateway::test
