#include "http/request_end.hpp"

#include <gtest/gtest.h>

namespace gameday {
namespace {

bool complete(std::string_view first, std::string_view second = {}) {
  http::RequestEnd end;
  end.feed(first);
  end.feed(second);
  return end.complete();
}

TEST(RequestEnd, IsKnownWhereverTheWritesWereCut) {
  for (const std::string_view wire :
       {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "POST / HTTP/1.1\r\ncontent-length: 4\r\n\r\n\r\n\r\n",
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
        "7;x\r\n\r\n0\r\n\r\n\r\n0a\r\n0123456789\r\n0\r\nX: y\r\n\r\n"}) {
    for (std::size_t split = 0; split <= wire.size(); ++split) {
      EXPECT_TRUE(complete(wire.substr(0, split), wire.substr(split))) << wire << split;
    }
    for (std::size_t cut = 0; cut < wire.size(); ++cut) {
      EXPECT_FALSE(complete(wire.substr(0, cut))) << wire << " cut at " << cut;
    }
    EXPECT_FALSE(complete(wire, "G")) << "more than one request";
  }
}

TEST(RequestEnd, WhatItCannotFollowIsNeverComplete) {
  EXPECT_FALSE(complete("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n"));
  EXPECT_FALSE(complete("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n0\r\n\r\n"));
  EXPECT_FALSE(complete(std::string(70'000, 'x'), "\r\n\r\n"));
}

}  // namespace
}  // namespace gameday
