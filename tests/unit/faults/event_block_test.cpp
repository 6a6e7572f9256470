// The lines of an event, each changed alone.
#include "faults/event_block.hpp"

#include <gtest/gtest.h>

#include "http/sse.hpp"

namespace gameday::faults {
namespace {

std::string styled(std::string_view wire, const std::vector<Style>& styles, bool first = true) {
  EventBlock block(wire);
  block.restyle(styles, 3, first);
  return block.wire();
}

TEST(EventBlock, IsItsBytes) {
  for (const char* wire : {"data: x\n\n", "data:x\r\n\r\n", ": c\revent: e\rdata: 1\rdata: 2\r\r",
                           "\xEF\xBB\xBF"
                           "data: x\n\n",
                           "data\n\n", "data: unfinished"}) {
    EXPECT_EQ(EventBlock(wire).wire(), wire);
  }
  EXPECT_EQ(EventBlock("id: 1\ndata: a\ndata:b\ndata\n\n").data(), "a\nb\n");
}

TEST(EventBlock, NewDataStandsWhereTheOldStood) {
  EventBlock block("event: e\r\ndata:a\r\ndata:b\r\n: c\r\n\r\n");
  block.set_data("one");
  EXPECT_EQ(block.wire(), "event: e\r\ndata:one\r\n: c\r\n\r\n");
  block.set_data("1\n2");
  EXPECT_EQ(block.wire(), "event: e\r\ndata:1\r\ndata:2\r\n: c\r\n\r\n");
  EXPECT_EQ(block.data(), "1\n2");
  block.glue();
  EXPECT_EQ(block.wire(), "event: e\r\ndata:1\r\ndata:2\r\n: c\r\n");
}

TEST(EventBlock, HasEveryStyle) {
  const std::string event = "event: e\ndata: {\"a\":1}\n\n";
  const struct {
    std::vector<Style> styles;
    std::string wire;
  } rows[] = {
      {{Style::crlf}, "event: e\r\ndata: {\"a\":1}\r\n\r\n"},
      {{Style::cr}, "event: e\rdata: {\"a\":1}\r\r"},
      {{Style::bom}, "\xEF\xBB\xBF" + event},
      {{Style::no_space}, "event:e\ndata:{\"a\":1}\n\n"},
      {{Style::multi_line}, "event: e\ndata: {\ndata: \"a\":1}\n\n"},
      {{Style::id}, "id: 3\n" + event},
      {{Style::retry}, "retry: 3000\n" + event},
      {{Style::empty_data}, "data:\n\n" + event},
      {{Style::nameless}, "data: {\"a\":1}\n\n"},
      {{Style::crlf, Style::empty_data, Style::id, Style::no_space},
       "data:\r\n\r\nid:3\r\nevent:e\r\ndata:{\"a\":1}\r\n\r\n"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(styled(event, row.styles), row.wire);
  }
  EXPECT_EQ(styled(event, {Style::bom}, false), event);
  EXPECT_EQ(styled("data: [DONE]\n\n", {Style::multi_line}), "data: [DONE]\n\n");
  EXPECT_EQ(styled("data:  two blanks\n\n", {Style::no_space}), "data:  two blanks\n\n");
}

TEST(EventBlock, WhatAnEditPutInFrontIsNoneOfTheNextOnes) {
  EventBlock block(styled("data: {\"a\":1}\n\n", {Style::bom, Style::empty_data}));
  EXPECT_EQ(block.data(), "{\"a\":1}");
  block.set_data("x");
  EXPECT_EQ(block.wire(),
            "\xEF\xBB\xBF"
            "data:\n\ndata: x\n\n");
}

// Legal: a reader gets the same JSON from all of them.
TEST(EventBlock, NoStyleChangesWhatIsRead) {
  for (int style = 0; style <= static_cast<int>(Style::nameless); ++style) {
    http::SseReader reader;
    const std::string wire = styled("data: {\"a\":1}\n\n", {static_cast<Style>(style)});
    reader.push(wire);
    http::SseBlock block = reader.next();
    while (block.what != http::SseBlock::What::need_more && block.data.empty()) {
      block = reader.next();
    }
    std::string data(block.data);
    std::erase(data, '\n');
    EXPECT_EQ(data, "{\"a\":1}") << wire;
  }
}

}  // namespace
}  // namespace gameday::faults
