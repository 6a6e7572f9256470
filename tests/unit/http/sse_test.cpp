// The odd cases of the event stream format, and the limits.

#include "http/sse.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace gameday::http {
namespace {

using What = SseBlock::What;

// What a reader says about one push: `name|data` for an event, `-` for a silent block.
std::vector<std::string> blocks(std::string_view bytes) {
  SseReader reader;
  reader.push(bytes);
  std::vector<std::string> all;
  for (SseBlock block = reader.next(); block.what != What::need_more; block = reader.next()) {
    all.push_back(block.what == What::event
                      ? std::string(block.name) + "|" + std::string(block.data)
                      : std::string("-"));
  }
  return all;
}

using Blocks = std::vector<std::string>;

TEST(Sse, EventsOfBothDialects) {
  EXPECT_EQ(blocks("data: {\"a\":1}\n\ndata: [DONE]\n\n"), (Blocks{"|{\"a\":1}", "|[DONE]"}));
  EXPECT_EQ(blocks("event: ping\ndata: {}\n\n"), Blocks{"ping|{}"});
}

TEST(Sse, FieldsAreReadAsBrowsersDo) {
  EXPECT_EQ(blocks("data:x\n\ndata:  x\n\ndata\n\ndata:\n\n"), (Blocks{"|x", "| x", "|", "|"}));
  EXPECT_EQ(blocks("data: a\ndata: b\ndata:\ndata: c\n\n"), Blocks{"|a\nb\n\nc"});
  EXPECT_EQ(blocks("event: a\nevent: b\ndata: : x\n\n"), Blocks{"b|: x"});
  EXPECT_EQ(blocks(" data: x\ndatas: x\nDATA: x\n\n"), Blocks{"-"});
  EXPECT_EQ(blocks("data: a\n\ndata: b\ndata: c\n\ndata: d\n\n"), (Blocks{"|a", "|b\nc", "|d"}));
}

TEST(Sse, NothingIsDispatchedWithoutData) {
  EXPECT_EQ(blocks(": keep-alive\n\n"), Blocks{"-"});
  EXPECT_EQ(blocks("id: 7\nretry: 10\n\nevent: ping\n\ndata: x\n\n"), (Blocks{"-", "-", "|x"}));
  EXPECT_EQ(blocks("\n\ndata: x\n\n\n"), (Blocks{"-", "-", "|x", "-"}));
}

TEST(Sse, LinesEndInThreeWays) {
  EXPECT_EQ(blocks("data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n"), (Blocks{"|a\nb", "|c"}));
  EXPECT_EQ(blocks("data: a\rdata: b\r\rdata: c\r\r"), (Blocks{"|a\nb", "|c"}));
  EXPECT_EQ(blocks("data: a\r\n\ndata: b\n\rdata: c\r\r\n"), (Blocks{"|a", "|b", "|c"}));
  EXPECT_EQ(blocks("data: a\ndata: b\n"), Blocks{});
}

TEST(Sse, TheByteOrderMarkIsNoPartOfAName) {
  EXPECT_EQ(blocks("\xEF\xBB\xBF"
                   "data: a\n\n\xEF\xBB\xBF"
                   "data: b\n\n"),
            (Blocks{"|a", "-"}));
}

TEST(Sse, ABlockThatEndsWithCrDoesNotWaitAndItsLateLfIsSilent) {
  SseReader reader;
  reader.push("data: x\r\n\r");
  const SseBlock event = reader.next();
  EXPECT_EQ(event.what, What::event);
  EXPECT_EQ(event.wire, "data: x\r\n\r");
  EXPECT_EQ(reader.next().what, What::need_more);
  EXPECT_EQ(reader.unfinished(), "");
  reader.push("\ndata: y\n\n");
  const SseBlock late = reader.next();
  EXPECT_EQ(late.what, What::silence);
  EXPECT_EQ(late.wire, "\n");
  EXPECT_EQ(reader.next().wire, "data: y\n\n");
}

TEST(Sse, ALineAboveTheLimitEndsTheStream) {
  const std::string fits = "data: " + std::string(10, 'x');  // 16 bytes
  for (const bool whole : {true, false}) {
    SseReader reader(16);
    reader.push(fits + "\n\n" + fits + (whole ? "x\n\n" : "x"));
    EXPECT_EQ(reader.next().data, std::string(10, 'x'));
    EXPECT_EQ(reader.next().what, What::too_long);
    reader.push("\n\ndata: y\n\n");
    EXPECT_EQ(reader.next().what, What::too_long);
  }
}

TEST(Sse, ABlockOfManyLinesAboveTheLimitEndsTheStream) {
  SseReader reader(16, 40);
  for (int i = 0; i < 6; ++i) {  // 42 bytes
    ASSERT_EQ(reader.next().what, What::need_more) << i;
    reader.push(": abcd\n");
  }
  EXPECT_EQ(reader.next().what, What::too_long);
}

TEST(Sse, TheDefaultLimitTakesAnImageInOneDelta) {
  const std::string data(sse_line_most - 6, 'x');
  SseReader reader;
  for (std::size_t at = 0; at < data.size(); at += 1000) {
    reader.push(at == 0 ? "data: " : "");
    reader.push(std::string_view(data).substr(at, 1000));
    ASSERT_EQ(reader.next().what, What::need_more);
  }
  reader.push("\n\n");
  EXPECT_EQ(reader.next().data, data);
  reader.push("data: x" + data);
  EXPECT_EQ(reader.next().what, What::too_long);
}

}  // namespace
}  // namespace gameday::http
