// Lines on their way to a file.

#include "record/line_writer.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <thread>

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace gameday::record {
namespace {

namespace fs = std::filesystem;

class LineWriterTest : public testing::Test {
 protected:
  LineWriterTest() { fs::create_directories(folder_); }
  ~LineWriterTest() override { fs::remove_all(folder_); }

  std::string path(const char* name) const { return (folder_ / name).string(); }
  std::string text(const char* name) const {
    std::ostringstream all;
    all << std::ifstream(folder_ / name, std::ios::binary).rdbuf();
    return all.str();
  }

  /// The writer has a thread of its own.
  static void wait_until(const std::function<bool()>& so) {
    for (int i = 0; i < 5'000'000 && !so(); ++i) {
      std::this_thread::yield();
    }
    EXPECT_TRUE(so());
  }

  const fs::path folder_ =
      fs::path(testing::TempDir()) / ("gameday-lines-" + std::to_string(getpid()));
};

TEST_F(LineWriterTest, LinesStandInTheOrderTheyCameAndAfterWhatWasThere) {
  std::ofstream(path("log")) << "before\n";
  LineWriter writer(path("log"));
  EXPECT_EQ(writer.failure(), "");
  std::string all = "before\n";
  for (int i = 0; i < 1000; ++i) {
    const std::string line = std::to_string(i) + '\n';
    writer.add(line);
    all += line;
  }
  writer.close();
  EXPECT_EQ(text("log"), all);
  EXPECT_EQ(writer.dropped(), 0U);
  writer.add("late\n");
  EXPECT_EQ(writer.dropped(), 1U);
}

TEST_F(LineWriterTest, AFileThatWasMovedAwayIsLeftWhenItIsReopened) {
  LineWriter writer(path("log"));
  writer.add("one\n");
  fs::rename(path("log"), path("log.1"));
  writer.reopen();
  writer.close();
  EXPECT_EQ(text("log.1"), "one\n");
  EXPECT_TRUE(fs::exists(path("log")));
  EXPECT_EQ(text("log"), "");
}

TEST_F(LineWriterTest, WhatComesAfterItWasReopenedGoesIntoTheNewFile) {
  LineWriter writer(path("log"));
  for (int i = 0; i < 100; ++i) {
    const std::string before = path("log") + std::to_string(i);
    const std::string line = std::to_string(i) + '\n';
    writer.add(line);
    fs::rename(path("log"), before);
    EXPECT_EQ(writer.reopen(), "");
    writer.add("after " + line);
    wait_until([&] { return text("log") == "after " + line; });
    EXPECT_TRUE(text(("log" + std::to_string(i)).c_str()).ends_with(line));
  }
  writer.close();
}

TEST_F(LineWriterTest, WhereNothingCanBeOpenedAllIsDroppedAndSaid) {
  LineWriter writer(path("nowhere/log"));
  EXPECT_EQ(writer.failure(), "No such file or directory");
  writer.add("one\n");
  EXPECT_EQ(writer.reopen(), "No such file or directory");
  EXPECT_EQ(writer.dropped(), 1U);
}

TEST_F(LineWriterTest, AFileThatCannotBeReopenedGoesOnAndItIsSaid) {
  fs::create_directories(folder_ / "in");
  LineWriter writer(path("in/log"));
  writer.add("one\n");
  fs::rename(path("in"), path("out"));
  EXPECT_EQ(writer.reopen(), "No such file or directory");
  writer.add("two\n");
  writer.close();
  EXPECT_EQ(text("out/log"), "one\ntwo\n");
  EXPECT_EQ(writer.dropped(), 0U);
}

TEST_F(LineWriterTest, AFullQueueAndAFullDiskCount) {
  LineWriter none(path("log"), 0);
  none.add("one\n");
  EXPECT_EQ(none.dropped(), 1U);
  LineWriter full("/dev/full");
  full.add("one\n");
  full.close();
  EXPECT_EQ(full.dropped(), 1U);
}

TEST_F(LineWriterTest, AReaderThatLeavesCostsLinesAndNotTheProcess) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  LineWriter writer(path("pipe"));
  ::close(reader);
  writer.add("one\n");
  writer.close();
  EXPECT_EQ(writer.dropped(), 1U);
}

TEST_F(LineWriterTest, WhereNobodyReadsAPipeReopeningFailsAtOnce) {
  ASSERT_EQ(::mkfifo(path("pipe").c_str(), 0600), 0);
  const int reader = ::open(path("pipe").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  LineWriter writer(path("pipe"));
  EXPECT_EQ(writer.reopen(), "");
  ::close(reader);
  EXPECT_EQ(writer.reopen(), "No such device or address");
}

TEST_F(LineWriterTest, ALineThatWasCutOffByAnEarlierProcessIsEndedFirst) {
  std::ofstream(path("log")) << "before\nto";
  LineWriter writer(path("log"));
  writer.add("one\n");
  writer.close();
  EXPECT_EQ(text("log"), "before\nto\none\n");
}

/// A disk that is full behind so many bytes of each file.
class FullDisk {
 public:
  explicit FullDisk(rlim_t room) : old_action_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &old_);
    set(room);
  }
  ~FullDisk() {
    set(old_.rlim_cur);
    std::signal(SIGXFSZ, old_action_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

  void set(rlim_t room) const {
    rlimit limit = old_;
    limit.rlim_cur = room;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }

 private:
  using Action = void (*)(int);
  Action old_action_;
  rlimit old_{};
};

TEST_F(LineWriterTest, ALineThatFoundRoomInPartIsFinishedWhenThereIsRoomAgain) {
  const FullDisk disk(10);
  LineWriter writer(path("log"));
  writer.add("one\n");
  writer.add("the second\n");
  wait_until([&] { return fs::file_size(path("log")) == 10; });
  writer.add("the third\n");
  wait_until([&] { return writer.dropped() == 1; });
  disk.set(1000);
  writer.add("four\n");
  writer.close();
  EXPECT_EQ(text("log"), "one\nthe second\nfour\n");
  EXPECT_EQ(writer.dropped(), 1U);
}

TEST_F(LineWriterTest, OnlyWhatTheDiskDidNotTakeIsDropped) {
  const FullDisk disk(10);
  LineWriter writer(path("log"));
  writer.add("one\n");
  writer.add("two\n");
  writer.add("three\n");
  writer.add("four\n");
  writer.close();
  EXPECT_EQ(text("log"), "one\ntwo\nth");
  EXPECT_EQ(writer.dropped(), 2U);
}

}  // namespace
}  // namespace gameday::record
