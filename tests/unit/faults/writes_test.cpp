// In which writes an answer leaves, and how fast.
#include "faults/writes.hpp"

#include <gtest/gtest.h>

#include "faults/throttle.hpp"
#include "support/parsed_injection.hpp"
#include "support/played_answer.hpp"

namespace gameday {
namespace {

using faults::Cutter;
using faults::Deed;
using faults::Resegment;
using test::deed_of;
using test::play;
using test::Script;

/// `ab|cde|`: all pieces of a run that comes in parts of `step` bytes; the last may be open.
std::string pieces(const Resegment& resegment, std::string_view text, std::size_t step,
                   std::uint64_t dice = 7) {
  Cutter cutter(resegment, dice);
  std::string seen;
  for (std::size_t from = 0; from < text.size(); from += step) {
    std::string_view part = text.substr(from, step);
    while (!part.empty()) {
      const auto cut = cutter.cut(part);
      const std::string_view piece = part.substr(0, cut.value_or(part.size()));
      cutter.passed(piece, cut.has_value());
      seen += piece;
      seen += cut ? "|" : "";
      part.remove_prefix(piece.size());
    }
  }
  return seen;
}

TEST(Cutter, CutsAtTheSamePlacesWhateverTheBytesComeIn) {
  Resegment size;
  size.least = size.most = Bytes{3};
  Resegment offsets;
  offsets.how = Resegment::How::offsets;
  offsets.offsets = {Bytes{1}, Bytes{4}, Bytes{99}};
  Resegment utf8;
  utf8.how = Resegment::How::utf8;
  Resegment line_ends;
  line_ends.how = Resegment::How::line_ends;
  for (const std::size_t step : {1, 2, 3, 5, 100}) {
    EXPECT_EQ(pieces(size, "abcdefgh", step), "abc|def|gh");
    EXPECT_EQ(pieces(offsets, "abcdefgh", step), "a|bcd|efgh");
    EXPECT_EQ(pieces(utf8, "a\xC3\xA9\xE2\x82\xAC.", step), "a\xC3|\xA9\xE2|\x82\xAC.");
    EXPECT_EQ(pieces(line_ends, "a\n\nb\r\n\r\nc", step), "a\n|\nb\r|\n|\r|\nc");
  }
}

TEST(Cutter, ADrawnSizeIsTheSameForTheSameDice) {
  Resegment drawn;
  drawn.least = Bytes{1};
  drawn.most = Bytes{7};
  const std::string text(400, 'x');
  EXPECT_EQ(pieces(drawn, text, 3), pieces(drawn, text, 100));
  EXPECT_NE(pieces(drawn, text, 100, 8), pieces(drawn, text, 100, 9));
  std::map<std::size_t, int> sizes;
  std::istringstream stream(pieces(drawn, text, 100));
  for (std::string piece; std::getline(stream, piece, '|');) {
    ++sizes[piece.size()];
  }
  EXPECT_EQ(sizes.begin()->first, 1U);
  EXPECT_EQ(sizes.rbegin()->first, 7U);
}

TEST(Throttle, EachBytesTimeIsOverBeforeItGoes) {
  const auto got = play(deed_of("{throttle: 2B/s}"), test::unary_head(4), {{{0s, "abcd"}}, 0s});
  EXPECT_EQ(got.seen, "500ms \"a\" | 1s \"b\" | 1500ms \"c\" | 2s \"d\" | 2s over");
  EXPECT_EQ(got.reached, "after headers");
}

TEST(Throttle, IdleTimeIsNoCredit) {
  const Script script{{{0s, "a"}, {10s, "bc"}}, 10s};
  EXPECT_EQ(play(deed_of("{throttle: 1B/s}"), test::unary_head(3), script).seen,
            "1s \"a\" | 11s \"b\" | 12s \"c\" | 12s over");
}

TEST(Throttle, FastRatesGoInFewWrites) {
  faults::Throttle throttle(Bytes{1'000'000});
  EXPECT_EQ(throttle.piece(1'000'000), 10'000U);
  EXPECT_EQ(throttle.piece(5), 5U);
  throttle.start(run_start);
  EXPECT_EQ(throttle.due(10'000, run_start), run_start + 10ms);
  throttle.passed();
  // Woken late is not idle: what is lost by it is made up for.
  EXPECT_EQ(throttle.due(10'000, run_start + 12ms), run_start + 20ms);
  throttle.passed();
  EXPECT_EQ(throttle.due(10'000, run_start + 30ms), run_start + 40ms);
}

TEST(Throttle, ZeroIsSilenceAndAHealEndsIt) {
  const Script script{{{0s, "abcd"}}, 1s};
  const Deed deed = deed_of("{throttle: 0B/s}");
  EXPECT_EQ(play(deed, test::unary_head(4), script).seen, "0s silence");
  const Deed slow = deed_of("{throttle: 1B/s}");
  test::AnswerPlayer healed(slow, test::unary_head(4));
  healed.heal_before_step = 3;  // more, wait, write
  EXPECT_EQ(healed.play(script).seen, "1s \"abcd\" | 1s over");
}

// A place that waits for a time is reached in the middle of a drip.
TEST(Throttle, TheEarliestEndWins) {
  const Deed deed = deed_of("{throttle: 1B/s, end: {after: 2500ms, how: reset}}");
  EXPECT_EQ(play(deed, test::stream_head(), {{{0s, "data: x\n\n"}}, 0s}).bytes, "da");
}

/// Each write with its marks: `"bytes" joins`.
std::string steps(const Deed& deed, const faults::AnswerHead& head, const std::string& text) {
  faults::AnswerMachine machine(deed, head, faults::Waits{});
  machine.start(run_start);
  machine.push(text);
  machine.finish();
  std::string seen;
  TimePoint now = run_start;
  while (true) {
    const faults::Step step = machine.next(now);
    if (step.what == faults::Step::What::over) {
      return seen + std::string(machine.bypassed());
    }
    if (step.what == faults::Step::What::wait) {
      seen += fmt::format("+{} ", gameday::to_text(step.until - now));
      now = step.until;
      continue;
    }
    std::string bytes(step.bytes);
    std::replace(bytes.begin(), bytes.end(), '\n', '/');
    seen += bytes + (step.joins ? "~ " : step.holds ? "_ " : step.alone ? "| " : " ");
  }
}

TEST(Writes, OfAStreamEndWithEachEvent) {
  const std::string two = "data: a\n\ndata: b\n\n";
  EXPECT_EQ(steps(deed_of("{resegment: 5B}"), test::stream_head(), two),
            "data:|  a//| data:|  b//| ");
  EXPECT_EQ(steps(deed_of("{resegment: 1KiB}"), test::stream_head(), two),
            "data: a//| data: b//| stream_too_short");
  EXPECT_EQ(steps(deed_of("{resegment: {size: 5B, gap: 2ms}}"), test::stream_head(), two),
            "data:| +2ms  a//| +2ms data:| +2ms  b//| ");
  EXPECT_EQ(steps(deed_of("{resegment: {size: 5B, chunks: false}}"), test::stream_head(), two),
            "data: a//| data: b//| ");
}

TEST(Writes, OfAUnaryBodyGoOnOverItsReads) {
  const Deed deed = deed_of("{resegment: 3B}");
  faults::AnswerMachine machine(deed, test::unary_head(4), faults::Waits{});
  machine.start(run_start);
  machine.push("ab");
  EXPECT_TRUE(machine.next(run_start).joins);
  const faults::Step more = machine.next(run_start);
  EXPECT_EQ(more.what, faults::Step::What::more);
  EXPECT_TRUE(more.holds);
  machine.push("cd");
  const faults::Step cut = machine.next(run_start);
  EXPECT_EQ(cut.bytes, "c");
  EXPECT_TRUE(cut.alone);
}

TEST(Writes, GroupsCountEventsAndNothingElse) {
  const std::string four = "data: a\n\n: beat\n\ndata: b\n\ndata: c\n\ndata: d\n\n";
  EXPECT_EQ(steps(deed_of("{resegment: {group: 2 events}}"), test::stream_head(), four),
            "data: a//~ : beat//~ data: b//| data: c//~ data: d//| ");
  EXPECT_EQ(steps(deed_of("{resegment: {group: 2 events, chunks: false}}"), test::stream_head(),
                  "data: a\n\ndata: b\n\n"),
            "data: a//_ data: b//| ");
  EXPECT_EQ(steps(deed_of("{resegment: {group: all}}"), test::unary_head(2), "ab"), "ab~ ");
}

}  // namespace
}  // namespace gameday
