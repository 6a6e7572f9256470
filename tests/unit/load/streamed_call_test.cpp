// Streamed calls against a provider that follows a script, in virtual time: what the record says.

#include "load/streamed_call.hpp"

#include <gtest/gtest.h>

#include "scripted_server.hpp"
#include "stream_text.hpp"

namespace gameday::load {
namespace {

using record::Outcome;

// Two deliveries for the connection, then some for request and answer, 20 us each.
constexpr Duration wire = 1ms;

Script cut_at(std::size_t size, Ending ending) {
  Script script;
  script.pieces = {{0s, joined(openai_events()).substr(0, size)}};
  script.ending = ending;
  return script;
}

const record::RequestRecord& only(const Asked& asked) {
  EXPECT_EQ(asked.records.size(), 1U);
  return asked.records.front();
}

TEST(StreamedCall, TheFirstTokenIsTimedFromTheIntendedSend) {
  Script script;
  script.pieces = {{500ms, role}, {800ms, content("a")}, {2s, content("b")}, {0s, finish() + done}};
  const Asked asked = ask(script);
  const auto& record = only(asked);
  EXPECT_EQ(record.outcome, Outcome::ok);
  EXPECT_TRUE(record.streamed);
  EXPECT_EQ(record.status, 200);
  ASSERT_TRUE(record.first_content);
  const Duration ttft = *record.first_content - record.intended;
  EXPECT_GE(ttft, 1300ms);
  EXPECT_LT(ttft, 1300ms + wire);
  EXPECT_EQ(record.longest_gap, 2s);
  EXPECT_EQ(record.ended - *record.first_content, 2s);
}

TEST(StreamedCall, AsksForAStreamInItsDialect) {
  Script script;
  script.pieces = {{0s, joined(openai_events())}};
  const Asked openai = ask(script);
  EXPECT_NE(openai.heads[0].find("POST /v1/chat/completions HTTP/1.1\r\n"), std::string::npos);
  EXPECT_NE(openai.heads[0].find("Authorization: Bearer sk-test\r\n"), std::string::npos);
  EXPECT_NE(openai.bodies[0].find(R"("stream":true)"), std::string::npos);
  EXPECT_NE(openai.bodies[0].find(R"("include_usage":true)"), std::string::npos);

  script.pieces = {{0s, joined(anthropic_events())}};
  const Asked anthropic = ask(script, streaming(), {Arrival{}}, llm::Dialect::anthropic);
  EXPECT_EQ(only(anthropic).outcome, Outcome::ok);
  EXPECT_NE(anthropic.heads[0].find("POST /v1/messages HTTP/1.1\r\n"), std::string::npos);
  EXPECT_NE(anthropic.heads[0].find("x-api-key: sk-test\r\n"), std::string::npos);
  EXPECT_NE(anthropic.heads[0].find("anthropic-version: 2023-06-01\r\n"), std::string::npos);
  EXPECT_NE(anthropic.bodies[0].find(R"("max_tokens":4096)"), std::string::npos);
  EXPECT_NE(anthropic.bodies[0].find(R"("stream":true)"), std::string::npos);
}

// Every byte, every way to end. A client has its answer at [DONE]; before that an RST, or a FIN
// inside the chunked body, is a reset even when the finish had come.
TEST(StreamedCall, EveryCutHasItsOutcome) {
  const auto events = openai_events();
  const std::size_t finished = size_of(events, 5);
  const std::size_t whole = size_of(events, 7);
  for (std::size_t size = 0; size <= whole; ++size) {
    SCOPED_TRACE(size);
    const auto clean = ask(cut_at(size, Ending::clean)).records.at(0).outcome;
    EXPECT_EQ(clean, size < finished ? Outcome::truncated_stream : Outcome::ok);
    for (const Ending ending : {Ending::fin, Ending::reset}) {
      const auto broken = ask(cut_at(size, ending)).records.at(0).outcome;
      EXPECT_EQ(broken, size < whole ? Outcome::reset : Outcome::ok);
    }
    const auto hung = only(ask(cut_at(size, Ending::hang), streaming(5s)));
    EXPECT_EQ(hung.outcome, size < whole ? Outcome::timeout : Outcome::ok);
    EXPECT_EQ(hung.ended - hung.intended == 5s, size < whole);
  }
}

TEST(StreamedCall, AStreamThatDripsIsEndedByTheClientsTotal) {
  Script script;
  script.pieces = {{0s, role}};
  for (int tokens = 0; tokens < 100; ++tokens) {
    script.pieces.push_back({1s, content("x")});
  }
  const auto record = only(ask(script, streaming(10s)));
  EXPECT_EQ(record.outcome, Outcome::timeout);
  EXPECT_EQ(record.ended - record.intended, 10s);
  EXPECT_GE(record.longest_gap, 1s);
  EXPECT_LT(record.longest_gap, 1s + wire);
}

TEST(StreamedCall, AStatusIsNotedWithItsErrorsCode) {
  Script script;
  script.status = 429;
  script.content_type = "application/json";
  script.pieces = {{0s, R"({"error":{"message":"m","type":"requests","code":"rate_limit"}})"}};
  const auto limited = only(ask(script));
  EXPECT_EQ(limited.outcome, Outcome::http_429);
  EXPECT_EQ(limited.error, "rate_limit");
  script.status = 503;
  script.pieces = {{0s, std::string(3 * no_stream_kept, 'x')}};  // more than is kept is read too
  const auto broken = only(ask(script));
  EXPECT_EQ(broken.outcome, Outcome::http_5xx);
  EXPECT_EQ(broken.status, 503);
}

TEST(StreamedCall, A200ThatIsNoStreamIsABadPayload) {
  Script script;
  script.content_type = "text/html; charset=utf-8";
  script.pieces = {{0s, "<html>log in</html>"}};
  EXPECT_EQ(only(ask(script)).outcome, Outcome::bad_payload);
  EXPECT_EQ(only(ask(script)).error, "not_a_stream");
  script.content_type = "application/json";
  script.pieces = {{0s, R"({"error":{"message":"no","code":502}})"}};
  EXPECT_EQ(only(ask(script)).error, "error_in_200");
  script.content_type = "";  // SDKs do not ask for it either
  script.pieces = {{0s, joined(openai_events())}};
  EXPECT_EQ(only(ask(script)).outcome, Outcome::ok);
}

TEST(StreamedCall, AnAnswerIsOverAtDoneAndTheConnectionIsUsedAgain) {
  Script script;
  script.pieces = {{1s, joined(openai_events())}, {200ms, ": bye\n\n"}};
  const Asked two = ask(script, streaming(), {{0, 0s}, {1, 5s}});
  ASSERT_EQ(two.records.size(), 2U);
  EXPECT_LT(two.records[0].ended - two.records[0].intended, 1s + wire);
  EXPECT_EQ(two.connections, 1U);
  EXPECT_FALSE(two.client_left);
  script.ending = Ending::hang;  // nobody waits for ever for the framing's end
  const Asked hung = ask(script);
  EXPECT_LT(only(hung).ended - only(hung).intended, 1s + wire);
  ASSERT_TRUE(hung.client_left);
  EXPECT_GE(*hung.client_left - only(hung).ended, 1s);
  EXPECT_LT(*hung.client_left - only(hung).ended, 1s + wire);
}

TEST(StreamedCall, AnErrorInTheStreamEndsItForTheClient) {
  Script script;
  script.pieces = {{0s, role + content("a")}, {2s, in_band_error}, {10s, "x"}};
  const auto record = only(ask(script));
  EXPECT_EQ(record.outcome, Outcome::stream_error);
  EXPECT_EQ(record.error, "upstream_reset");
  EXPECT_LT(record.ended - record.intended, 2s + wire);
}

// A provider that stands still for 10 s delays every answer that was due meanwhile, not only the
// one it was giving (Tene's coordinated omission): 100 requests at 10/s wait 10 s, 9.9 s, 9.8 s …
TEST(StreamedCall, AStallCountsForEveryRequestThatWasDue) {
  struct Stalling final : http::Handler {
    explicit Stalling(rt::World& of) : world(of) {}
    rt::awaitable<void> serve(http::Exchange& exchange) override {
      rt::Bound bound;
      bound.stop = &exchange.stop();
      co_await http::read_body(exchange, bound);
      bound.due = run_start + 10s;
      co_await rt::sleep(world, bound);
      bound.due = never;
      const std::string text = joined(openai_events());
      http::Head head = http::response_of(200, "text/event-stream", text.size());
      co_await http::respond(exchange, std::move(head), text, bound);
    }
    rt::World& world;
  };
  std::vector<Arrival> arrivals;
  for (std::uint32_t ordinal = 0; ordinal < 100; ++ordinal) {
    arrivals.push_back({ordinal, ordinal * 100ms, record::Window::fault, 0});
  }
  record::MemorySink sink;
  const Options options = streaming();
  rt::VirtualWorld virtual_world{Seed(1)};
  rt::World& world = virtual_world.world();
  const auto play = [&]() -> rt::awaitable<void> {
    Stalling handler(world);
    http::Server server(world, handler);
    Target target;
    target.address = *server.start(rt::Address{"127.0.0.1", 0});
    {
      Driver driver(world, options, target, sink);
      const rt::Stop stop;
      co_await driver.run(arrivals, run_start, stop);
    }
    co_await server.stop(rt::Bound{run_start + 1min, rt::Limit::drain, nullptr});
  };
  virtual_world.run(play());
  ASSERT_EQ(sink.records().requests.size(), 100U);
  for (const auto& record : sink.records().requests) {
    EXPECT_EQ(record.outcome, Outcome::ok);
    const Duration ttft = record.first_content.value() - record.intended;
    const Duration due = 10s - record.ordinal * 100ms;
    EXPECT_GE(ttft, due);
    EXPECT_LT(ttft, due + wire);
  }
}

}  // namespace
}  // namespace gameday::load
