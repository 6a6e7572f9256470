// What `gameday plan` shows, and what it warns of before anybody has spent four minutes on it.

#include "golden.hpp"
#include "report/plan/sheet.hpp"
#include "sample.hpp"

namespace gameday::report {
namespace {

using test::expect_golden;

class PlanSheetTest : public testing::Test {
 protected:
  PlanSheetTest() {
    for (verdict::ExperimentFacts& experiment : run_.facts.experiments) {
      experiment.injections = {
          {"rate-limited", {0}, "429 with Retry-After: 20 s, every attempt", 10s, 20s}};
      experiment.planned = 480;
    }
    sheet_.requests = {{{40, 320, 120}, {10, 80, 30}}, {{40, 320, 120}, {}}};
    sheet_.worst = {{60s, std::nullopt, 1, {}},
                    {60s, forever, 16, {"deadline: none", "target 1 of 2"}},
                    {60s, 15s, 5, {"deadline: 15s"}}};
    for (std::size_t at = 0; at < run_.facts.cast.providers.size(); ++at) {
      sheet_.providers.push_back({"mock, openai", "http://127.0.0.1:PORT/v1, any free port"});
    }
  }

  test::SmallRun run_ = test::sample_run(false);
  PlanSheet sheet_{run_.facts, {}, {}, {}, {}};
};

TEST_F(PlanSheetTest, IsATimeLine) {
  expect_golden("plan.txt", plan_text(sheet_, Look{}));
}

TEST_F(PlanSheetTest, FitsAnyTerminal) {
  Look narrow;
  narrow.columns = 60;
  narrow.utf8 = false;
  const std::string text = plan_text(sheet_, narrow);
  for (const char letter : text) {
    EXPECT_TRUE(letter == '\n' || (letter >= ' ' && letter <= '~')) << text;
  }
  std::size_t start = 0;
  for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n', start)) {
    EXPECT_LE(end - start, 62U) << text.substr(start, end - start);  // `...` for a sign
    start = end + 1;
  }
}

TEST_F(PlanSheetTest, IsReadByScripts) {
  expect_golden("plan.json", plan_json(sheet_));
}

TEST_F(PlanSheetTest, WarnsOfChecksThatNoNumberOfRunsWillCarry) {
  EXPECT_TRUE(plan_warnings(sheet_).empty());
  sheet_.requests[1].all[1] = 99;  // one short of what a p95 takes
  const auto warnings = plan_warnings(sheet_);
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_EQ(warnings[0],
            "hard 503s · tuned gateway · p95 < 5s will be inconclusive: too few beyond the "
            "percentile: n = 99");
}

}  // namespace
}  // namespace gameday::report
