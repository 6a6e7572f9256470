// A stream that goes on takes no memory for its events.

#include <gtest/gtest.h>

#include "gateway/answer_stream.hpp"
#include "support/allocations.hpp"

namespace gameday::gateway {
namespace {

constexpr int events = 100;

std::uint64_t allocations_of(llm::Dialect which, std::string_view opening, std::string_view event) {
  const auto dialect = make_dialect(which);
  AnswerStream stream(*dialect, policy::Request(), 0);
  std::string taken;
  std::size_t bytes = 0;
  const auto hear = [&](std::string_view wire) {
    stream.push(wire);
    stream.take_events(taken);
    bytes += taken.size();
  };
  hear(opening);
  for (int warm = 0; warm < events; ++warm) {
    hear(event);
  }
  const std::size_t before = bytes;
  const std::uint64_t begun = test::allocations();
  EXPECT_GT(begun, 0U);
  for (int at = 0; at < events; ++at) {
    hear(event);
  }
  const std::uint64_t made = test::allocations() - begun;
  EXPECT_GT(bytes, before + events);
  EXPECT_FALSE(stream.failure());
  return made;
}

TEST(StreamMemory, OpenAisEventsAllocateNothing) {
  EXPECT_EQ(allocations_of(llm::Dialect::openai, "",
                           "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\","
                           "\"created\":1,\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":"
                           "{\"content\":\" word\"},\"finish_reason\":null}]}\n\n"),
            0U);
}

TEST(StreamMemory, AnthropicsEventsAllocateNothing) {
  EXPECT_EQ(
      allocations_of(
          llm::Dialect::anthropic,
          "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
          "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"content\":[],"
          "\"stop_reason\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}}\n\n"
          "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
          "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
          "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
          "\"delta\":{\"type\":\"text_delta\",\"text\":\" word\"}}\n\n"),
      0U);
}

}  // namespace
}  // namespace gameday::gateway
