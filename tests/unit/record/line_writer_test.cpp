// Lines on their way to a file.

#include "record/line_writer.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
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

TEST_F(LineWriterTest, WhereNothingCanBeOpenedAllIsDroppedAndSaid) {
  LineWriter writer(path("nowhere/log"));
  EXPECT_EQ(writer.failure(), "No such file or directory");
  writer.add("one\n");
  writer.reopen();
  EXPECT_EQ(writer.dropped(), 1U);
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

}  // namespace
}  // namespace gameday::record
