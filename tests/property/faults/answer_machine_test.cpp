// Whatever pieces an answer comes in, the client gets the same; whenever it is healed, nothing of
// the source is lost or said twice.

#include <gtest/gtest.h>

#include "llm/anthropic.hpp"
#include "support/played_answer.hpp"

namespace gameday {
namespace {

using faults::AnswerHead;
using faults::Cut;
using faults::Deed;
using Unit = faults::Point::Unit;
using test::AnswerPlayer;
using test::point;
using test::Script;

std::string a_stream() {
  const llm::ChunkHead head{"c", "g", 0, false};
  return llm::role_chunk(head) + ": beat\n\n" + llm::content_chunk(head, "a") +
         llm::content_chunk(head, "b") + llm::finish_chunk(head, "stop") +
         std::string(llm::done_event);
}

faults::Point some_point(Rng& rng, bool streamed) {
  const faults::Point points[] = {point(Unit::headers),
                                  point(Unit::events, rng.below(7)),
                                  point(Unit::deltas, rng.below(4)),
                                  point(Unit::bytes, rng.below(300)),
                                  test::at_time(std::chrono::seconds(rng.below(20))),
                                  point(Unit::finish, 0, rng.chance({1, 2})),
                                  point(Unit::done, 0, rng.chance({1, 2}))};
  return points[rng.below(streamed ? 7 : 5)];
}

Deed some_deed(Rng& rng, bool streamed) {
  Deed deed;
  if (rng.chance({1, 3})) {
    deed.delay.emplace();
    deed.delay->first_event = faults::Wait{std::chrono::seconds(rng.below(5)), {}};
    deed.delay->each_event = faults::Wait{std::chrono::seconds(rng.below(3)), {}};
  }
  for (std::uint64_t i = rng.below(3); i > 0; --i) {
    faults::Stall stall;
    stall.point = some_point(rng, streamed);
    stall.length = std::chrono::seconds(1 + rng.below(40));
    stall.keepalive = static_cast<faults::KeepAlive>(rng.below(3));
    deed.stalls.push_back(stall);
  }
  if (streamed && rng.chance({1, 2})) {
    faults::Insert insert;
    insert.point = some_point(rng, streamed);
    insert.what = rng.chance({1, 2}) ? faults::Insert::What::comment : faults::Insert::What::error;
    insert.name = "server";
    deed.inserts.push_back(insert);
  }
  if (rng.chance({1, 2})) {
    deed.cut = Cut{some_point(rng, streamed), static_cast<Cut::How>(rng.below(4))};
  }
  return deed;
}

/// Of a stream: any change of any piece, one after the other.
std::vector<faults::Edit> some_edits(Rng& rng) {
  std::vector<faults::Edit> edits;
  for (std::uint64_t i = rng.below(4); i > 0; --i) {
    faults::Edit edit;
    edit.which.unit = static_cast<faults::Pieces::Unit>(rng.below(6));
    edit.which.first = rng.below(4);
    edit.which.last = edit.which.first + rng.below(3);
    edit.op = static_cast<faults::Edit::Op>(rng.below(9));
    edit.number = edit.op == faults::Edit::Op::move ? static_cast<std::int64_t>(rng.below(17)) - 8
                                                    : static_cast<std::int64_t>(rng.below(3));
    edit.bytes = rng.below(60);
    edit.glue = rng.chance({1, 2});
    edit.text = "x\ny";
    edit.set = {{"/choices/0/index", "7"}};
    edit.unset = {"/id"};
    edit.styles = {static_cast<faults::Style>(rng.below(9))};
    edits.push_back(std::move(edit));
  }
  return edits;
}

struct Case {
  Deed deed;
  AnswerHead head;
  std::string body;
};
Case some_case(std::uint64_t number) {
  Rng rng(number);
  Case made;
  const bool streamed = rng.chance({2, 3});
  made.body = streamed ? a_stream() : std::string(100 + rng.below(100), 'x');
  made.head = streamed ? test::stream_head() : test::unary_head(made.body.size());
  made.deed = some_deed(rng, streamed);
  return made;
}

// Edits that only move or restyle lose nothing, whenever they are healed.
TEST(AnswerMachine, AMovedEventIsNeverLost) {
  const std::string body = a_stream();
  for (std::uint64_t number = 0; number < 200; ++number) {
    Rng rng(number);
    Deed deed;
    deed.edits = some_edits(rng);
    for (faults::Edit& edit : deed.edits) {
      edit.op = faults::Edit::Op::move;
      edit.number = static_cast<std::int64_t>(rng.below(17)) - 8;
    }
    AnswerPlayer player(deed, test::stream_head());
    player.heal_before_step = rng.below(20);
    std::string got = player.play({{{0s, body}}, 0s}).bytes;
    std::string all = body;
    std::sort(got.begin(), got.end());
    std::sort(all.begin(), all.end());
    ASSERT_EQ(got, all) << number;
  }
}

TEST(AnswerMachine, SaysTheSameAtEverySplitOfItsSource) {
  for (std::uint64_t number = 0; number < 60; ++number) {
    Case c = some_case(number);
    if (Rng rng(number); c.head.streamed) {
      c.deed.edits = some_edits(rng);
      if (number % 3 == 0) {
        c.deed.encode = faults::Encode{};
        c.deed.encode->body = faults::Encode::Coding::gzip;
        c.deed.inserts.clear();  // none may stand at a byte
      }
    }
    const auto whole = test::play(c.deed, c.head, {{{0s, c.body}}, 0s});
    const std::size_t step = 1 + number % 7;
    for (std::size_t at = 1; at < c.body.size(); at += step) {
      const Script cut{{{0s, c.body.substr(0, at)}, {0s, c.body.substr(at)}}, 0s};
      const auto got = test::play(c.deed, c.head, cut);
      ASSERT_EQ(got.seen, whole.seen) << "case " << number << ", split at " << at;
      ASSERT_EQ(got.reached, whole.reached);
    }
    Script bytes;
    for (const char byte : c.body) {
      bytes.pieces.emplace_back(0s, std::string(1, byte));
    }
    ASSERT_EQ(test::play(c.deed, c.head, bytes).seen, whole.seen) << "case " << number;
  }
}

TEST(AnswerMachine, HealedAtAnyStepItGoesOnUntouched) {
  for (std::uint64_t number = 0; number < 250; ++number) {
    const Case c = some_case(number);
    const Script script{{{0s, c.body.substr(0, 90)}, {2s, c.body.substr(90)}}, 3s};
    const auto sick = test::play(c.deed, c.head, script);
    for (std::size_t step = 0; step < sick.steps; ++step) {
      AnswerPlayer player(c.deed, c.head);
      player.heal_before_step = step;
      const auto got = player.play(script);
      const std::string expected = player.announced ? c.body.substr(0, *player.announced) : c.body;
      const bool end = got.seen.find("end ") != std::string::npos;
      ASSERT_EQ(end, player.announced.has_value()) << "case " << number << ", step " << step;
      ASSERT_EQ(got.seen.find("silence"), std::string::npos);
      // What was inserted before stands between the source's bytes, which are all there in order.
      std::size_t at = 0;
      for (const char byte : got.bytes) {
        at += at < expected.size() && byte == expected[at] ? 1 : 0;
      }
      ASSERT_EQ(at, expected.size()) << "case " << number << ", step " << step << ": " << got.seen;
      if (step == 0 && !player.announced) {
        ASSERT_EQ(got.bytes, c.body);
        ASSERT_EQ(got.bypassed, "healed");
      }
    }
  }
}

TEST(AnswerMachine, GivesEveryByteOnceWhenNothingEndsIt) {
  for (std::uint64_t number = 0; number < 1'000; ++number) {
    Case c = some_case(number);
    c.deed.cut.reset();
    c.deed.inserts.clear();
    for (faults::Stall& stall : c.deed.stalls) {
      stall.keepalive = faults::KeepAlive::none;
    }
    const auto got = test::play(c.deed, c.head, {{{0s, c.body}}, 0s});
    ASSERT_EQ(got.bytes, c.body) << "case " << number;
    ASSERT_TRUE(got.seen.ends_with(" over"));
    ASSERT_EQ(got.bypassed.empty(), !got.reached.empty());
  }
}

}  // namespace
}  // namespace gameday
