// One stream's text and its times, without a connection.

#include "load/stream_reading.hpp"

#include <gtest/gtest.h>

#include "stream_text.hpp"

namespace gameday::load {
namespace {

using llm::Dialect;
using record::Outcome;

TimePoint at(Duration offset) {
  return run_start + offset;
}

record::RequestRecord noted(const StreamReading& reading, TimePoint now) {
  record::RequestRecord record;
  reading.note_progress(record, now);
  reading.note_outcome(record);
  return record;
}

record::RequestRecord read_whole(Dialect dialect, const std::string& text) {
  StreamReading reading(dialect);
  reading.take(text, at(1s));
  return noted(reading, at(1s));
}

// Event i comes at second i + 1.
record::RequestRecord read_paced(Dialect dialect, const std::vector<std::string>& events,
                                 Duration ended) {
  StreamReading reading(dialect);
  for (std::size_t index = 0; index < events.size(); ++index) {
    reading.take(events[index], at((index + 1) * 1s));
  }
  return noted(reading, at(ended));
}

TEST(StreamReading, AWholeAnswerIsOkAndTold) {
  const auto record = read_whole(Dialect::openai, joined(openai_events()));
  EXPECT_EQ(record.outcome, Outcome::ok);
  EXPECT_EQ(record.model, "m-1");
  EXPECT_EQ(record.tokens, 4U);
  const auto other = read_whole(Dialect::anthropic, joined(anthropic_events()));
  EXPECT_EQ(other.outcome, Outcome::ok);
  EXPECT_EQ(other.model, "claude-x");
  EXPECT_EQ(other.tokens, 17U);
}

// Cut anywhere, a stream is never ok before its finish has come whole.
TEST(StreamReading, IsNeverOkWithoutAFinish) {
  struct Row {
    Dialect dialect;
    std::vector<std::string> events;
    std::size_t finish;  // whole with so many events
  };
  for (const Row& row :
       {Row{Dialect::openai, openai_events(), 5}, Row{Dialect::anthropic, anthropic_events(), 7}}) {
    const std::string text = joined(row.events);
    const std::size_t whole = size_of(row.events, row.finish);
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
      const auto record = read_whole(row.dialect, text.substr(0, cut));
      EXPECT_EQ(record.outcome, cut < whole ? Outcome::truncated_stream : Outcome::ok) << cut;
    }
  }
}

TEST(StreamReading, IsTheSameHoweverItIsSplit) {
  const std::string text = joined(openai_events());
  for (std::size_t size : {1U, 2U, 3U, 7U, 64U}) {
    StreamReading reading(Dialect::openai);
    for (std::size_t from = 0; from < text.size(); from += size) {
      reading.take(text.substr(from, size), at(1s));
    }
    const auto record = noted(reading, at(1s));
    EXPECT_EQ(record.outcome, Outcome::ok);
    EXPECT_EQ(record.first_content, at(1s));
    EXPECT_TRUE(reading.over());
  }
}

TEST(StreamReading, DoneAloneIsNoProof) {
  EXPECT_EQ(read_whole(Dialect::openai, role + content("a") + done).outcome,
            Outcome::truncated_stream);
  EXPECT_EQ(read_whole(Dialect::openai, content("a") + finish()).outcome, Outcome::ok);
  EXPECT_EQ(read_whole(Dialect::openai, "").outcome, Outcome::truncated_stream);
  // Two choices, one finished.
  const std::string two = content("a", 0) + content("b", 1) + finish("stop", 1);
  EXPECT_EQ(read_whole(Dialect::openai, two + done).outcome, Outcome::truncated_stream);
  EXPECT_EQ(read_whole(Dialect::openai, two + finish("stop", 0) + done).outcome, Outcome::ok);
}

TEST(StreamReading, AnHonestErrorIsToldFromASilentCut) {
  const auto record = read_whole(Dialect::openai, role + content("a") + in_band_error);
  EXPECT_EQ(record.outcome, Outcome::stream_error);
  EXPECT_EQ(record.error, "upstream_reset");
  // Nothing after it makes the answer whole again.
  EXPECT_EQ(read_whole(Dialect::openai, in_band_error + finish() + done).outcome,
            Outcome::stream_error);
  const auto overloaded = read_whole(
      Dialect::anthropic, joined({anthropic_events()[0],
                                  named("error", R"({"type":"error","error":{"details":null,)"
                                                 R"("type":"overloaded_error","message":"O"}})")}));
  EXPECT_EQ(overloaded.outcome, Outcome::stream_error);
  EXPECT_EQ(overloaded.error, "overloaded_error");
  EXPECT_EQ(read_whole(Dialect::openai, content("a") + finish("error") + done).outcome,
            Outcome::stream_error);
}

TEST(StreamReading, AnEventThatNobodyCanReadIsABadPayload) {
  StreamReading reading(Dialect::openai);
  reading.take(content("a") + "data: {\"choices\":[\n\n" + finish() + done, at(1s));
  EXPECT_EQ(noted(reading, at(2s)).outcome, Outcome::bad_payload);
  EXPECT_EQ(noted(reading, at(2s)).error, "broken_event");
  EXPECT_TRUE(reading.unreadable());
  EXPECT_EQ(read_whole(Dialect::openai, "data: " + std::string(http::sse_line_most + 1, 'x')).error,
            "event_too_long");
}

TEST(StreamReading, AnErrorsNameIsKeptOnlySoLong) {
  const std::string event =
      data(R"({"error":{"message":"m","type":"t","code":")" + std::string(5000, 'x') + "\"}}");
  EXPECT_EQ(read_whole(Dialect::openai, event).error.size(), 200U);
}

// Gaps run from the first content on, between events that say something.
TEST(StreamReading, MeasuresTheLongestGap) {
  // Contents at 4 and 5 s, a comment and a ping between, the finish at 8 s.
  const auto record = read_paced(
      Dialect::openai,
      {role, "", "", content("a"), content("b"), ": keep-alive\n\n", "", finish(), done}, 9s);
  EXPECT_EQ(record.first_content, at(4s));
  EXPECT_EQ(record.longest_gap, 3s);
  const auto pinged = read_paced(Dialect::anthropic, anthropic_events(), 8s);
  EXPECT_EQ(pinged.first_content, at(3s));
  EXPECT_EQ(pinged.longest_gap, 2s);  // a ping came in the middle
}

TEST(StreamReading, ASilenceUntilTheEndIsAGapUnlessTheAnswerIsWhole) {
  EXPECT_EQ(read_paced(Dialect::openai, {role, content("a")}, 60s).longest_gap, 58s);
  EXPECT_EQ(read_paced(Dialect::openai, {content("a"), finish()}, 60s).longest_gap, 1s);
  EXPECT_EQ(read_paced(Dialect::openai, {role}, 60s).longest_gap, 0s);  // still the first token
}

}  // namespace
}  // namespace gameday::load
