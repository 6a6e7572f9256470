#include <filesystem>
#include <fstream>
#include <future>
#include <sstream>

#include <gtest/gtest.h>

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
  const auto path = std::filesystem::path(testing::TempDir()) / ("gameday-" + name);
  std::filesystem::remove_all(path);
  std::filesystem::create_directories(path);
  return path.string();
}

AttemptRecord some_attempt() {
  AttemptRecord record;
  record.ordinal = 103;
  record.model_call = true;
  record.model = "gpt-4o-mini";
  record.key = "a#9f3c";
  record.arrived = run_start + 1500ns;
  record.ended = run_start + 2ms;
  record.status = 429;
  record.end = AttemptEnd::complete;
  record.fault = "rate-limited";
  record.retry_after = 20s;
  return record;
}

RequestRecord numbered(std::uint32_t ordinal) {
  RequestRecord record;
  record.ordinal = ordinal;
  return record;
}

TEST(Jsonl, IsHeldStill) {
  std::string line;
  append_line(line, some_attempt(), cast);
  EXPECT_EQ(line,
            R"({"experiment":"429 storm","arm":"tuned gateway","provider":"openai","ordinal":103,)"
            R"("nth":0,"model_call":true,"model":"gpt-4o-mini","key":"a#9f3c","arrived_at_us":1,)"
            R"("ended_at_us":2000,"status":429,"end":"complete","fault":"rate-limited",)"
            R"("retry_after_us":20000000})"
            "\n");
}

TEST(Jsonl, ReadsEveryFieldBack) {
  std::string line;
  append_line(line, some_attempt(), cast);
  const auto back = read_attempts(line, cast);
  ASSERT_TRUE(back) << back.problem;
  const AttemptRecord& record = back.value->front();
  EXPECT_EQ(record.ordinal, 103U);
  EXPECT_EQ(record.key, "a#9f3c");
  EXPECT_EQ(record.arrived, run_start + 1us);
  EXPECT_EQ(record.end, AttemptEnd::complete);
  EXPECT_EQ(record.fault, "rate-limited");
  EXPECT_EQ(record.retry_after, 20s);
  EXPECT_FALSE(record.answered);
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
