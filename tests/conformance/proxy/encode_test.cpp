// `encode` on the wire, over memory and over sockets: what the head says, what a client that
// decodes makes of the body, when it can, and that nothing of it sticks to the connection.

#include <gtest/gtest.h>

#include "faults/parse.hpp"
#include "http/body_writer.hpp"
#include "rt/real_world.hpp"
#include "started_proxy.hpp"
#include "support/http_feed.hpp"
#include "support/inflated.hpp"
#include "support/parsed_injection.hpp"
#include "support/played_answer.hpp"
#include "wire_client.hpp"

namespace gameday {
namespace {

const std::string events[] = {test::delta("a"), ": beat\n\n", test::delta("b"), "data: [DONE]\n\n"};
const std::string all = events[0] + events[1] + events[2] + events[3];
const std::string json =
    R"({"choices":[{"index":0,"message":{"content":"abc"},"finish_reason":"stop"}],"usage":{}})";

std::string request(bool stream) {
  const std::string body =
      fmt::format(R"({{"model":"gpt-x","stream":{},"messages":[]}})", stream ? "true" : "false");
  return fmt::format(
      "POST /v1/chat/completions HTTP/1.1\r\nHost: p\r\nAccept-Encoding: br\r\nContent-Length: "
      "{}\r\n\r\n{}",
      body.size(), body);
}

/// Always plain, and with nothing said of it.
std::string good_answer(bool stream) {
  std::string wire = "HTTP/1.1 200 OK\r\n";
  if (!stream) {
    return wire +
           "Content-Type: application/json\r\nContent-Length: " + std::to_string(json.size()) +
           "\r\n\r\n" + json;
  }
  wire += "Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const std::string& event : events) {
    http::append_chunk(wire, event);
  }
  return wire.append(http::last_chunk);
}

struct Case {
  bool stream = false;
  std::string deed;
  std::string label;  // of Content-Encoding; empty: none
  std::string text;   // of the body, decoded where it is coded
  bool coded = true;
  bool whole = true;
  bool broken = false;
};

struct Story {
  test::Seen seen;
  std::string next;
  record::AttemptRecord attempt;
  std::string asked;
};

rt::awaitable<void> play(rt::World& world, rt::Address at, const Case& c, Story& story) {
  test::FunctionHandler handler([&](http::Exchange& exchange) -> rt::awaitable<void> {
    story.asked = story.asked.empty() ? std::string(exchange.request_wire()) : story.asked;
    const auto body = co_await http::read_body(exchange, rt::Bound{});
    const std::string answer = good_answer(c.stream);
    co_await exchange.write(answer, rt::Bound{});
  });
  http::Server provider(world, handler);
  test::StartedProxy started(world, provider.start(at).value(), at);
  started.http.apply(test::plan_of(test::parse_injection(c.deed).injection.value()));
  auto stream = co_await world.network.dial(started.address, test::within(world, 5s));
  test::WireClient client(
      world, std::move(stream.value()), [] { return true; }, [] {});
  story.seen = co_await client.ask(request(c.stream), nullptr);
  if (story.seen.ending == "open") {
    started.http.apply(std::make_shared<faults::FaultPlan>());
    const test::Seen next = co_await client.ask(request(c.stream), nullptr);
    story.next = next.wire;
  }
  client.close();
  co_await started.http.stop(test::within(world, 5s));
  co_await provider.stop(test::within(world, 5s));
  story.attempt = started.sink.attempts.front();
}

const Case cases[] = {
    {false, "{encode: {label: gzip}}", "gzip", json},
    {false, "{encode: {label: deflate}}", "deflate", json},
    {false, "{encode: {label: none, body: gzip}}", "", json},
    {false, "{encode: {label: plain}}", "identity", json, false},
    {false, "{fault: bad-compression}", "gzip", json, false},
    {false, "{fault: bad-compression, kind: unasked}", "gzip", json},
    {false, "{fault: bad-compression, kind: br-label}", "br", json},
    {false, "{encode: {label: gzip, cut: 50%}}", "gzip", "", true, false},
    {false, "{encode: {label: gzip, flip: 2B}}", "gzip", "", true, false, true},
    {false, "{encode: {label: gzip}, edit: {which: body, unset: [/usage]}}", "gzip",
     json.substr(0, json.size() - 12) + "}"},
    {false, "{encode: {label: gzip}, header: {set: {Content-Encoding: br}}}", "gzip", json},
    {false, "{respond: {body: gone}, encode: {label: gzip}}", "gzip", "gone"},
    {true, "{encode: {label: gzip}}", "gzip", all},
    {true, "{encode: {body: deflate}}", "deflate", all},
    {true, "{fault: bad-compression}", "gzip", all, false},
    {true, "{fault: bad-compression, kind: unasked}", "gzip", all},
    {true, "{fault: bad-compression, kind: br-label}", "br", all},
    {true, "{fault: bad-compression, kind: cut}", "gzip", "", true, false},
    {true, "{encode: {label: gzip, flip: 2B}}", "gzip", "", true, false, true},
    {true, "{encode: {label: gzip}, insert: {after: 1 delta, comment: x}}", "gzip",
     events[0] + ": x\n\n" + events[1] + events[2] + events[3]},
    {true, "{encode: {label: gzip}, end: {after: 1 delta, how: clean}}", "gzip", events[0], true,
     false},
    {true, "{encode: {label: gzip}, resegment: 1B}", "gzip", all},
};

void expect(const Case& c, const Story& story) {
  http::MessageReader reader(http::MessageReader::Kind::response, http::Limits{});
  test::Feeder feeder(reader);
  feeder.feed(story.seen.wire);
  const test::Fed fed = feeder.result();
  ASSERT_EQ(fed.messages.size(), 1U) << story.seen.wire;
  EXPECT_EQ(story.seen.ending, "open");
  const std::string& head = fed.messages.front().head_wire;
  const std::string field = "Content-Encoding: " + c.label + "\r\n";
  EXPECT_EQ(head.find("Content-Encoding") == std::string::npos, c.label.empty()) << head;
  EXPECT_TRUE(c.label.empty() || head.find(field) != std::string::npos) << head;
  const std::string& body = fed.messages.front().body;
  if (!c.coded) {
    EXPECT_EQ(body, c.text);
  } else {
    const auto got = test::inflated(body);
    EXPECT_EQ(got.whole, c.whole);
    EXPECT_EQ(got.broken, c.broken);
    EXPECT_TRUE(c.text.empty() || got.text == c.text) << got.text;
  }
  EXPECT_EQ(story.attempt.bypassed, "");
  EXPECT_NE(story.attempt.reached, "");
  EXPECT_EQ(story.next, good_answer(c.stream));
  const bool asks = c.deed.find("respond") == std::string::npos;
  EXPECT_TRUE(!asks || story.asked.find("Accept-Encoding: identity\r\n") != std::string::npos);
}

TEST(Encode, IsWhatTheHeadSaysOrNot) {
  for (const Case& c : cases) {
    SCOPED_TRACE((c.stream ? "stream " : "unary ") + c.deed);
    Story memory;
    rt::VirtualWorld virtual_world{Seed(1)};
    virtual_world.run(play(virtual_world.world(), {"provider", 80}, c, memory));
    expect(c, memory);
    Story sockets;
    rt::RealWorld real_world(rt::Epoch::start(), Seed(1));
    real_world.run(play(real_world.world(), {"127.0.0.1", 0}, c, sockets));
    expect(c, sockets);
    EXPECT_EQ(sockets.seen.wire, memory.seen.wire);
  }
}

}  // namespace
}  // namespace gameday
