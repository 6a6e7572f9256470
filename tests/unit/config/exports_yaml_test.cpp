// The exports that are YAML, read by a strict parser: deadlines, no retry, no overlap.

#include <filesystem>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "base/problem.hpp"
#include "syntax/yaml.hpp"

namespace gameday::config {
namespace {

using namespace syntax;

const std::string folder =
    std::string(GAMEDAY_SOURCE_DIR) + "/tests/unit/scenario/schedule/golden/";

class Exported {
 public:
  explicit Exported(const std::string& name) : problems_(name) {
    std::ifstream in(folder + name, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    root_ = parse_yaml(text, problems_);
    EXPECT_TRUE(root_ && problems_.list().empty()) << name;
  }
  /// The text at `spec/jobTemplate/0/…`; what is wrong with the path when there is none.
  std::string at(const std::string& path) const {
    const Value* value = root_ ? &*root_ : nullptr;
    for (const auto& part : std::filesystem::path(path)) {
      const std::string key = part.string();
      if (value != nullptr && value->kind == Value::Kind::list) {
        const std::size_t index = std::stoul(key);
        value = index < value->items.size() ? &value->items[index] : nullptr;
      } else if (value != nullptr) {
        value = value->find(key);
      }
    }
    return value == nullptr ? "nothing at " + path : value->text;
  }

 private:
  Problems problems_;
  std::optional<Value> root_;
};

TEST(ExportedYaml, CronJob) {
  const Exported job("gameday-monthly.cronjob.yaml");
  EXPECT_EQ(job.at("kind"), "CronJob");
  EXPECT_EQ(job.at("spec/schedule"), "0,30 2,3 15,28-31 * 0,2");
  EXPECT_EQ(job.at("spec/timeZone"), "Australia/Melbourne");
  EXPECT_EQ(job.at("spec/startingDeadlineSeconds"), "600");
  EXPECT_EQ(job.at("spec/concurrencyPolicy"), "Forbid");
  EXPECT_EQ(job.at("spec/jobTemplate/spec/backoffLimit"), "0");
  EXPECT_EQ(job.at("spec/jobTemplate/spec/activeDeadlineSeconds"), "660");
  const std::string pod = "spec/jobTemplate/spec/template/spec/";
  EXPECT_EQ(job.at(pod + "restartPolicy"), "Never");
  EXPECT_EQ(job.at(pod + "containers/0/args/0"),
            "gameday run --scheduled /scenarios/monthly.yaml || exit $(( $? == 7 ? 0 : $? ))");
}

TEST(ExportedYaml, Buildkite) {
  const Exported pipeline("gameday-monthly.pipeline.yml");
  EXPECT_EQ(pipeline.at("steps/0/command"), "gameday run --scheduled scenarios/monthly.yaml");
  EXPECT_EQ(pipeline.at("steps/0/timeout_in_minutes"), "6");
  EXPECT_EQ(pipeline.at("steps/0/concurrency"), "1");
  EXPECT_EQ(pipeline.at("steps/0/concurrency_group"), "gameday");
  EXPECT_EQ(pipeline.at("steps/0/retry/automatic"), "false");
  EXPECT_EQ(pipeline.at("steps/0/retry/manual/allowed"), "false");
  EXPECT_EQ(pipeline.at("steps/0/soft_fail/0/exit_status"), "7");
  const Exported schedule("gameday-monthly.schedule.yml");
  EXPECT_EQ(schedule.at("cronline"), "0,30 2,3 15,28-31 * 0,2 Australia/Melbourne");
}

TEST(ExportedYaml, GitHub) {
  const Exported workflow("gameday-monthly.yml");
  EXPECT_EQ(workflow.at("on/schedule/0/cron"), "0,30 2,3 15,28-31 * 0,2");
  EXPECT_EQ(workflow.at("on/schedule/0/timezone"), "Australia/Melbourne");
  EXPECT_EQ(workflow.at("concurrency/group"), "gameday");
  EXPECT_EQ(workflow.at("concurrency/cancel-in-progress"), "false");
  EXPECT_EQ(workflow.at("jobs/gameday/timeout-minutes"), "11");
  EXPECT_EQ(workflow.at("jobs/gameday/if"), "github.run_attempt == 1");
  EXPECT_EQ(workflow.at("jobs/gameday/steps/1/run"),
            "gameday run --scheduled scenarios/monthly.yaml || exit $(( $? == 7 ? 0 : $? ))");
}

}  // namespace
}  // namespace gameday::config
