// Every split point and every truncation of a set of messages: the pieces never depend on how the
// bytes came, their wire spans add up to the input, and a cut is always seen.

#include "http/reader.hpp"

#include <gtest/gtest.h>

#include "support/http_feed.hpp"

namespace gameday {
namespace {

using Kind = http::MessageReader::Kind;

struct Example {
  const char* name;
  Kind kind;
  std::string wire;
  std::vector<std::string> bodies;
  bool until_close = false;
  bool to_head_request = false;
};

const std::vector<Example>& examples() {
  static const std::vector<Example> all{
      {"no body", Kind::request, "GET /v1/models?x=1 HTTP/1.1\r\nHost: a\r\n\r\n", {""}},
      {"length",
       Kind::request,
       "POST /v1/chat HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello\r\nworl",
       {"hello\r\nworl"}},
      {"length 0", Kind::request, "POST / HTTP/1.1\r\nhost:a\r\ncontent-length:0\r\n\r\n", {""}},
      {"chunked, extensions and trailers",
       Kind::request,
       "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
       "5;a=\"b;c\"\r\nhello\r\n1\r\n\r\r\n0A ;x\r\n0\r\n\r\n56789\r\n000;z\r\nX-Sum: "
       "1\r\nY:\r\n\r\n",
       {"hello\r0\r\n\r\n56789"}},
      {"pipelined",
       Kind::request,
       "POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc"
       "POST /b HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\ndef\r\n0\r\n\r\n"
       "GET /c HTTP/1.0\r\n\r\n",
       {"abc", "def", ""}},
      {"response with length",
       Kind::response,
       "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody",
       {"body"}},
      {"events, chunked",
       Kind::response,
       "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n9\r\ndata: 1\n\n\r\n9\r\ndata: "
       "2\n\n\r\n0\r\n\r\n",
       {"data: 1\n\ndata: 2\n\n"}},
      {"until close",
       Kind::response,
       "HTTP/1.0 200 OK\r\nX: y\r\n\r\nall\r\n\r\nthis",
       {"all\r\n\r\nthis"},
       true},
      {"to HEAD",
       Kind::response,
       "HTTP/1.1 200 OK\r\nContent-Length: 400\r\n\r\n",
       {""},
       false,
       true},
      {"204 and 304",
       Kind::response,
       "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n",
       {"", ""}},
      {"100 then 200",
       Kind::response,
       "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
       {"", "ok"}},
  };
  return all;
}

test::Fed feed(const Example& example, const std::vector<std::string_view>& slices) {
  http::MessageReader reader(example.kind, http::Limits{});
  if (example.to_head_request) {
    reader.answers_head_request();
  }
  test::Feeder feeder(reader);
  for (const std::string_view slice : slices) {
    feeder.feed(slice);
  }
  feeder.finish();
  return feeder.result();
}

void expect_whole(const Example& example, const test::Fed& fed, std::size_t split) {
  ASSERT_EQ(fed.messages.size(), example.bodies.size()) << example.name << " split at " << split;
  std::string wire;
  for (std::size_t i = 0; i < fed.messages.size(); ++i) {
    wire += fed.messages[i].wire;
    EXPECT_EQ(fed.messages[i].body, example.bodies[i]) << example.name << " split at " << split;
  }
  EXPECT_EQ(wire, example.wire) << example.name << " split at " << split;
  EXPECT_EQ(fed.left_over, "") << example.name << " split at " << split;
  EXPECT_EQ(fed.why, http::Malformed::none) << example.name << " split at " << split;
}

TEST(Reader, EverySplitGivesTheSameMessages) {
  for (const Example& example : examples()) {
    const std::string_view wire = example.wire;
    const test::Fed once = feed(example, {wire});
    for (std::size_t split = 0; split <= wire.size(); ++split) {
      const test::Fed fed = feed(example, {wire.substr(0, split), wire.substr(split)});
      expect_whole(example, fed, split);
      ASSERT_EQ(fed.messages, once.messages) << example.name << " split at " << split;
    }
  }
}

TEST(Reader, OneByteAtATimeGivesTheSameMessages) {
  for (const Example& example : examples()) {
    std::vector<std::string_view> bytes;
    for (std::size_t i = 0; i < example.wire.size(); ++i) {
      bytes.push_back(std::string_view(example.wire).substr(i, 1));
    }
    expect_whole(example, feed(example, bytes), 1);
  }
}

TEST(Reader, EveryTruncationIsSeen) {
  for (const Example& example : examples()) {
    const std::string_view wire = example.wire;
    const std::size_t head_end = wire.find("\r\n\r\n") + 4;
    for (std::size_t cut = 0; cut < wire.size(); ++cut) {
      const test::Fed fed = feed(example, {wire.substr(0, cut)});
      std::string whole;
      for (const test::Message& message : fed.messages) {
        whole += message.wire;
      }
      if (whole.size() == cut) {  // between two messages, or what only FIN ends
        EXPECT_EQ(fed.why, http::Malformed::none) << example.name << " cut at " << cut;
        EXPECT_TRUE(!example.until_close || cut == 0 || cut >= head_end) << cut;
        continue;
      }
      EXPECT_EQ(fed.why, http::Malformed::truncated) << example.name << " cut at " << cut;
      EXPECT_LT(fed.messages.size(), example.bodies.size());
    }
  }
}

/// One byte changed anywhere: whatever it means now, it must not crash, loop or invent bytes.
TEST(Reader, EveryChangedByteIsReadOrRefused) {
  constexpr std::string_view evil = "\0\r\n\t :;0Ff\x7F\xFF";
  for (const Example& example : examples()) {
    for (std::size_t at = 0; at < example.wire.size(); ++at) {
      for (const char byte : std::string_view(evil.data(), 12)) {
        Example changed = example;
        changed.wire[at] = byte;
        const std::string_view wire = changed.wire;
        const test::Fed once = feed(changed, {wire});
        const test::Fed halves =
            feed(changed, {wire.substr(0, wire.size() / 2), wire.substr(wire.size() / 2)});
        std::string whole;
        for (const test::Message& message : once.messages) {
          whole += message.wire;
        }
        EXPECT_EQ(whole, wire.substr(0, whole.size()));
        EXPECT_EQ(once.messages, halves.messages) << example.name << " at " << at;
        EXPECT_EQ(once.why, halves.why) << example.name << " at " << at;
      }
    }
  }
}

}  // namespace
}  // namespace gameday
