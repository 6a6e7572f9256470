#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "record/capped.hpp"
#include "record/direct_sink.hpp"
#include "record/file_sink.hpp"
#include "record/jsonl.hpp"
#include "record/memory_sink.hpp"

namespace gameday::record {
namespace {

const Cast cast = {{"429 storm"}, {"tuned gateway"}, {"openai"}};

std::string slurp(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::string fresh_folder(const std::string& name) {
  const auto path = std::filesystem::path(testing::TempDir()) /
                    ("gameday-" + name + '-' + std::to_string(getpid()));
  std::filesystem::remove_all(path);
  std::filesystem::create_directories(path);
  return path.string();
}

AttemptRecord some_attempt() {
  AttemptRecord record;
  record.ordinal = 103;
  record.model_call = true;
  record.streamed = true;
  record.model = "gpt-4o-mini";
  record.key = "a#9f3c";
  record.arrived = run_start + 1500ns;
  record.ended = run_start + 2ms;
  record.status = 429;
  record.end = AttemptEnd::cut;
  record.fault = "rate-limited";
  record.reached = "after 5 deltas, 1,812 B";
  record.retry_after = 20s;
  return record;
}

RequestRecord some_stream() {
  RequestRecord record;
  record.window = Window::fault;
  record.ordinal = 7;
  record.streamed = true;
  record.intended = run_start + 1s;
  record.sent = run_start + 1s + 40us;
  record.first_content = run_start + 1300ms;
  record.longest_gap = 4s + 1us;
  record.ended = run_start + 9s;
  record.outcome = Outcome::truncated_stream;
  record.status = 200;
  record.model = "gpt-4o-mini";
  record.tokens = 12;
  record.error = "why";
  return record;
}

Event some_audit() {
  Event event;
  event.kind = Event::Kind::fault_audit;
  event.at = run_start + 60s;
  event.arm = 0;
  event.provider = 0;
  event.window = Window::recovery;
  event.text = "rate-limited";
  event.counts = FaultCounts{9, 8, 5, 1, {{"client_left", 2}}, true};
  return event;
}

RequestRecord numbered(std::uint32_t ordinal) {
  RequestRecord record;
  record.ordinal = ordinal;
  return record;
}

template <class Record>
std::string line_of(const Record& record) {
  std::string line;
  append_line(line, record, cast);
  return line;
}

TEST(Jsonl, IsHeldStill) {
  EXPECT_EQ(line_of(some_attempt()),
            R"({"experiment":"429 storm","arm":"tuned gateway","provider":"openai","ordinal":103,)"
            R"("nth":0,"model_call":true,"streamed":true,"model":"gpt-4o-mini","key":"a#9f3c",)"
            R"("arrived_at_us":1,"ended_at_us":2000,"status":429,"end":"cut",)"
            R"("fault":"rate-limited","reached":"after 5 deltas, 1,812 B",)"
            R"("retry_after_us":20000000})"
            "\n");
  EXPECT_EQ(line_of(some_stream()),
            R"({"experiment":"429 storm","arm":"tuned gateway","window":"fault","ordinal":7,)"
            R"("streamed":true,"intended_at_us":1000000,"sent_at_us":1000040,)"
            R"("first_content_at_us":1300000,"longest_gap_us":4000001,"ended_at_us":9000000,)"
            R"("outcome":"truncated_stream","status":200,"model":"gpt-4o-mini","tokens":12,)"
            R"("error":"why"})"
            "\n");
  EXPECT_EQ(line_of(some_audit()),
            R"({"event":"fault_audit","at_us":60000000,"experiment":"429 storm",)"
            R"("arm":"tuned gateway","provider":"openai","window":"recovery",)"
            R"("text":"rate-limited","counts":{"seen":9,"matched":8,"injected":5,"open":1,)"
            R"("bypassed":{"client_left":2},"connections":true}})"
            "\n");
}

// Nothing is lost: what was read writes the same line.
TEST(Jsonl, ReadsEveryFieldBack) {
  const auto attempts = read_attempts(line_of(some_attempt()), cast);
  ASSERT_TRUE(attempts) << attempts.problem;
  EXPECT_EQ(line_of(attempts.value->front()), line_of(some_attempt()));
  EXPECT_EQ(attempts.value->front().arrived, run_start + 1us);
  EXPECT_EQ(attempts.value->front().retry_after, 20s);
  EXPECT_FALSE(attempts.value->front().answered);
  const auto requests = read_requests(line_of(some_stream()) + line_of(numbered(1)), cast);
  ASSERT_TRUE(requests) << requests.problem;
  EXPECT_EQ(line_of(requests.value->front()), line_of(some_stream()));
  EXPECT_EQ(requests.value->front().longest_gap, 4s + 1us);
  EXPECT_EQ(requests.value->back().longest_gap, 0s);
  const auto events = read_events(line_of(some_audit()), cast);
  ASSERT_TRUE(events) << events.problem;
  EXPECT_EQ(line_of(events.value->front()), line_of(some_audit()));
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

// Microseconds that do not fit into a clock of nanoseconds are a mistake, not a wrap-around.
TEST(Jsonl, RefusesNumbersThatNoRunWrites) {
  const std::string line = line_of(some_stream());
  for (const char* far : {"9223372036854775807", "-9223372036854775808", "315360000000001"}) {
    for (const char* key : {"intended_at_us\":1000000", "longest_gap_us\":4000001"}) {
      const std::string name(key, std::string_view(key).find('"'));
      const auto read = read_requests(replaced(line, key, name + "\":" + far), cast);
      EXPECT_EQ(read.problem, "line 1: " + name + " is more than ten years");
    }
  }
  const auto attempts =
      read_attempts(replaced(line_of(some_attempt()), "20000000", "9223372036854775807"), cast);
  EXPECT_EQ(attempts.problem, "line 1: retry_after_us is more than ten years");
  const auto events = read_events(replaced(line_of(some_audit()), "\":2}", "\":-2}"), cast);
  EXPECT_EQ(events.problem, "line 1: client_left is out of range");
}

TEST(Capped, CutsBetweenCharacters) {
  const std::string whole(peer_text_most, 'x');
  EXPECT_EQ(capped(whole), whole);
  EXPECT_EQ(capped(whole + "x"), whole.substr(0, peer_text_most - 3) + "…");
  std::string wide;
  while (wide.size() <= peer_text_most) {
    wide += "€";  // 3 bytes: 197 is in the middle of one
  }
  EXPECT_EQ(capped(wide), wide.substr(0, 195) + "…");
  EXPECT_EQ(capped(std::string(1000, '\xff')).size(), peer_text_most);
}

TEST(Jsonl, SaysWhichLineIsWrong) {
  std::string text;
  append_line(text, some_attempt(), cast);
  EXPECT_EQ(read_attempts(text + "{\"experiment\":\"other\"}\n", cast).problem,
            "line 2: experiment is a name that run.json does not have");
  EXPECT_EQ(read_attempts(text + "[]\n", cast).problem, "line 2: is not a JSON object");
  EXPECT_EQ(read_attempts("{\"experiment\":\"429 storm\"}\n", cast).problem,
            "line 1: arm is missing");
}

TEST(FileSink, WritesWhatItWasGivenInOrder) {
  const std::string folder = fresh_folder("file-sink");
  MemorySink memory;
  FileSink sink(folder, cast, &memory);
  std::string expected;
  for (std::uint32_t ordinal = 0; ordinal < 1000; ++ordinal) {
    sink.request(numbered(ordinal));
    append_line(expected, numbered(ordinal), cast);
  }
  sink.attempt(some_attempt());
  sink.event(Event{});
  sink.close();
  EXPECT_EQ(sink.dropped(), 0U);
  EXPECT_EQ(sink.failure(), "");
  EXPECT_EQ(slurp(folder + "/requests.jsonl"), expected);
  EXPECT_EQ(memory.records().requests.size(), 1000U);
  EXPECT_EQ(memory.records().attempts.size(), 1U);
  EXPECT_EQ(memory.records().events.size(), 1U);
}

// Stands in the writer's way until it is told to go on.
struct Gate final : Sink {
  void request(const RequestRecord&) noexcept override {
    entered.set_value();
    opened.get_future().wait();
  }
  void attempt(const AttemptRecord&) noexcept override { ++attempts; }
  void event(const Event&) noexcept override {}
  std::promise<void> entered;
  std::promise<void> opened;
  int attempts = 0;
};

TEST(FileSink, DropsAndCountsWhenTheQueueIsFull) {
  Gate gate;
  FileSink sink(fresh_folder("full-queue"), cast, &gate, 2);
  sink.request(numbered(0));
  gate.entered.get_future().wait();
  for (int at = 0; at < 5; ++at) {
    sink.attempt(some_attempt());
  }
  EXPECT_EQ(sink.dropped(), 3U);
  gate.opened.set_value();
  sink.close();
  EXPECT_EQ(gate.attempts, 2);
  sink.attempt(some_attempt());
  EXPECT_EQ(sink.dropped(), 4U);
}

TEST(MemorySink, KeepsWhatAFolderGivesBack) {
  RequestRecord request = numbered(7);
  request.intended = run_start + 1234567ns;
  request.sent = run_start + 2000999ns;
  request.longest_gap = 1999ns;
  request.ended = run_start + 5000001ns;
  AttemptRecord attempt = some_attempt();
  attempt.arrived = run_start + 3000500ns;
  Event event;
  event.kind = Event::Kind::replica_killed;
  event.at = run_start + 999ns;
  event.arm = 0;
  event.replica = 2;
  event.counts.emplace();
  event.counts->shut = 1s + 1999ns;
  event.counts->dns = 3s;
  MemorySink memory;
  memory.request(request);
  memory.attempt(attempt);
  memory.event(event);
  std::string lines;
  append_line(lines, request, cast);
  const auto back = read_requests(lines, cast);
  ASSERT_TRUE(back) << back.problem;
  const RequestRecord& kept = memory.records().requests.at(0);
  EXPECT_EQ(kept.intended, back.value->at(0).intended);
  EXPECT_EQ(kept.sent, back.value->at(0).sent);
  EXPECT_EQ(kept.longest_gap, back.value->at(0).longest_gap);
  EXPECT_EQ(kept.ended, back.value->at(0).ended);
  EXPECT_EQ(memory.records().attempts.at(0).arrived, run_start + 3000us);
  EXPECT_EQ(memory.records().events.at(0).at, run_start);
  lines.clear();
  append_line(lines, event, cast);
  const auto events = read_events(lines, cast);
  ASSERT_TRUE(events) << events.problem;
  EXPECT_EQ(events.value->at(0).replica, 2);
  EXPECT_EQ(memory.records().events.at(0).counts->shut, events.value->at(0).counts->shut);
  EXPECT_EQ(events.value->at(0).counts->dns, 3s);
}

TEST(FileSink, ReportsADiskThatTakesNothing) {
  MemorySink memory;
  FileSink sink("/dev/null/no-folder", cast, &memory);
  sink.request(numbered(0));
  sink.close();
  EXPECT_NE(sink.failure().find("requests.jsonl"), std::string::npos);
  EXPECT_EQ(sink.dropped(), 1U);
  EXPECT_EQ(memory.records().requests.size(), 1U);
}

TEST(DirectSink, ReportsAFullDisk) {
  const std::string folder = fresh_folder("full-disk");
  std::filesystem::create_symlink("/dev/full", folder + "/attempts.jsonl");
  DirectSink sink(folder, cast);
  sink.request(numbered(0));
  EXPECT_EQ(sink.failure(), "");
  EXPECT_EQ(read_requests(slurp(folder + "/requests.jsonl"), cast).value->size(), 1U);
  sink.attempt(some_attempt());
  EXPECT_NE(sink.failure().find("No space left"), std::string::npos);
  EXPECT_EQ(sink.dropped(), 1U);
}

}  // namespace
}  // namespace gameday::record
