// A config's lint in its three forms.

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/lint/sheet.hpp"

namespace gameday::report {
namespace {

using Json = nlohmann::json;

LintSheet sheet() {
  LintSheet sheet;
  sheet.file = "gateways/my config.json";
  sheet.rules = "gameday";
  sheet.chain = {"openai/gpt-4o-mini (2 keys)", "anthropic/claude-haiku-4-5 (1 key)"};
  sheet.rows = {{"429 without", 22500ms, 8, "openai 6 tries + 22.5 s"},
                {"slow drip, streamed", forever, 1, "openai"}};
  sheet.classes = {{"429", "unary", {{}, 22500ms, 8, "w"}, {{}, 5s, 3, "v"}, 5s},
                   {"slow drip", "streamed", {{}, forever, 1, ""}, {{}, forever, 1, ""}, {}}};
  sheet.worst_case = forever;
  sheet.attempts = 8;
  sheet.amplification = 8;
  using enum LintFinding::Severity;
  sheet.findings = {{error, "no-deadline", {2, 3}, "deadline_ms", "", "No limit.", "Set it."},
                    {warning, "no-jitter", {9, 7}, "retry.jitter", "openai", "In step.", ""}};
  sheet.budget = {{"attempts <= 4", "8", false}, {"amplification <= 9", "8", true}};
  sheet.catalogue = {{"no-deadline", "nothing limits", "Because."},
                     {"no-jitter", "all in step", "Because."}};
  return sheet;
}

TEST(LintText, IsATableFindingsAndATally) {
  EXPECT_EQ(lint_text(sheet(), Look{}),
            "gateways/my config.json · rules: gameday · openai/gpt-4o-mini (2 keys) →\n"
            "    anthropic/claude-haiku-4-5 (1 key)\n"
            "  worst case               time  attempts\n"
            "  429 without            22.5 s         8   openai 6 tries + 22.5 s\n"
            "  slow drip, streamed  no limit         1   openai\n"
            "  a full outage makes 8 tries of one request that goes on failing\n"
            "✗ gateways/my config.json:2:3  no-deadline  No limit. Set it.\n"
            "? gateways/my config.json:9:7  no-jitter  openai: In step.\n"
            "✗ budget: attempts <= 4, but it is 8\n"
            "✓ budget: amplification <= 9\n"
            "1 error, 1 warning · gameday lint --explain no-deadline\n");
}

TEST(LintText, IsNarrowAndPlainWhereItMustBe) {
  Look look;
  look.columns = 50;
  look.utf8 = false;
  const std::string text = lint_text(sheet(), look);
  for (const char letter : text) {
    EXPECT_LT(static_cast<unsigned char>(letter), 128U);
  }
  EXPECT_NE(text.find("FAIL gateways/my config.json:2:3"), std::string::npos) << text;
  EXPECT_EQ(text.find("22.5 s         8   openai"), std::string::npos) << text;
}

TEST(LintText, OfHostileNamesIsInert) {
  LintSheet hostile = sheet();
  hostile.file = "a\x1b[31m\n\nb.json";
  hostile.chain = {"openai/\x1b]0;x\x07" + std::string(10'000, 'm')};
  hostile.findings[0].what = "\x1b[2J\r\n";
  const std::string text = lint_text(hostile, Look{});
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\x07'), std::string::npos);
  EXPECT_LT(text.size(), 6'000U);
}

TEST(LintJson, HasNullWhereNothingLimits) {
  const Json json = Json::parse(lint_json(sheet()));
  EXPECT_EQ(json["clean"], false);
  EXPECT_EQ(json["worst_case_ms"], nullptr);
  EXPECT_EQ(json["failures"][0]["every_target"]["time_ms"], 22500);
  EXPECT_EQ(json["failures"][0]["only_the_first"]["attempts"], 3);
  EXPECT_EQ(json["failures"][1]["failover_ms"], nullptr);
  EXPECT_EQ(json["findings"][0]["line"], 2);
  EXPECT_EQ(json["budget"][1]["held"], true);
}

// The required members of the schema: sarifLog, run, tool, driver, reportingDescriptor, result,
// message, physicalLocation.
TEST(LintSarif, HasWhatItsSchemaRequires) {
  const Json log = Json::parse(lint_sarif(sheet(), "1.2.3"));
  EXPECT_EQ(log["version"], "2.1.0");
  ASSERT_EQ(log["runs"].size(), 1U);
  const Json& run = log["runs"][0];
  const Json& driver = run["tool"]["driver"];
  EXPECT_EQ(driver["name"], "gameday");
  std::vector<std::string> ids;
  for (const Json& rule : driver["rules"]) {
    ids.push_back(rule.at("id"));
    EXPECT_TRUE(rule.at("shortDescription").at("text").is_string());
  }
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  ASSERT_EQ(run["results"].size(), 3U);  // two findings, one limit that does not hold
  for (const Json& result : run["results"]) {
    EXPECT_EQ(ids.at(result.at("ruleIndex")), result.at("ruleId"));
    EXPECT_FALSE(result.at("message").at("text").get<std::string>().empty());
    const std::string level = result.at("level");
    EXPECT_TRUE(level == "error" || level == "warning" || level == "note");
    const Json& physical = result.at("locations").at(0).at("physicalLocation");
    EXPECT_EQ(physical.at("artifactLocation").at("uri"), "gateways/my%20config.json");
    EXPECT_GE(physical.at("region").at("startLine"), 1);
    EXPECT_GE(physical.at("region").at("startColumn"), 1);
  }
}

TEST(Lint, IsCleanWithWarningsAlone) {
  LintSheet one = sheet();
  one.findings.erase(one.findings.begin());
  one.budget.pop_back();
  EXPECT_FALSE(is_clean(one));
  one.budget.clear();
  EXPECT_TRUE(is_clean(one));
}

}  // namespace
}  // namespace gameday::report
