#include "http/message.hpp"

#include <gtest/gtest.h>

#include "http/reader.hpp"

namespace gameday {
namespace {

http::Head head_of(http::MessageReader::Kind kind, std::string_view wire) {
  http::MessageReader reader(kind, http::Limits{});
  const http::Piece piece = reader.next(std::as_bytes(std::span(wire)));
  EXPECT_EQ(piece.what, http::Piece::What::head);
  return reader.head();
}

TEST(Fields, CompareWithoutCaseAndKeepOrderAndSpelling) {
  http::Fields fields;
  fields.add("X-One", "1");
  fields.add("Connection", "Keep-Alive, x-one");
  fields.add("x-ONE", "2");
  EXPECT_EQ(fields.get("x-one"), "1");
  EXPECT_TRUE(fields.lists("connection", "X-One"));
  EXPECT_FALSE(fields.lists("connection", "keep"));
  fields.set("X-one", "3");
  EXPECT_EQ(fields.size(), 2U);
  EXPECT_EQ((*fields.begin()).name, "X-One");
  EXPECT_EQ(fields.get("X-ONE"), "3");
  fields.remove("CONNECTION");
  EXPECT_FALSE(fields.has("Connection"));
}

TEST(Fields, StandAsTheyGoOverTheWireWhateverWasChangedAmongThem) {
  http::Fields fields;
  for (const char* name : {"A", "Twice", "B", "tWICE", "C"}) {
    fields.add(name, "first");
  }
  fields.set("twice", "longer than it was");
  EXPECT_EQ(fields.wire(), "A: first\r\nTwice: longer than it was\r\nB: first\r\nC: first\r\n");
  fields.set("Twice", "");
  fields.remove("a");
  fields.add("D", "last");
  EXPECT_EQ(fields.wire(), "Twice: \r\nB: first\r\nC: first\r\nD: last\r\n");
  EXPECT_EQ(fields.get("C"), "first");
  EXPECT_EQ(fields.get("D"), "last");
  EXPECT_EQ(fields.size(), 4U);
  fields.clear();
  EXPECT_EQ(fields.wire(), "");
  EXPECT_FALSE(fields.has("D"));
}

TEST(Head, WhatIsWrittenIsReadBack) {
  http::Head request;
  request.method = "POST";
  request.target = "/v1/chat?x=%20";
  request.fields.add("Host", "openai:443");
  request.fields.add("Content-Length", "12");
  const std::string wire = http::write_request_head(request);
  const http::Head read = head_of(http::MessageReader::Kind::request, wire);
  EXPECT_EQ(http::write_request_head(read), wire);
  EXPECT_EQ(read.path(), "/v1/chat");
  EXPECT_EQ(read.framing, http::Framing::length);
  EXPECT_EQ(read.content_length, 12U);

  const http::Head answer = http::response_of(429, "application/json", 7);
  const std::string answer_wire = http::write_response_head(answer);
  EXPECT_EQ(answer_wire,
            "HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\n"
            "Content-Length: 7\r\n\r\n");
  EXPECT_EQ(http::write_response_head(head_of(http::MessageReader::Kind::response, answer_wire)),
            answer_wire);
}

TEST(Head, KeepAliveFollowsVersionConnectionAndFraming) {
  const auto request = http::MessageReader::Kind::request;
  const auto response = http::MessageReader::Kind::response;
  EXPECT_TRUE(head_of(request, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").keep_alive);
  EXPECT_FALSE(
      head_of(request, "GET / HTTP/1.1\r\nHost: a\r\nConnection: Close\r\n\r\n").keep_alive);
  EXPECT_FALSE(head_of(request, "GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(head_of(request, "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
  EXPECT_FALSE(head_of(response, "HTTP/1.1 200 OK\r\n\r\n").keep_alive);
  EXPECT_FALSE(head_of(response, "HTTP/1.1 101 Switching Protocols\r\n\r\n").keep_alive);
}

TEST(Head, ExpectsContinueOnlyForABodyInHttp11) {
  const auto request = http::MessageReader::Kind::request;
  EXPECT_TRUE(head_of(request,
                      "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nExpect: "
                      "100-Continue\r\n\r\n")
                  .expects_continue);
  EXPECT_FALSE(head_of(request, "GET / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n")
                   .expects_continue);
  EXPECT_FALSE(
      head_of(request, "PUT / HTTP/1.0\r\nContent-Length: 1\r\nExpect: 100-continue\r\n\r\n")
          .expects_continue);
}

}  // namespace
}  // namespace gameday
