// What a good scenario becomes.
#include <filesystem>

#include <gtest/gtest.h>

#include "config/scenario.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

std::optional<std::string> variables(const std::string& name) {
  return name == "OPENAI_KEY_A" ? std::optional<std::string>("secret-a") : std::nullopt;
}

std::string said(const Findings& findings) {
  std::string lines;
  for (const Problem& problem : findings.problems) {
    lines += to_line(problem) + '\n';
  }
  return lines;
}

class LlmGameDay : public ::testing::Test {
 protected:
  std::optional<GameDay> read(const Overrides& overrides = {}) {
    std::filesystem::current_path(GAMEDAY_SOURCE_DIR);
    findings_ = {};
    return read_game_day("scenarios/llm-game-day.yaml", overrides, variables, findings_);
  }
  std::string refused(const Overrides& overrides) {
    EXPECT_FALSE(read(overrides));
    return said(findings_);
  }

  Findings findings_;
};

TEST_F(LlmGameDay, ReadsWithoutAWord) {
  const auto day = read();
  EXPECT_EQ(said(findings_), "");
  ASSERT_TRUE(day);
  const scenario::Scenario& scenario = day->scenario;
  EXPECT_EQ(scenario.file, "scenarios/llm-game-day.yaml");
  EXPECT_EQ(scenario.seed, 7U);
  EXPECT_EQ(scenario.slo_answer, 5s);
  EXPECT_EQ(scenario.providers, (std::vector<std::string>{"openai", "anthropic"}));
  EXPECT_EQ(scenario.load.rate, PerSecond{8'000'000});
  EXPECT_EQ(scenario.load.timeout, 60s);
  ASSERT_EQ(scenario.load.kinds.size(), 2U);
  EXPECT_EQ(scenario.load.kinds[0].weight, 3U);
  EXPECT_GT(scenario.load.kinds[0].prompt.size(), 1000U);
  EXPECT_EQ(scenario.load.kinds[1].max_tokens, 80U);
  ASSERT_EQ(scenario.experiments.size(), 3U);
  for (const scenario::Experiment& experiment : scenario.experiments) {
    EXPECT_EQ(experiment.timing.baseline, 5s);
    EXPECT_EQ(experiment.timing.fault, 40s);
    EXPECT_EQ(experiment.timing.recovery, 15s);
    ASSERT_EQ(experiment.faults.size(), 1U);
    EXPECT_EQ(experiment.faults[0].into, std::vector<std::uint16_t>{0});
  }
  EXPECT_EQ(scenario.experiments[1].faults[0].injection.selectors.share, (Ratio{1, 2}));
  EXPECT_EQ(scenario.experiments[0].promises.size(), 7U);
  EXPECT_EQ(scenario.experiments[0].promises[0].place.line, 32U);
}

TEST_F(LlmGameDay, ArmsKnowTheirPrimary) {
  const auto day = read();
  ASSERT_TRUE(day);
  ASSERT_EQ(day->scenario.arms.size(), 3U);
  for (const scenario::Arm& arm : day->scenario.arms) {
    EXPECT_EQ(arm.primary.provider, 0U);
    EXPECT_EQ(arm.primary.model, "gpt-4o-mini");
  }
  ASSERT_EQ(day->rig.arms.size(), 3U);
  const rig::ArmOptions& direct = day->rig.arms[0];
  EXPECT_EQ(direct.kind, rig::ArmOptions::Kind::direct);
  EXPECT_EQ(direct.model, "gpt-4o-mini");
  const rig::ArmOptions& tuned = day->rig.arms[2];
  EXPECT_EQ(tuned.kind, rig::ArmOptions::Kind::gateway);
  EXPECT_EQ(tuned.model, "openai/gpt-4o-mini");
  EXPECT_EQ(tuned.gateway_file, "gateways/tuned.json");
  EXPECT_EQ(tuned.gateway_text, findings_.texts["scenarios/gateways/tuned.json"]);
  EXPECT_EQ(day->rig.providers[1].models, std::vector<std::string>{"claude-haiku-4-5"});
}

