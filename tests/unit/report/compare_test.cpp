#include "report/compare/compare.hpp"

#include <sstream>

#include "golden.hpp"
#include "report/lines.hpp"
#include "sample.hpp"

namespace gameday::report {
namespace {

using test::expect_golden;

/// The sample beside the one in which 10 requests more come late.
class TwoRuns {
 public:
  TwoRuns() : before_(test::sample_run(false)), after_(test::sample_run(true)) {
    after_.facts.arms[2].config = "{\n  \"deadline_ms\": 20000\n}\n";
    after_.facts.seed = 8;
    first_ = verdict::summarise(before_.facts, before_.records);
    second_ = verdict::summarise(after_.facts, after_.records);
    const verdict::Side before{before_.facts, first_};
    const verdict::Side after{after_.facts, second_};
    comparison_ = verdict::compare(before, after);
    regressions_ =
        verdict::regressions(before, after, *verdict::parse_allowances("good 1%, max 5%").value);
  }
  ComparedRuns runs() const {
    return {before_.facts,      after_.facts, "runs/monday",
            "runs/<b>|tuesday", comparison_,  regressions_};
  }

 private:
  test::SmallRun before_;
  test::SmallRun after_;
  verdict::Summary first_;
  verdict::Summary second_;
  verdict::RunComparison comparison_;
  std::vector<verdict::RegressionResult> regressions_;
};

TEST(CompareText, ShowsWhatChangedAndWhatCameOfIt) {
  const TwoRuns two;
  expect_golden("compare.txt", compare_text(two.runs(), Look{}));
}

TEST(CompareText, SpeaksAscii) {
  const TwoRuns two;
  const std::string text = compare_text(two.runs(), Look{100, false, false});
  EXPECT_TRUE(std::ranges::all_of(text, [](char letter) { return letter > 0; })) << text;
}

TEST(CompareText, KeepsItsLinesWithinANarrowTerminal) {
  const TwoRuns two;
  Look look;
  for (look.columns = 68; look.columns <= 100; look.columns += 4) {
    std::istringstream lines(compare_text(two.runs(), look));
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(width(line), look.columns) << line;
    }
  }
}

TEST(CompareMarkdown, PastesIntoAPullRequest) {
  const TwoRuns two;
  const std::string text = compare_markdown(two.runs());
  expect_golden("compare.md", text);
  EXPECT_EQ(text.find("<b>|"), text.npos);
}

TEST(CompareJson, IsAPromiseToScripts) {
  const TwoRuns two;
  expect_golden("compare.json", compare_json(two.runs()));
}

TEST(CompareExitCode, IsThatOfTheWorst) {
  using verdict::Regressed;
  const auto of = [](std::vector<Regressed> all) {
    std::vector<verdict::RegressionResult> results(all.size());
    for (std::size_t at = 0; at < all.size(); ++at) {
      results[at].regressed = all[at];
    }
    return comparison_exit_code(results);
  };
  EXPECT_EQ(of({}), 0);
  EXPECT_EQ(of({Regressed::no}), 0);
  EXPECT_EQ(of({Regressed::no, Regressed::unclear}), 3);
  EXPECT_EQ(of({Regressed::unclear, Regressed::yes, Regressed::no}), 1);
}

}  // namespace
}  // namespace gameday::report
