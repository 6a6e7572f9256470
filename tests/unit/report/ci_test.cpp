#include "golden.hpp"
#include "report/ci/junit.hpp"
#include "report/ci/summary.hpp"
#include "report/xml.hpp"
#include "sample.hpp"

namespace gameday::report {
namespace {

using test::expect_golden;
using test::Judged;
using test::sample_run;

test::SmallRun hostile_run() {
  test::SmallRun run({"<script>alert(1)</script> | ]]> \x1b[31m"}, {"\"a\" & 'b' \xE2\x80\xAEgnp"});
  run.facts.title = std::string(10'000, 'x') + "</testsuites>";
  run.promise(0, 0, "failed == 0").healthy_around(0);
  run.add(0, 0, record::Window::fault, 40, test::failed_with(503)).ended(0);
  return run;
}

TEST(XmlText, LetsNothingOpenATag) {
  EXPECT_EQ(xml_text("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
  EXPECT_EQ(xml_text("\x1b[31m\xff\x7f"), "\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("a\xE2\x80\xAEz \xE2\x81\xA6"), "a\xEF\xBF\xBDz \xEF\xBF\xBD");
  EXPECT_EQ(xml_text("\xEF\xBF\xBF"), "\xEF\xBF\xBD");
  EXPECT_EQ(xml_text("日本 \t\n– ≤"), "日本 \t\n– ≤");
}

TEST(Junit, HasACaseForEachCheck) {
  expect_golden("junit.xml", junit(Judged(sample_run(true)).document()));
}

TEST(Junit, WhatWasNotJudgedIsAnError) {
  test::SmallRun run({"storm"}, {"gateway"});
  run.healthy_around(0);
  run.add(0, 0, record::Window::fault, 5, test::Fate{});
  run.facts.end = verdict::RunEnd::incomplete;
  const Judged judged(std::move(run));
  const std::string text = junit(judged.document());
  EXPECT_NE(text.find("<error message=\"INCOMPLETE"), text.npos) << text;
  EXPECT_EQ(text.find("errors=\"0\"></testsuites>"), text.npos);
}

TEST(Junit, HostileNamesAreInert) {
  const Judged judged(hostile_run());
  const std::string text = junit(judged.document());
  EXPECT_EQ(text.find("<script"), text.npos);
  EXPECT_EQ(text.find('\x1b'), text.npos);
  EXPECT_EQ(text.find("</testsuites>"), text.size() - std::string("</testsuites>\n").size());
  EXPECT_LT(text.size(), 10'000u);  // long names are cut
}

TEST(Github, BeginsWithTheVerdictAndFoldsTheRest) {
  const Judged judged(sample_run(true));
  const std::string text = github_summary(judged.document());
  const std::size_t fold = text.find("<details>");
  ASSERT_NE(fold, text.npos);
  expect_golden("github.md", text.substr(0, fold));
  EXPECT_TRUE(text.ends_with("</details>\n"));
}

TEST(Github, FitsIntoWhatAPageTakes) {
  test::SmallRun run = hostile_run();
  run.facts.hypothesis = std::string(3 * most_summary_bytes, 'h');
  run.facts.again = std::string(2 * most_summary_bytes, 'a');
  const Judged judged(std::move(run));
  EXPECT_LE(github_summary(judged.document()).size(), most_summary_bytes);
  EXPECT_LE(buildkite_annotation(judged.document(), {}).size(), most_summary_bytes);
  EXPECT_NE(github_summary(judged.document()).find("did not fit"), std::string::npos);
}

TEST(Buildkite, ShowsPicturesAndLinksTheRest) {
  const Judged judged(sample_run(true));
  const std::string text = buildkite_annotation(
      judged.document(),
      {{"run/chart-1.svg", 0}, {"run/report.html", std::nullopt}, {"x](y.html", std::nullopt}});
  expect_golden("buildkite.md", text);
  EXPECT_EQ(text.find("](y"), text.npos);
}

TEST(Buildkite, StyleFollowsTheVerdict) {
  EXPECT_STREQ(buildkite_style(verdict::Ruling::pass), "success");
  EXPECT_STREQ(buildkite_style(verdict::Ruling::fail), "error");
  EXPECT_STREQ(buildkite_style(verdict::Ruling::aborted), "error");
  EXPECT_STREQ(buildkite_style(verdict::Ruling::inconclusive), "warning");
  EXPECT_STREQ(buildkite_style(verdict::Ruling::interrupted), "warning");
}

}  // namespace
}  // namespace gameday::report