TEST_F(LlmGameDay, TheGatewaysDifferAsTheyClaim) {
  const auto day = read();
  ASSERT_TRUE(day);
  const gateway::Options& untuned = day->rig.arms[1].gateway;
  EXPECT_FALSE(untuned.deadline);
  EXPECT_EQ(untuned.providers[0].retry.max, 6U);
  EXPECT_EQ(untuned.providers[0].retry.jitter, gateway::Jitter::equal_20);
  EXPECT_EQ(untuned.providers[0].retry.retry_after, gateway::RetryAfter::ignore);
  EXPECT_TRUE(untuned.providers[0].retry.on_rate_limit);
  EXPECT_EQ(untuned.providers[1].timeouts.unary_headers, 120s);
  const gateway::Options& tuned = day->rig.arms[2].gateway;
  EXPECT_EQ(tuned.deadline, 15s);
  EXPECT_EQ(tuned.providers[0].timeouts.unary_headers, 4s);
  EXPECT_EQ(tuned.providers[1].timeouts.unary_headers, 8s);
  EXPECT_EQ(tuned.providers[1].timeouts.connect, 1s);  // from the top
  ASSERT_EQ(tuned.providers[0].keys.size(), 2U);
  EXPECT_EQ(tuned.providers[0].keys[0].value, "secret-a");
  EXPECT_EQ(tuned.providers[0].keys[1].value, "");
  EXPECT_EQ(tuned.providers[0].keys[1].source, "env.OPENAI_KEY_B");
  EXPECT_EQ(tuned.chain[1].model, "claude-haiku-4-5");
}

TEST_F(LlmGameDay, SetChangesWhatIsThereAndWhatMayBe) {
  const auto day = read({{"load.rate=2/s", "experiments[0].timing.fault=5s", "slo.answer=1s",
                          "experiments[1].inject[0].share=1/3", "title=a = b"},
                         {}});
  ASSERT_TRUE(day) << said(findings_);
  EXPECT_EQ(day->scenario.load.rate, PerSecond{2'000'000});
  EXPECT_EQ(day->scenario.experiments[0].timing.fault, 5s);
  EXPECT_EQ(day->scenario.experiments[0].timing.recovery, 15s);
  EXPECT_EQ(day->scenario.experiments[1].timing.fault, 40s);
  EXPECT_EQ(day->scenario.experiments[1].faults[0].injection.selectors.share, (Ratio{1, 3}));
  EXPECT_EQ(day->scenario.title, "a = b");
}

TEST_F(LlmGameDay, ProblemsOfAnOverrideNameIt) {
  EXPECT_EQ(refused({{"load.rate=2"}, {}}),
            "--set load.rate=2: load.rate: 2 has no unit; write 8/s, 90/m or 500/h\n");
  EXPECT_EQ(refused({{"load.rat=2/s"}, {}}),
            "--set load.rat=2/s: load.rat: unknown key; did you mean \"rate\"?\n");
  EXPECT_EQ(refused({{"experiments[3].name=x"}, {}}),
            "--set experiments[3].name=x: experiments[3].name: there is no experiments[3]; counted "
            "from 0, 3 are there\n");
  EXPECT_EQ(refused({{"timing=x", "load.rate.x=1", "load", "=1", "a[=1", "seed[0]=1"}, {}}),
            "--set timing=x: timing: is a map; --set changes single values in it\n"
            "--set load.rate.x=1: load.rate.x: there is no \"x\" in a single value\n"
            "--set load: is not PATH=VALUE; write load.rate=2/s\n"
            "--set =1: is not PATH=VALUE; write load.rate=2/s\n"
            "--set a[=1: a[: is not a path; write load.rate=2/s or "
            "experiments[0].timing.fault=5s\n"
            "--set seed[0]=1: seed[0]: \"seed\" is a single value, not a list\n");
}

TEST_F(LlmGameDay, ArmsAreReplacedAndAddedFromTheShellsPlace) {
  const auto day = read(
      {{},
       {"tuned gateway=scenarios/gateways/untuned.json", "mine=scenarios/gateways/tuned.json"}});
  ASSERT_TRUE(day) << said(findings_);
  ASSERT_EQ(day->rig.arms.size(), 4U);
  EXPECT_EQ(day->rig.arms[2].name, "tuned gateway");
  EXPECT_FALSE(day->rig.arms[2].gateway.deadline);
  EXPECT_EQ(day->rig.arms[3].name, "mine");
  EXPECT_EQ(day->scenario.arms[3].name, "mine");
  EXPECT_EQ(refused({{}, {"mine=gateways/tuned.json", "mine", "mine="}}),
            "--arm 'mine=gateways/tuned.json': arms.mine.gateway: gateways/tuned.json does not "
            "exist\n"
            "--arm 'mine': is not NAME=FILE; write 'tuned gateway=gateways/mine.json'\n"
            "--arm 'mine=': is not NAME=FILE; write 'tuned gateway=gateways/mine.json'\n");
}

