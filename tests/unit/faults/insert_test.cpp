// What inserts put into an answer: bytes, frames, replays, once or again and again.

#include <gtest/gtest.h>

#include "support/parsed_injection.hpp"
#include "support/played_answer.hpp"

namespace gameday {
namespace {

using test::at_once;
using test::deed_of;
using test::delta;
using test::Script;

const std::string a = delta("a");
const std::string b = delta("b");
const std::string c = delta("c");
const std::string done = "data: [DONE]\n\n";
const std::string all = a + b + c + done;

std::string streamed(const std::string& insert, const std::string& more = "") {
  const faults::Deed deed = deed_of("{insert: " + insert + more + "}");
  return test::play(deed, test::stream_head(), at_once(all)).bytes;
}

TEST(Insert, PutsBytesWhereverTheyAreWanted) {
  EXPECT_EQ(streamed("{after: 1 event, bytes: xyz}"), a + "xyz" + b + c + done);
  EXPECT_EQ(streamed("{after: 1 event, hex: 00ff80}"),
            a + std::string("\x00\xff\x80", 3) + b + c + done);
  EXPECT_EQ(streamed("{after: 3B, bytes: xyz}"), all.substr(0, 3) + "xyz" + all.substr(3));
  EXPECT_EQ(streamed("{after: 1 event, wire: ZZ}"), a + "ZZ" + b + c + done);
}

TEST(Insert, ReplaysAllEventsSoFar) {
  EXPECT_EQ(streamed("{after: 2 deltas, replay: true}"), a + b + a + b + c + done);
  EXPECT_EQ(streamed("{after: done, replay: true}"), all + all);
  EXPECT_EQ(streamed("{after: headers, replay: true}"), all);
  EXPECT_EQ(streamed("{after: 2 deltas, replay: true}", ", edit: {which: delta 0, drop: true}"),
            b + b + c + done);
  EXPECT_EQ(streamed("[{after: 1 delta, comment: x}, {after: 2 deltas, replay: true}]"),
            a + ": x\n\n" + b + a + b + c + done);
  const faults::Deed slow =
      deed_of("{insert: {after: 2 deltas, replay: true}, delay: {each_event: 1s}}");
  EXPECT_EQ(test::play(slow, test::stream_head(), at_once(a + b)).seen,
            "0s \"" + a + "\" | 1s \"" + b + "\" | 2s \"" + a + "\" | 3s \"" + b + "\" | 3s over");
}

TEST(Insert, OnlyWhatHasBeenGivenIsReplayed) {
  const faults::Deed deed = deed_of("{insert: {after: 2s, replay: true}, delay: {each_event: 5s}}");
  EXPECT_EQ(test::play(deed, test::stream_head(), at_once(a + b)).seen,
            "0s \"" + a + "\" | 5s \"" + a + "\" | 10s \"" + b + "\" | 10s over");
  EXPECT_EQ(streamed("{after: 3B, replay: true}"), all);
  EXPECT_EQ(streamed("[{after: 1 delta, replay: true}, {after: 2 deltas, replay: true}]"),
            a + a + b + a + b + c + done);
}

TEST(Insert, WhatIsTooLongToBeReplayedIsNot) {
  const std::string large = "data: " + std::string(3 * 1024 * 1024, 'x') + "\n\n";
  Script script;
  for (int i = 0; i < 12; ++i) {
    script.pieces.emplace_back(0s, large);
  }
  const faults::Deed deed = deed_of("{insert: {after: 12 events, replay: true}}");
  const auto got = test::play(deed, test::stream_head(), script);
  EXPECT_EQ(got.bytes.size(), 12 * large.size());
  EXPECT_EQ(got.bypassed, "too_large");
}

TEST(Insert, AgainAfterSoManyEvents) {
  const std::string x = ": x\n\n";
  EXPECT_EQ(streamed("{after: headers, comment: x, every: 1 event}"),
            x + a + x + b + x + c + x + done);
  EXPECT_EQ(streamed("{after: 1 event, comment: x, every: 2 events}"), a + x + b + c + x + done);
  EXPECT_EQ(streamed("{after: 2 deltas, comment: x, every: 5 events}"), a + b + x + c + done);
  EXPECT_EQ(streamed("{after: done, comment: x, every: 1 event}"), all + x);
  EXPECT_EQ(streamed("{before: done, comment: x, every: 1 event}"), a + b + c + x + done);
}

TEST(Insert, AgainAfterSoMuchTime) {
  const faults::Deed deed = deed_of("{insert: {after: 1 delta, comment: x, every: 2s}}");
  const Script script{{{1s, a}, {6s, b}}, 8s};
  const std::string x = "\": x\n\n\"";
  EXPECT_EQ(test::play(deed, test::stream_head(), script).seen,
            "1s \"" + a + ": x\n\n\" | 3s " + x + " | 5s " + x + " | 6s \"" + b + "\" | 7s " + x +
                " | 8s over");
  const faults::Deed stalled =
      deed_of("{insert: {after: 1s, ping: true, every: 2s}, stall: {after: headers, for: 4s}}");
  const auto got = test::play(stalled, test::stream_head(), {{{0s, a}}, 0s});
  EXPECT_EQ(got.seen.substr(0, 9), "1s \"event");
  EXPECT_NE(got.seen.find("| 3s \"event: ping"), std::string::npos) << got.seen;
}

struct Whole {
  std::string insert;
  std::string more;
  std::string bytes;
  std::optional<std::uint64_t> length;
};

TEST(Insert, AWholeBodyGetsItsTrueLength) {
  const std::string body = "0123456789";
  const Whole rows[] = {
      {"{after: headers, bytes: ab}", "", "ab0123456789", 12},
      {"{after: 4B, bytes: ab}", "", "0123ab456789", 12},
      {"{after: 1 delta, hex: 6162}", "", "01234ab56789", 12},
      {"{after: 100%, bytes: ab}", "", "0123456789ab", 12},
      {"{after: 11B, bytes: ab}", "", body, 10},
      {"[{after: headers, bytes: ab}, {after: 11B, bytes: c}]", "", "ab012345678c9", 13},
      {"{after: 4B, bytes: ab, every: 1 event}", "", "0123ab456789", 12},
      {"{after: 4B, bytes: ab}", ", end: {after: 4B, how: clean}", "0123ab", 6},
      {"{after: 4B, bytes: ab}", ", end: {after: 8B, how: clean}", "0123ab45", 8},
      {"{after: 8B, bytes: ab}", ", end: {after: 4B, how: clean}", "0123", 4},
      {"{after: 4B, bytes: ab}", ", end: {after: 8B, how: fin}", "0123ab45", 12},
      {"{after: 4B, wire: ab}", "", "0123ab456789", std::nullopt},
      {"{after: 9s, bytes: ab}", "", body, std::nullopt},
      {"{after: 4B, bytes: ab, every: 5s}", "", "0123ab456789", std::nullopt},
  };
  for (const Whole& row : rows) {
    const faults::Deed deed = deed_of("{insert: " + row.insert + row.more + "}");
    EXPECT_EQ(faults::misfit(deed, test::unary_head(body.size())), "") << row.insert;
    test::AnswerPlayer player(deed, test::unary_head(body.size()));
    EXPECT_EQ(player.play(at_once(body)).bytes, row.bytes) << row.insert;
    EXPECT_EQ(player.announced, row.length) << row.insert << row.more;
  }
}

// However late it comes: what was announced is what is sent.
TEST(Insert, AHealKeepsTheAnnouncedLength) {
  for (std::size_t step = 0; step < 6; ++step) {
    const faults::Deed deed = deed_of(
        "{insert: [{after: 4B, bytes: ab}, {after: 6B, wire: W}], stall: {after: 2B}, end: {after: "
        "9B, how: reset}}");
    test::AnswerPlayer player(deed, test::unary_head(10));
    player.heal_before_step = step;
    const auto got = player.play(at_once("0123456789"));
    std::string body = got.bytes;
    std::erase(body, 'W');
    EXPECT_EQ(body, step < 3 ? "0123ab456789" : body) << step;
    EXPECT_EQ(player.announced, 12U);
  }
}

TEST(Insert, OnlyWhatIsMadeOfEventsNeedsAStream) {
  for (const std::string what :
       {"comment: x", "ping: true", "event: {data: {}}", "error: server", "replay: true"}) {
    const faults::Deed deed = deed_of("{insert: {after: headers, " + what + "}}");
    EXPECT_EQ(faults::misfit(deed, test::unary_head(9)), "not_a_stream") << what;
    EXPECT_TRUE(faults::reads_answer(deed)) << what;
  }
  faults::AnswerHead encoded = test::stream_head();
  encoded.encoded = true;
  for (const std::string what : {"bytes: x", "hex: \"80\"", "wire: x"}) {
    const faults::Deed deed = deed_of("{insert: {after: 512B, " + what + "}}");
    EXPECT_EQ(faults::misfit(deed, test::unary_head(9)), "") << what;
    EXPECT_EQ(faults::misfit(deed, encoded), "") << what;
    EXPECT_FALSE(faults::reads_answer(deed)) << what;
    const faults::Deed counted = deed_of("{insert: {after: 512B, every: 1 event, " + what + "}}");
    EXPECT_EQ(faults::misfit(counted, encoded), "encoded") << what;
  }
}

TEST(Insert, IsSaidInWords) {
  const struct {
    std::string insert;
    std::string words;
  } rows[] = {
      {"{after: 3B, bytes: abc}", "3B of other bytes after 3B"},
      {"{after: 1 event, wire: abc}", "3B outside the framing after 1 event"},
      {"{after: 9 deltas, replay: true}", "all events once more after 9 deltas"},
      {"{after: headers, ping: true, every: 1 event}",
       "a ping after headers and after every event"},
      {"{after: headers, ping: true, every: 3 events}",
       "a ping after headers and after every 3 events"},
      {"{after: headers, comment: x, every: 15s}", "a comment after headers and every 15 s"},
  };
  for (const auto& row : rows) {
    const auto parsed = test::parse_injection("{insert: " + row.insert + "}");
    ASSERT_TRUE(parsed.injection) << parsed.problems;
    EXPECT_EQ(faults::describe(*parsed.injection), row.words + ", every attempt");
  }
}

}  // namespace
}  // namespace gameday
