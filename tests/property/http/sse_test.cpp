// However the bytes come: the events are the same, the wires add up to the input, a cut is seen.

#include "http/sse.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/dice.hpp"

namespace gameday::http {
namespace {

using What = SseBlock::What;

struct Seen {
  std::vector<std::string> events;  // name|data
  std::string wire;                 // of all blocks
  std::string unfinished;
};

void drain(SseReader& reader, Seen& seen) {
  for (SseBlock block = reader.next(); block.what != What::need_more; block = reader.next()) {
    ASSERT_NE(block.what, What::too_long);
    seen.wire += block.wire;
    if (block.what == What::event) {
      seen.events.push_back(std::string(block.name) + "|" + std::string(block.data));
    }
  }
}

Seen read(const std::vector<std::string_view>& pieces) {
  SseReader reader;
  Seen seen;
  for (const std::string_view piece : pieces) {
    reader.push(piece);
    drain(reader, seen);
  }
  seen.unfinished = reader.unfinished();
  return seen;
}

const std::vector<std::string>& examples() {
  static const std::vector<std::string> all{
      "data: {\"a\":1}\n\ndata: [DONE]\n\n",
      "\xEF\xBB\xBF"
      "event: ping\r\ndata: {}\r\n\r\n: keep-alive\r\n\r\ndata: b\r\ndata: c\r\n\r\n",
      "data: a\rdata: b\r\rdata: c\r\r\r",
      "id: 1\nretry: 5\ndata\n\n\n\r\n\rdata:\xC3\xA9\xF0\x9F\x98\x80\n\rdata:x\r\n\n",
      ": \n:\n\nevent:\ndata: 1\n\nevent: e\n\ndata: 2\ndata:\n\n"};
  return all;
}

void expect_same(const std::vector<std::string_view>& pieces, const std::string& input,
                 const Seen& whole) {
  const Seen seen = read(pieces);
  EXPECT_EQ(seen.events, whole.events);
  EXPECT_EQ(seen.wire + seen.unfinished, input);
  EXPECT_EQ(seen.unfinished, whole.unfinished);
}

TEST(SseProperty, EverySplitPointGivesTheSameEvents) {
  for (const std::string& input : examples()) {
    const Seen whole = read({input});
    const std::string_view bytes = input;
    for (std::size_t one = 0; one <= bytes.size(); ++one) {
      for (std::size_t two = one; two <= bytes.size(); ++two) {
        SCOPED_TRACE(testing::PrintToString(input) + " at " + std::to_string(one) + " and " +
                     std::to_string(two));
        expect_same({bytes.substr(0, one), bytes.substr(one, two - one), bytes.substr(two)}, input,
                    whole);
      }
    }
  }
}

TEST(SseProperty, EveryTruncationGivesABeginningOfTheEvents) {
  for (const std::string& input : examples()) {
    const Seen whole = read({input});
    std::size_t events = 0;
    for (std::size_t cut = 0; cut <= input.size(); ++cut) {
      const Seen seen = read({std::string_view(input).substr(0, cut)});
      ASSERT_LE(seen.events.size(), whole.events.size());
      EXPECT_TRUE(std::equal(seen.events.begin(), seen.events.end(), whole.events.begin())) << cut;
      EXPECT_GE(seen.events.size(), events) << cut;
      EXPECT_EQ(seen.wire + seen.unfinished, input.substr(0, cut));
      events = seen.events.size();
    }
  }
}

// Bytes that mean something, in any order: mostly nonsense, sometimes events.
std::string random_stream(Rng& dice, std::size_t parts) {
  static const std::vector<std::string_view> words{
      "data:", "data: ", "event: ", "id: ",         ":",    " ",        "x", "\xC3\xA9", "\n",
      "\r",    "\r\n",   "\n\n",    "\xEF\xBB\xBF", "data", "{\"a\":1}"};
  std::string out;
  for (std::size_t i = 0; i < parts; ++i) {
    out += words[dice.below(words.size())];
  }
  return out;
}

TEST(SseProperty, RandomBytesInRandomPieces) {
  Rng dice = Seed{20260}.stream("sse");
  for (int round = 0; round < 3000; ++round) {
    const std::string input = random_stream(dice, 1 + dice.below(60));
    const Seen whole = read({input});
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < input.size();) {
      const std::size_t size = 1 + dice.below(9);
      pieces.push_back(std::string_view(input).substr(at, size));
      at += size;
    }
    SCOPED_TRACE(testing::PrintToString(input));
    expect_same(pieces, input, whole);
    if (testing::Test::HasFailure()) {
      return;
    }
  }
}

}  // namespace
}  // namespace gameday::http