TEST(GameDay, ATopLevelExpectHoldsForEveryExperiment) {
  Findings findings;
  const auto day = parse_game_day("x.yaml",
                                  "gameday: 1\n"
                                  "providers: {openai: {mock: openai}}\n"
                                  "arms: {a: {direct: openai, model: m}}\n"
                                  "load: {requests: [{prompt: p}]}\n"
                                  "experiments:\n"
                                  "  - {name: one, expect: {a: failed > 3}}\n"
                                  "  - {name: two, inject: [{into: openai, fault: tar-pit}]}\n"
                                  "expect: {a: [failed == 0]}\n",
                                  {}, variables, findings);
  ASSERT_TRUE(day) << said(findings);
  EXPECT_EQ(day->scenario.title, "x");
  ASSERT_EQ(day->scenario.experiments[0].promises.size(), 2U);
  EXPECT_EQ(day->scenario.experiments[0].promises[1].expectation.text, "failed == 0");
  EXPECT_EQ(day->scenario.experiments[0].promises[1].place, (Place{8, 14, 11}));
  ASSERT_EQ(day->scenario.experiments[1].promises.size(), 1U);
  EXPECT_EQ(day->scenario.experiments[1].faults[0].injection.name, "tar-pit");
}

TEST(GameDay, AWrittenNameIsNeverNumbered) {
  Findings findings;
  const auto day =
      parse_game_day("x.yaml",
                     "gameday: 1\n"
                     "providers: {openai: {mock: openai}}\n"
                     "arms: {a: {direct: openai, model: m}}\n"
                     "load: {requests: [{prompt: hello}]}\n"
                     "experiments:\n"
                     "  - name: one\n"
                     "    inject:\n"
                     "      - {into: openai, share: 10%, respond: {status: 503}}\n"
                     "      - {into: openai, share: 10%, respond: {status: 500}, name: respond}\n",
                     {}, variables, findings);
  ASSERT_TRUE(day) << said(findings);
  const auto& faults = day->scenario.experiments[0].faults;
  EXPECT_EQ(faults[0].injection.name, "respond-2");
  EXPECT_EQ(faults[1].injection.name, "respond");
}

std::string answering_with(const std::string& file) {
  return "gameday: 1\n"
         "providers: {openai: {mock: openai}}\n"
         "arms: {a: {direct: openai, model: m}}\n"
         "load: {requests: [{prompt: hello}]}\n"
         "experiments:\n"
         "  - name: one\n"
         "    inject: [{into: openai, all_of: [{respond: {file: " +
         file + "}}]}]\n";
}

TEST(GameDay, ABodyMayStandInAFileBesideTheScenario) {
  Findings findings;
  const std::string here = GAMEDAY_SOURCE_DIR "/tests/sim/rig/scenario.yaml";
  const auto day = parse_game_day(here, answering_with("keep-state.json"), {}, variables, findings);
  ASSERT_TRUE(day) << said(findings);
  const auto& respond = *day->scenario.experiments[0].faults[0].injection.deed.respond;
  EXPECT_TRUE(respond.text.starts_with("{")) << respond.text;
  const std::pair<std::string, std::string> type{"Content-Type", "application/json"};
  EXPECT_EQ(respond.headers, std::vector{type});

  findings = {};
  EXPECT_FALSE(parse_game_day("dir/s.yaml", answering_with("none.json"), {}, variables, findings));
  EXPECT_EQ(said(findings),
            "dir/s.yaml:7:55: experiments[0].inject[0].all_of[0].respond.file: dir/none.json does "
            "not exist\n");
}

std::optional<GameDay> parsed(const std::string& text, Findings& findings) {
  return parse_game_day("dir/s.yaml", text, {}, variables, findings);
}

TEST(GameDay, AKeyWithALineBreakIsRefusedAndNotRepeated) {
  Findings findings;
  const auto broken = [](const std::string&) { return std::optional<std::string>("secret-a\n"); };
  const std::string text =
      "gameday: 1\nproviders: {p: {mock: openai}}\n"
      "arms: {a: {direct: p, model: m, api_key: env.K}}\nexperiments: [{name: one}]\n";
  EXPECT_FALSE(parse_game_day("s.yaml", text, {}, broken, findings));
  EXPECT_NE(said(findings).find("arms.a.api_key: the value of K has a line break"),
            std::string::npos)
      << said(findings);
  EXPECT_EQ(said(findings).find("secret-a"), std::string::npos);
}

