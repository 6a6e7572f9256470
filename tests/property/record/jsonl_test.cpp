#include "record/jsonl.hpp"

#include <gtest/gtest.h>

#include "base/dice.hpp"

namespace gameday::record {
namespace {

const Cast cast = {{"429 storm", "tar \"pit\""}, {"direct", "tuned gateway"}, {"a", "b", "ü"}};

std::string random_text(Rng& rng) {
  static constexpr std::string_view letters = "ab\"\\\n\t\x01 /é";
  std::string text;
  for (std::uint64_t left = rng.below(6); left > 0; --left) {
    text += letters.substr(rng.below(letters.size() - 2), 1);
  }
  return text + (rng.chance({1, 3}) ? "é" : "");
}

TimePoint random_time(Rng& rng) {
  return run_start + rng.between(-1s, 1h);
}

std::optional<TimePoint> maybe_time(Rng& rng) {
  return rng.chance({1, 2}) ? std::optional(random_time(rng)) : std::nullopt;
}

RequestRecord random_request(Rng& rng) {
  RequestRecord record;
  record.experiment = static_cast<std::uint16_t>(rng.below(2));
  record.arm = static_cast<std::uint16_t>(rng.below(2));
  record.window = static_cast<Window>(rng.below(3));
  record.ordinal = static_cast<std::uint32_t>(rng.next());
  record.streamed = rng.chance({1, 2});
  record.intended = random_time(rng);
  record.sent = maybe_time(rng);
  record.first_content = maybe_time(rng);
  record.ended = random_time(rng);
  record.outcome = static_cast<Outcome>(rng.below(outcome_count));
  record.status = static_cast<int>(rng.below(600));
  record.model = random_text(rng);
  record.tokens = static_cast<std::uint32_t>(rng.next());
  record.error = random_text(rng);
  return record;
}

AttemptRecord random_attempt(Rng& rng) {
  AttemptRecord record;
  record.provider = static_cast<std::uint16_t>(rng.below(3));
  if (rng.chance({1, 2})) {
    record.ordinal = static_cast<std::uint32_t>(rng.next());
  }
  record.nth = static_cast<std::uint32_t>(rng.below(9));
  record.model_call = rng.chance({1, 2});
  record.model = random_text(rng);
  record.key = random_text(rng);
  record.arrived = random_time(rng);
  record.answered = maybe_time(rng);
  record.ended = random_time(rng);
  record.status = static_cast<int>(rng.below(600));
  record.end = static_cast<AttemptEnd>(rng.below(5));
  record.fault = random_text(rng);
  record.bypassed = random_text(rng);
  if (rng.chance({1, 2})) {
    record.retry_after = rng.between(0s, 1min);
  }
  return record;
}

Event random_event(Rng& rng) {
  Event event;
  event.kind = static_cast<Event::Kind>(rng.below(15));
  event.at = random_time(rng);
  if (rng.chance({1, 2})) {
    event.arm = 1;
    event.provider = 2;
    event.window = Window::recovery;
    event.counts = FaultCounts{rng.below(99), rng.below(99), 0, 3, {{random_text(rng), 7}}};
  }
  event.text = random_text(rng);
  return event;
}

// Equality by the written form would not see a field that is never written, so a hand-made record
// in the unit test holds the bytes still; here reading must lose nothing that was written.
template <class Record, class Make, class Read>
void round_trip(Make make, Read read) {
  Rng rng = Seed(11).stream("jsonl");
  std::string written;
  for (int at = 0; at < 500; ++at) {
    append_line(written, make(rng), cast);
  }
  const auto back = read(written, cast, 0);
  ASSERT_TRUE(back) << back.problem;
  ASSERT_EQ(back.value->size(), 500U);
  std::string again;
  for (const Record& record : *back.value) {
    append_line(again, record, cast);
  }
  EXPECT_EQ(written, again);
  // Every truncation gives a prefix of the records, or an error; never a made-up record.
  const std::string_view few = std::string_view(written).substr(0, 900);
  for (std::size_t cut = 0; cut < few.size(); ++cut) {
    const auto part = read(few.substr(0, cut), cast, 0);
    ASSERT_TRUE(part) << part.problem;
    ASSERT_LE(part.value->size(), 9U);
  }
}

TEST(Jsonl, RequestsComeBack) {
  round_trip<RequestRecord>(random_request, read_requests);
}

TEST(Jsonl, AttemptsComeBack) {
  round_trip<AttemptRecord>(random_attempt, read_attempts);
}

TEST(Jsonl, EventsComeBack) {
  round_trip<Event>(random_event, read_events);
}

}  // namespace
}  // namespace gameday::record
