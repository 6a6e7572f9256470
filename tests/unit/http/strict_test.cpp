// What the codec refuses, row by row: heads that two parsers could read in two ways, and every
// limit that a peer could stretch.

#include <gtest/gtest.h>

#include "http/reader.hpp"
#include "support/http_feed.hpp"

namespace gameday {
namespace {

using http::Malformed;
using Kind = http::MessageReader::Kind;

Malformed read(Kind kind, std::string_view wire, const http::Limits& limits = {}) {
  http::MessageReader reader(kind, limits);
  test::Feeder feeder(reader);
  feeder.feed(wire);
  return feeder.result().why;
}

Malformed post(std::string_view fields, std::string_view version = "1.1") {
  return read(Kind::request, "POST / HTTP/" + std::string(version) + "\r\n" + std::string(fields) +
                                 "\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
}

TEST(Strict, RefusesTransferEncodingThatOnlyContainsChunked) {
  EXPECT_EQ(post("Host: a\r\nTransfer-Encoding: xchunked"), Malformed::bad_transfer_encoding);
}
TEST(Strict, RefusesChunkedBeforeIdentity) {
  EXPECT_EQ(post("Host: a\r\nTransfer-Encoding: chunked, identity"),
            Malformed::bad_transfer_encoding);
}
TEST(Strict, RefusesCodingsWeDoNotDecode) {
  EXPECT_EQ(post("Host: a\r\nTransfer-Encoding: gzip, chunked"), Malformed::bad_transfer_encoding);
}
TEST(Strict, RefusesTransferEncodingTwice) {
  EXPECT_EQ(post("Host: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
            Malformed::bad_transfer_encoding);
}
TEST(Strict, RefusesTransferEncodingInHttp10) {
  EXPECT_EQ(post("Host: a\r\nTransfer-Encoding: chunked", "1.0"), Malformed::bad_transfer_encoding);
}
TEST(Strict, RefusesAListedLength) {
  EXPECT_EQ(post("Host: a\r\nContent-Length: 5, 5"), Malformed::bad_length);
}
TEST(Strict, RefusesALengthSentTwice) {
  EXPECT_EQ(post("Host: a\r\nContent-Length: 5\r\nContent-Length: 5"), Malformed::bad_length);
  EXPECT_EQ(post("Host: a\r\nContent-Length: 5\r\nContent-Length: 6"), Malformed::bad_length);
}
TEST(Strict, RefusesALengthBesideChunked) {
  EXPECT_EQ(post("Host: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked"),
            Malformed::bad_length);
  EXPECT_EQ(post("Host: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5"),
            Malformed::bad_length);
  EXPECT_EQ(post("Host: a\r\nTransfer-Encoding: identity\r\nContent-Length: 5"),
            Malformed::bad_length);
}
TEST(Strict, RefusesALengthThatIsNoNumber) {
  for (const char* const length : {"+5", "-5", "0x5", "5 5", "", "18446744073709551616"}) {
    EXPECT_EQ(post("Host: a\r\nContent-Length: " + std::string(length)), Malformed::bad_length)
        << length;
  }
}
TEST(Strict, RefusesFoldedFields) {
  EXPECT_EQ(post("Host: a\r\nX: 1\r\n 2"), Malformed::syntax);
  EXPECT_EQ(post("Host: a\r\nX: 1\r\n\t2"), Malformed::syntax);
}
TEST(Strict, RefusesNoHostAndTwoHosts) {
  EXPECT_EQ(post("Content-Length: 0"), Malformed::no_host);
  EXPECT_EQ(post("Host: a\r\nHost: a\r\nContent-Length: 0"), Malformed::no_host);
  EXPECT_EQ(read(Kind::request, "GET / HTTP/1.0\r\n\r\n"), Malformed::none);
}
TEST(Strict, RefusesBlanksBeforeTheColonAndBareLineFeeds) {
  EXPECT_EQ(post("Host : a"), Malformed::syntax);
  EXPECT_EQ(read(Kind::request, "GET / HTTP/1.1\nHost: a\n\n"), Malformed::syntax);
  EXPECT_EQ(read(Kind::request, "\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n"), Malformed::syntax);
}
TEST(Strict, RefusesOtherProtocolsAtTheFirstByte) {
  EXPECT_EQ(read(Kind::request, "\x16\x03\x01"), Malformed::syntax);
  EXPECT_EQ(read(Kind::response, "\x16"), Malformed::syntax);
  EXPECT_EQ(read(Kind::response, "HTTQ"), Malformed::syntax);
}
TEST(Strict, RefusesOtherVersions) {
  EXPECT_EQ(read(Kind::request, "GET / HTTP/2.0\r\nHost: a\r\n\r\n"), Malformed::bad_version);
  EXPECT_EQ(read(Kind::response, "HTTP/3.0 200 OK\r\n\r\n"), Malformed::bad_version);
}
TEST(Strict, RefusesTheSameThingsInResponses) {
  EXPECT_EQ(read(Kind::response, "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok"),
            Malformed::bad_length);
  EXPECT_EQ(read(Kind::response, "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"),
            Malformed::bad_transfer_encoding);
}

Malformed chunks(std::string_view body, const http::Limits& limits = {}) {
  return read(Kind::response,
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(body), limits);
}

TEST(Strict, RefusesBadChunks) {
  for (const char* const body :
       {"x\r\n", "\r\n", "5 \r\nhello\r\n", "0x5\r\nhello", "-5\r\n", "5\nhello\r\n", "5\r\nhelloX",
        "5\r\nhello\rX", "fffffffffffffffff\r\n", "5;a\x01\r\nhello", "0\r\nno field\r\n\r\n",
        "0\r\nX y: 1\r\n\r\n", "0\r\n\n"}) {
    EXPECT_EQ(chunks(body), Malformed::bad_chunk) << body;
  }
}

TEST(Limit, Head) {
  http::Limits limits;
  limits.head = 60;
  const std::string exact = "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(28, 'x') + "\r\n\r\n";
  ASSERT_EQ(exact.size(), 60U);
  EXPECT_EQ(read(Kind::request, exact, limits), Malformed::none);
  limits.head = 59;
  EXPECT_EQ(read(Kind::request, exact, limits), Malformed::head_too_large);
}
TEST(Limit, Body) {
  http::Limits limits;
  limits.body = 5;
  const std::string head = "HTTP/1.1 200 OK\r\n";
  EXPECT_EQ(read(Kind::response, head + "Content-Length: 5\r\n\r\nhello", limits), Malformed::none);
  EXPECT_EQ(read(Kind::response, head + "Content-Length: 6\r\n\r\n", limits),
            Malformed::body_too_large);
  EXPECT_EQ(read(Kind::response, head + "\r\nhello", limits), Malformed::none);
  EXPECT_EQ(read(Kind::response, head + "\r\nhello!", limits), Malformed::body_too_large);
  EXPECT_EQ(chunks("3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", limits), Malformed::none);
  EXPECT_EQ(chunks("3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n", limits), Malformed::body_too_large);
}
TEST(Limit, ChunkLineAndTrailers) {
  http::Limits limits;
  limits.chunk_line = 16;
  EXPECT_EQ(chunks("1;" + std::string(12, 'x') + "\r\na\r\n", limits), Malformed::none);
  EXPECT_EQ(chunks("1;" + std::string(13, 'x') + "\r\na\r\n", limits), Malformed::bad_chunk);
  EXPECT_EQ(chunks("0\r\nXX: 12345\r\n\r\n", limits), Malformed::none);
  EXPECT_EQ(chunks("0\r\nXX: 123456\r\n\r\n", limits), Malformed::bad_chunk);
}

TEST(Strict, RefusesMoreFieldsThanAnybodyNeeds) {
  const auto get = [](int fields) {
    std::string head = "GET / HTTP/1.1\r\nHost: a\r\n";
    for (int field = 1; field < fields; ++field) {
      head += "a:\r\n";
    }
    return head + "\r\n";
  };
  EXPECT_EQ(read(Kind::request, get(256)), Malformed::none);
  EXPECT_EQ(read(Kind::request, get(257)), Malformed::head_too_large);
}

}  // namespace
}  // namespace gameday