TEST(GameDay, GuardsSafetyLabelsAndRecoveryAreRead) {
  Findings findings;
  const auto day = parsed(R"(gameday: 1
providers: {claude: {mock: anthropic}}
arms: {a: {direct: claude, model: m, api_key: env.OPENAI_KEY_A}, b: {direct: claude, model: m}}
load: {requests: [{prompt: p, stream: true}]}
timing: {fault: 20s}
expect_recovery: {a: "failed == 0"}
keep_state: true
experiments:
  - {name: one, expect_recovery: {b: ["failed == 0"]}}
  - {name: two}
  - {name: three, keep_state: false, timing: {recovery: 2s}}
abort_if: [{arm: b, check: "p95 > 9s", for: 30s, min_requests: 7}, {check: "failed > 80%"}]
safety: {max_duration: 45m, allow_upstreams: [mock, API.openai.com, "127.0.0.1:9"], confirm: true,
         stop_file: gameday.stop}
labels: {env: staging, team: builds}
)",
                          findings);
  ASSERT_TRUE(day) << said(findings);
  const scenario::Scenario& scenario = day->scenario;
  EXPECT_EQ(day->rig.providers[0].dialect, llm::Dialect::anthropic);
  EXPECT_EQ(day->rig.arms[0].api_key, "secret-a");
  EXPECT_EQ(day->rig.arms[0].api_key_source, "env.OPENAI_KEY_A");
  EXPECT_TRUE(scenario.load.kinds[0].stream);
  EXPECT_EQ(scenario.experiments[0].recovery_promises.size(), 2U);
  EXPECT_EQ(scenario.experiments[1].recovery_promises.size(), 1U);
  EXPECT_FALSE(scenario.experiments[0].keep_state);  // nothing is there yet
  EXPECT_TRUE(scenario.experiments[1].keep_state);
  EXPECT_FALSE(scenario.experiments[2].keep_state);
  EXPECT_EQ(scenario.experiments[2].timing.fault, 20s);
  EXPECT_EQ(scenario.experiments[2].timing.recovery, 2s);
  ASSERT_EQ(scenario.guards.size(), 2U);
  EXPECT_EQ(scenario.guards[0].arm, 1);
  EXPECT_EQ(scenario.guards[0].check.text, "p95 > 9s");
  EXPECT_EQ(scenario.guards[0].window, 30s);
  EXPECT_EQ(scenario.guards[0].min_requests, 7U);
  EXPECT_FALSE(scenario.guards[1].arm);
  EXPECT_EQ(scenario.safety.max_duration, 45min);
  EXPECT_EQ(scenario.safety.stop_file, "dir/gameday.stop");
  EXPECT_TRUE(scenario.safety.confirm);
  EXPECT_EQ(upstream_problem(scenario.safety, "api.openai.com", 443), "");
  EXPECT_EQ(upstream_problem(scenario.safety, "127.0.0.1", 9), "");
  EXPECT_NE(upstream_problem(scenario.safety, "127.0.0.1", 10), "");
  EXPECT_NE(upstream_problem(scenario.safety, "openai.com", 443), "");
  EXPECT_EQ(scenario.labels.at("team"), "builds");
}

TEST(GameDay, AKeyInAScenarioIsNeitherShownNorKept) {
  Findings findings;
  const auto day = parsed(R"(gameday: 1  # the key is sk-live-0123456789
providers: {openai: {mock: openai}}
arms: {a: {direct: openai, model: m}}
load: {requests: [{prompt: p}]}
experiments: [{name: one}]
)",
                          findings);
  ASSERT_TRUE(day);
  EXPECT_EQ(day->scenario.text.find("0123456789"), std::string::npos);
  findings = {};
  const auto refused = read_game_day("scenarios/llm-game-day.yaml",
                                     {{"arms.without fallback.api_key=sk-live-0123456789"}, {}},
                                     variables, findings);
  EXPECT_FALSE(refused);
  EXPECT_EQ(said(findings).find("0123456789"), std::string::npos);
  findings = {};
  parsed("gameday: 1\narms: {a: {direct: openai, model: m, api_key: hunter2}}\n", findings);
  EXPECT_EQ(findings.texts.at("dir/s.yaml").find("hunter2"), std::string::npos);
  EXPECT_EQ(said(findings).find("hunter2"), std::string::npos);
}

}  // namespace
}  // namespace gameday::config
