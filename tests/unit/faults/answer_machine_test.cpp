// What a deed does to one answer: every kind of place, every action, in a time of its own.

#include <gtest/gtest.h>

#include "llm/anthropic.hpp"
#include "support/played_answer.hpp"

namespace gameday {
namespace {

using faults::Cut;
using faults::Deed;
using Unit = faults::Point::Unit;
using test::at_once;
using test::play;
using test::point;
using test::Script;

// role, a, b, finish, usage, [DONE]; a comment and a ping that nobody counts.
struct Stream {
  llm::ChunkHead head{"chatcmpl-1", "gpt-x", 0, true};
  std::string role = llm::role_chunk(head);
  std::string beat = ": beat\n\n";
  std::string a = llm::content_chunk(head, "a");
  std::string ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
  std::string b = llm::content_chunk(head, "b");
  std::string finish = llm::finish_chunk(head, "stop");
  std::string usage = llm::usage_chunk(head, 1, 2);
  std::string done{llm::done_event};
  std::string all = role + beat + a + b + finish + usage + done;
};
const Stream stream;

std::string quoted(const std::string& text) {
  return '"' + text + '"';
}

TEST(AnswerMachine, EndsAtEveryKindOfPlace) {
  const Stream& s = stream;
  const struct {
    faults::Point at;
    std::string before;  // what the client has got
    std::string reached;
  } rows[] = {{point(Unit::headers), "", "after headers"},
              {point(Unit::events, 0), "", "after 0 events"},
              {point(Unit::events, 1), s.role, "after 1 event"},
              {point(Unit::events, 2), s.role + s.beat + s.a, "after 2 events"},
              {point(Unit::events, 6), s.all, "after 6 events"},
              {point(Unit::deltas, 0), "", "after 0 deltas"},
              {point(Unit::deltas, 1), s.role + s.beat + s.a, "after 1 delta"},
              {point(Unit::deltas, 2), s.role + s.beat + s.a + s.b, "after 2 deltas"},
              {point(Unit::bytes, 10), s.all.substr(0, 10), "after 10B"},
              {point(Unit::finish), s.role + s.beat + s.a + s.b + s.finish, "after finish"},
              {point(Unit::usage), s.role + s.beat + s.a + s.b + s.finish + s.usage, "after usage"},
              {point(Unit::done), s.all, "after done"},
              {point(Unit::finish, 0, true), s.role + s.beat + s.a + s.b, "before finish"},
              {point(Unit::usage, 0, true), s.role + s.beat + s.a + s.b + s.finish, "before usage"},
              {point(Unit::done, 0, true), s.role + s.beat + s.a + s.b + s.finish + s.usage,
               "before done"}};
  for (const auto& row : rows) {
    const Deed deed = test::cut_at(row.at, Cut::How::reset);
    const auto got = play(deed, test::stream_head(), at_once(s.all));
    EXPECT_EQ(got.bytes, row.before) << row.reached;
    EXPECT_TRUE(got.seen.ends_with("0s end reset")) << row.reached << ": " << got.seen;
    EXPECT_TRUE(got.reached.starts_with(row.reached)) << got.reached;
    EXPECT_EQ(got.bypassed, "");
  }
}

TEST(AnswerMachine, SaysWhereItActedAndAfterHowManyBytes) {
  const auto got = play(test::cut_at(point(Unit::deltas, 1), Cut::How::fin), test::stream_head(),
                        at_once(stream.all));
  const std::size_t bytes = (stream.role + stream.beat + stream.a).size();
  EXPECT_EQ(got.reached, fmt::format("after 1 delta, {} B", bytes));
  const auto large = play(test::cut_at(point(Unit::events, 1), Cut::How::fin), test::stream_head(),
                          at_once("data: " + std::string(12'344, 'x') + "\n\n"));
  EXPECT_EQ(large.reached, "after 1 event, 12,352 B");
}

TEST(AnswerMachine, ATimeIsReachedWhateverTheSourceDoes) {
  const Deed deed = test::cut_at(test::at_time(5s), Cut::How::reset);
  const auto quiet = play(deed, test::stream_head(), {{{1s, stream.role}, {9s, stream.a}}, 10s});
  EXPECT_EQ(quiet.seen, "1s " + quoted(stream.role) + " | 5s end reset");
  Deed both = test::stall_at(point(Unit::events, 1), forever);
  both.cut = deed.cut;
  const auto stalled = play(both, test::stream_head(), {{{1s, stream.role}}, 10s});
  EXPECT_EQ(stalled.seen, "1s " + quoted(stream.role) + " | 5s end reset");
}

TEST(AnswerMachine, StallsAndGoesOn) {
  const auto got = play(test::stall_at(point(Unit::deltas, 1), 20s), test::stream_head(),
                        {{{1s, stream.a}, {2s, stream.b}}, 3s});
  EXPECT_EQ(got.seen, "1s " + quoted(stream.a) + " | 21s " + quoted(stream.b) + " | 21s over");
  EXPECT_EQ(got.reached, fmt::format("after 1 delta, {} B", stream.a.size()));
  const auto ever =
      play(test::stall_at(point(Unit::headers), forever), test::stream_head(), at_once(stream.all));
  EXPECT_EQ(ever.seen, "0s silence");
}

TEST(AnswerMachine, KeepAlivesFlowInAStall) {
  Deed deed = test::stall_at(point(Unit::events, 1), 40s);
  deed.stalls[0].keepalive = faults::KeepAlive::comment;
  const Script script = at_once(stream.a + stream.b);
  const auto comments = play(deed, test::stream_head(), script);
  EXPECT_EQ(comments.seen, "0s " + quoted(stream.a) +
                               " | 15s \": keep-alive\n\n\" | 30s \": keep-alive\n\n\" | 40s " +
                               quoted(stream.b) + " | 40s over");
  deed.stalls[0].keepalive = faults::KeepAlive::ping;
  deed.stalls[0].every = 30s;
  const auto pings = play(deed, test::stream_head(), script);
  EXPECT_EQ(pings.seen, "0s " + quoted(stream.a) + " | 30s " + quoted(stream.ping) + " | 40s " +
                            quoted(stream.b) + " | 40s over");
  // Not in the middle of an event, and not in a body that has none.
  deed.stalls[0].point = point(Unit::bytes, 4);
  EXPECT_EQ(play(deed, test::stream_head(), at_once("data: x\n\n")).seen,
            "0s \"data\" | 40s \": x\n\n\" | 40s over");
  EXPECT_EQ(play(deed, test::unary_head(6), at_once("{\"x\":1")).seen,
            "0s \"{\"x\"\" | 40s \":1\" | 40s over");
}

TEST(AnswerMachine, DelaysHoldEventsBackAndNothingElse) {
  Deed deed;
  deed.delay.emplace();
  deed.delay->first_event = faults::Wait{5s, {}};
  deed.delay->each_event = faults::Wait{3s, {}};
  const Script script{{{0s, stream.beat}, {1s, stream.role + stream.a}, {20s, stream.b}}, 20s};
  const auto got = play(deed, test::stream_head(), script);
  EXPECT_EQ(got.seen, "0s " + quoted(stream.beat) + " | 5s " + quoted(stream.role) + " | 8s " +
                          quoted(stream.a) + " | 20s " + quoted(stream.b) + " | 20s over");
  EXPECT_EQ(got.reached, "after headers");
  // A unary body is one event.
  EXPECT_EQ(play(deed, test::unary_head(4), {{{1s, "ab"}, {9s, "cd"}}, 9s}).seen,
            "5s \"ab\" | 9s \"cd\" | 9s over");
  deed.delay->first_event.reset();
  EXPECT_EQ(play(deed, test::unary_head(4), at_once("abcd")).bypassed, "stream_too_short");
}

TEST(AnswerMachine, ADrawnDelayIsDrawnOnce) {
  Deed deed;
  deed.delay.emplace();
  deed.delay->each_event = faults::Wait{0s, Lognormal<Duration>{1s, 8s}};
  const faults::Waits waits = faults::draw_waits(deed, Rng(1));
  EXPECT_EQ(waits.each_event, faults::draw_waits(deed, Rng(1)).each_event);
  EXPECT_NE(waits.each_event, faults::draw_waits(deed, Rng(2)).each_event);
  const auto got = play(deed, test::stream_head(), at_once(stream.role + stream.a + stream.b));
  EXPECT_TRUE(got.seen.ends_with(to_text(*waits.each_event * 2) + " over")) << got.seen;
  // One wait's shape never moves another's length.
  deed.delay->first_event = faults::Wait{0s, Lognormal<Duration>{1s, 8s}};
  EXPECT_EQ(waits.each_event, faults::draw_waits(deed, Rng(1)).each_event);
}

TEST(AnswerMachine, InsertsThenStallsThenEnds) {
  Deed deed = test::stall_at(point(Unit::deltas, 1), 2s);
  deed.cut = Cut{point(Unit::deltas, 1), Cut::How::clean};
  faults::Insert comment;
  comment.point = point(Unit::deltas, 1);
  comment.what = faults::Insert::What::comment;
  comment.text = "so\nlong\rdata: x";
  deed.inserts.push_back(comment);
  faults::Insert event;
  event.point = point(Unit::deltas, 1);
  event.what = faults::Insert::What::event;
  event.name = "odd";
  event.text = "{}";
  deed.inserts.push_back(event);
  const auto got = play(deed, test::stream_head(), at_once(stream.all));
  EXPECT_EQ(got.seen, "0s " +
                          quoted(stream.role + stream.beat + stream.a +
                                 ": so\n: long\r: data: x\n\nevent: odd\ndata: {}\n\n") +
                          " | 2s end clean");
}

TEST(AnswerMachine, AnInsertedErrorIsTheProvidersOwn) {
  Deed deed;
  faults::Insert error;
  error.point = point(Unit::headers);
  error.name = "overloaded";
  deed.inserts.push_back(error);
  const auto openai = play(deed, test::stream_head(), at_once(stream.all));
  EXPECT_TRUE(openai.bytes.starts_with("data: {\"error\":{")) << openai.bytes;
  faults::AnswerHead head = test::stream_head();
  head.dialect = llm::Dialect::anthropic;
  const auto anthropic = play(deed, head, at_once(stream.all));
  EXPECT_TRUE(anthropic.bytes.starts_with("event: error\ndata: {\"type\":\"error\""))
      << anthropic.bytes;
  EXPECT_NE(anthropic.bytes.find("overloaded_error"), std::string::npos);
}

TEST(AnswerMachine, AUnaryBodyBreaksInItsMiddle) {
  const std::string body = "0123456789";
  const struct {
    faults::Point at;
    std::string before;
  } rows[] = {{point(Unit::headers), ""},        {point(Unit::deltas, 0), ""},
              {point(Unit::deltas, 5), "01234"}, {point(Unit::events, 1), "01234"},
              {point(Unit::bytes, 3), "012"},    {point(Unit::bytes, 10), body},
              {test::at_part({1, 4}), "01"},     {test::at_part({1, 1}), body},
              {test::at_part({0, 1}), ""}};
  for (const auto& row : rows) {
    for (const Cut::How how : {Cut::How::reset, Cut::How::fin, Cut::How::clean}) {
      const Deed deed = test::cut_at(row.at, how);
      test::AnswerPlayer player(deed, test::unary_head(body.size()));
      const auto got = player.play(at_once(body));
      EXPECT_EQ(got.bytes, row.before);
      EXPECT_NE(got.seen.find("end "), std::string::npos);
      // Only a clean end has another length, and it is the true one.
      EXPECT_EQ(player.announced.has_value(), how == Cut::How::clean);
      EXPECT_EQ(player.announced.value_or(row.before.size()), row.before.size());
    }
  }
}

TEST(AnswerMachine, AUnaryBodyBecomesTheError) {
  Deed deed = test::cut_at(point(Unit::deltas, 5), Cut::How::clean);
  faults::Insert error;
  error.point = point(Unit::deltas, 5);
  error.name = "server";
  error.or_body = true;
  deed.inserts.push_back(error);
  const faults::AnswerHead head = test::unary_head(10);
  EXPECT_EQ(faults::misfit(deed, head), "");
  test::AnswerPlayer player(deed, head);
  const auto got = player.play(at_once("0123456789"));
  EXPECT_TRUE(got.bytes.starts_with("{\"error\":{")) << got.bytes;
  EXPECT_EQ(player.announced, got.bytes.size());
  EXPECT_TRUE(got.seen.ends_with("end clean"));
  EXPECT_TRUE(test::play(deed, test::stream_head(), at_once(stream.all)).bytes.ends_with("\n\n"));
}

TEST(AnswerMachine, WhatIsTooShortPassesAndIsSaid) {
  for (const auto& at : {point(Unit::deltas, 3), point(Unit::bytes, 100'000), test::at_time(9s)}) {
    const auto got = play(test::cut_at(at, Cut::How::clean), test::stream_head(),
                          at_once(stream.all + ": unfinished"));
    EXPECT_EQ(got.bytes, stream.all + ": unfinished");
    EXPECT_EQ(got.seen.substr(got.seen.size() - 7), "0s over");
    EXPECT_EQ(got.bypassed, "stream_too_short");
    EXPECT_EQ(got.reached, "");
  }
  const Deed beyond = test::cut_at(point(Unit::bytes, 11), Cut::How::clean);
  test::AnswerPlayer player(beyond, test::unary_head(10));
  EXPECT_EQ(player.play(at_once("0123456789")).bypassed, "stream_too_short");
  EXPECT_FALSE(player.announced);
}

TEST(AnswerMachine, ABlockTooLargeToHoldIsBytesFromThereOn) {
  const std::string huge = "data: " + std::string(http::sse_line_most + 1, 'x');
  const auto got = play(test::cut_at(point(Unit::events, 2), Cut::How::reset), test::stream_head(),
                        {{{0s, stream.role}, {0s, huge}, {0s, "\n\n" + stream.a}}, 0s});
  EXPECT_EQ(got.bytes, stream.role + huge + "\n\n" + stream.a);
  EXPECT_EQ(got.bypassed, "too_large");
}

TEST(AnswerMachine, WithoutADialectEveryEventIsADelta) {
  faults::AnswerHead head = test::stream_head();
  head.dialect.reset();
  const auto got = play(test::cut_at(point(Unit::deltas, 1), Cut::How::reset), head,
                        at_once(stream.ping + stream.role + stream.a));
  EXPECT_EQ(got.bytes, stream.ping + stream.role);
}

TEST(AnswerMachine, AnthropicsWordsAreItsOwn) {
  llm::MessageAnswer answer;
  answer.id = "msg_1";
  answer.model = "claude-x";
  const std::string start = llm::message_start_event(answer) + llm::text_start_event(0);
  const std::string deltas = llm::text_delta_event(0, "a") + llm::text_delta_event(0, "b");
  const std::string end = llm::message_delta_event("end_turn", 2);
  const std::string all = start + std::string(llm::ping_event) + deltas + llm::block_stop_event(0) +
                          end + std::string(llm::message_stop_event);
  faults::AnswerHead head = test::stream_head();
  head.dialect = llm::Dialect::anthropic;
  const auto bytes_at = [&](const faults::Point& at) {
    return play(test::cut_at(at, Cut::How::reset), head, at_once(all)).bytes;
  };
  EXPECT_EQ(bytes_at(point(Unit::deltas, 2)), start + std::string(llm::ping_event) + deltas);
  EXPECT_EQ(bytes_at(point(Unit::events, 3)),
            start + std::string(llm::ping_event) + llm::text_delta_event(0, "a"));
  EXPECT_EQ(bytes_at(point(Unit::usage)), bytes_at(point(Unit::finish)));
  EXPECT_TRUE(bytes_at(point(Unit::finish)).ends_with(end));
  EXPECT_TRUE(bytes_at(point(Unit::done, 0, true)).ends_with(end));
  EXPECT_EQ(bytes_at(point(Unit::done)), all);
}

}  // namespace
}  // namespace gameday
