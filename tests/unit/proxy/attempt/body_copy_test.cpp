#include "proxy/attempt/body_copy.hpp"

#include <gtest/gtest.h>

namespace gameday {
namespace {

http::BodyPart part_of(std::string_view text) {
  http::BodyPart part;
  part.payload = std::as_bytes(std::span(text.data(), text.size()));
  part.wire = part.payload;
  return part;
}

TEST(BodyCopy, FindsTheMarkerAcrossEverySplit) {
  const std::string text = "xx [gd:9f3c:000001] yy [gd:9f3c:000002]zz";
  const Marker last{0x9f3c, 2};
  for (std::size_t first = 0; first <= text.size(); ++first) {
    for (std::size_t second = first; second <= text.size(); ++second) {
      proxy::BodyCopy body(1, false);
      body.add(part_of(std::string_view(text).substr(0, first)));
      body.let_go();
      body.add(part_of(std::string_view(text).substr(first, second - first)));
      body.add(part_of(std::string_view(text).substr(second)));
      EXPECT_EQ(body.marker(), last) << first << ' ' << second;
      EXPECT_FALSE(body.kept());
    }
  }
}

TEST(BodyCopy, KeepsWireAndPayloadApartWhenChunked) {
  proxy::BodyCopy body(3, true);
  const std::string wire = "3\r\nabc\r\n";
  http::BodyPart part = part_of(wire);
  part.payload = part.wire.subspan(3, 3);
  body.add(part);
  EXPECT_EQ(body.wire(), wire);
  EXPECT_EQ(body.payload(), "abc");
  EXPECT_FALSE(body.too_large());
  EXPECT_FALSE(body.over());
  part.end = true;
  body.add(part);
  EXPECT_TRUE(body.too_large());
  EXPECT_TRUE(body.over());
}

// A chunk of one byte may come with kilobytes of extension: those are held, too.
TEST(BodyCopy, FramingCountsAsWell) {
  proxy::BodyCopy body(100, true);
  const std::string wire = "1;" + std::string(300, 'x') + "\r\na\r\n";
  http::BodyPart part = part_of(wire);
  part.payload = part.wire.subspan(wire.size() - 3, 1);
  for (int chunk = 1; chunk <= 13; ++chunk) {  // 306 bytes of framing each
    body.add(part);
    EXPECT_FALSE(body.too_large()) << chunk;
  }
  body.add(part);
  EXPECT_EQ(body.payload().size(), 14U);
  EXPECT_TRUE(body.too_large());
}

}  // namespace
}  // namespace gameday
