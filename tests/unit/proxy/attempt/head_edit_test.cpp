#include "proxy/attempt/head_edit.hpp"

#include <gtest/gtest.h>

#include "proxy/attempt/frame.hpp"

namespace gameday::proxy {
namespace {

const std::string head = "HTTP/1.1 200 Fine\r\nserver:x\r\nX-A: 1\r\nx-a:  2\r\n\r\n";

TEST(HeadEdit, ChangesOnlyTheLinesThatMustChange) {
  EXPECT_EQ(with_field(head, "X-a", "3"), "HTTP/1.1 200 Fine\r\nserver:x\r\nX-a: 3\r\n\r\n");
  EXPECT_EQ(with_field(head, "Server", "y"),
            "HTTP/1.1 200 Fine\r\nServer: y\r\nX-A: 1\r\nx-a:  2\r\n\r\n");
  EXPECT_EQ(with_field(head, "X-B", "3"),
            "HTTP/1.1 200 Fine\r\nserver:x\r\nX-A: 1\r\nx-a:  2\r\nX-B: 3\r\n\r\n");
  EXPECT_EQ(without_field(head, "x-a"), "HTTP/1.1 200 Fine\r\nserver:x\r\n\r\n");
  EXPECT_EQ(without_field(head, "HTTP/1.1 200 Fine"), head);
  EXPECT_EQ(without_field(head, "x-c"), head);
}

TEST(HeadEdit, ChangesAsTheActionSays) {
  faults::HeadChange change;
  change.drop = {"SERVER", "X-None"};
  change.set = {{"X-A", "3"}, {"X-New", "4"}};
  change.add = {{"X-A", "5"}};
  change.pad = Bytes{4};
  change.count = 2;
  const std::string lines =
      "X-A: 3\r\nX-New: 4\r\nX-A: 5\r\nX-Pad: xxxx\r\nX-Pad-1: x\r\nX-Pad-2: x\r\n";
  EXPECT_EQ(changed(head, change), "HTTP/1.1 200 Fine\r\n" + lines + "\r\n");
  http::Head unwritten;
  unwritten.fields.add("Server", "x");
  unwritten.fields.add("X-A", "1");
  faults::change_fields(change, unwritten.fields);
  EXPECT_NE(http::write_response_head(unwritten).find("\r\n" + lines), std::string::npos);
}

faults::Deed ending(faults::Cut::How how) {
  faults::Deed deed;
  deed.cut = faults::Cut{{}, how};
  return deed;
}

TEST(Frame, StaysTheSourcesUnlessALengthChanges) {
  http::Head sized;
  sized.framing = http::Framing::length;
  const std::string wire = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX: y\r\n\r\n";
  const auto framed = [&](const faults::Deed& deed, std::optional<std::uint64_t> announced,
                          unsigned minor) {
    Frame frame(sized, wire, deed, announced, minor);
    std::string out = frame.head();
    frame.add(out, "abc");
    frame.add(out, "");
    out += frame.tail();
    return out + (frame.closes() ? "close" : "");
  };
  const std::string rest = "X: y\r\n\r\nabc";
  using How = faults::Cut::How;
  EXPECT_EQ(framed(ending(How::reset), {}, 1), wire + "abc");
  EXPECT_EQ(framed(ending(How::clean), 3, 1), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n" + rest);
  // Nobody knows yet how long it will be.
  EXPECT_EQ(framed(ending(How::clean), {}, 1),
            "HTTP/1.1 200 OK\r\nX: y\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  const std::string until_close = "HTTP/1.1 200 OK\r\nX: y\r\nConnection: close\r\n\r\nabcclose";
  EXPECT_EQ(framed(ending(How::clean), {}, 0), until_close);  // HTTP/1.0 knows no chunks
  EXPECT_EQ(framed(ending(How::eof), {}, 1), until_close);
}

// A chunk that a cut lies in says the size it would have had, and goes on where the cut was healed.
TEST(Frame, AChunkMayStayOpen) {
  http::Head chunked;
  chunked.framing = http::Framing::chunked;
  Frame frame(chunked, "HTTP/1.1 200 OK\r\n\r\n", {}, {}, 1);
  std::string out;
  frame.add(out, "ab", 10);
  EXPECT_EQ(out, "c\r\nab");
  frame.add(out, "0123");
  frame.add(out, "456789");
  frame.add(out, "x");
  EXPECT_EQ(out, "c\r\nab0123456789\r\n1\r\nx\r\n");
}

}  // namespace
}  // namespace gameday::proxy
