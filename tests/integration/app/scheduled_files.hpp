#pragma once
// A folder of scenarios that say when they run, and a state folder of their own: what the tests of
// `gameday schedule` and of `run --scheduled` start from. Gone afterwards.

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "base/digest.hpp"
#include "integration/app/process.hpp"
#include "support/has.hpp"

namespace gameday::test {

inline std::string whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class ScheduledFiles : public testing::Test {
 protected:
  using Path = std::filesystem::path;

  ScheduledFiles() {
    std::filesystem::create_directories(scenarios());
    std::filesystem::copy(source_ / "tests/integration/app/quick-gateway.json", scenarios());
  }
  ~ScheduledFiles() override { std::filesystem::remove_all(root_); }

  Path scenarios() const { return root_ / "scenarios"; }
  std::string state() const { return (root_ / "state").string(); }
  std::string audit() const { return whole(root_ / "state/gameday/audit.jsonl"); }
  std::string out(const std::string& name) const { return (root_ / name).string(); }

  /// The quick game day with this schedule; `fault` is how long its fault lasts.
  std::string write(const std::string& name, const std::string& schedule,
                    const std::string& fault = "3s") const {
    std::string text = whole(source_ / "tests/integration/app/quick.yaml");
    text.replace(text.find("fault: 3s"), 9, "fault: " + fault);
    const Path path = scenarios() / name;
    std::ofstream(path, std::ios::binary) << text << schedule << '\n';
    return path.string();
  }

  Ended gameday(std::vector<std::string> words) const {
    words.insert(words.begin(), binary_);
    return run(words, std::chrono::seconds(60), state());
  }

  /// A minute as minute and hour of a cron in UTC: the one that began `ago`.
  static std::string cron_of(std::chrono::minutes ago) {
    using std::chrono::system_clock;
    const std::time_t then = system_clock::to_time_t(system_clock::now() - ago);
    return fmt::format("{:%M %H}", fmt::gmtime(then));
  }
  /// Due since a minute or two; stays due for an hour. `more` is the rest of the schedule.
  static std::string due_now(const std::string& more = {}) {
    return "schedule: {cron: \"" + cron_of(std::chrono::minutes(1)) +
           " * * *\", start_deadline: 1h" + more + "}";
  }

  /// As if a scheduler had looked at the file last so long ago.
  void dealt_with(const std::string& file, std::chrono::minutes ago) const {
    using std::chrono::system_clock;
    const Path folder = root_ / "state/gameday/schedule";
    std::filesystem::create_directories(folder);
    const std::string name = sha256_hex(std::filesystem::canonical(file).string()).substr(0, 16);
    std::ofstream(folder / (name + ".dealt-with"))
        << system_clock::to_time_t(system_clock::now() - ago) << '\n';
  }

  const std::string binary_ = GAMEDAY_BINARY;
  const Path source_ = GAMEDAY_SOURCE_DIR;

 private:
  const Path root_ = Path(testing::TempDir()) /
                     fmt::format("gameday-schedule-{}-{}", getpid(),
                                 testing::UnitTest::GetInstance()->current_test_info()->name());
};

}  // namespace gameday::test
