#include "trials.hpp"

#include <fstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/scenario.hpp"
#include "support/verify_pack.hpp"

namespace gameday::test {
namespace {

const std::string config = conformance_folder + "gateway/defaults.json";

std::string scenario_of(const ExpectedRow& row) {
  const std::string flow = flow_of(row);
  return fmt::format(R"(gameday: 1
title: expected
providers:
  openai:    {{mock: openai, first_token: {{p50: 10ms, p99: 10ms}}, tokens: {{p50: 40, p99: 40}}, tokens_per_second: 2000}}
  anthropic: {{mock: anthropic, first_token: {{p50: 10ms, p99: 10ms}}, tokens: {{p50: 40, p99: 40}}, tokens_per_second: 2000}}
arms:
  gateway: {{gateway: "{}"}}
load:
  rate: 3/s
  timeout: 120s
  requests:
    - {{prompt: "Name three usual reasons why a rounding test fails."}}
    - {{prompt: "Name the first failing assertion.", stream: true}}
timing: {{baseline: 2s, fault: 8s, recovery: 2s}}
experiments:
  - name: expected
    inject:
      - {{into: openai, {}}}
)",
                     config, flow.substr(1, flow.size() - 2));
}

}  // namespace

rig::Row playable(const ExpectedRow& row) {
  const std::string path = fmt::format("{}/expected-{}.yaml", testing::TempDir(), ::getpid());
  std::ofstream(path) << scenario_of(row);
  config::Overrides overrides;
  overrides.arms_apart = true;
  config::Findings findings;
  const auto day = config::read_game_day(path, overrides, {}, findings);
  for (const Problem& problem : findings.problems) {
    ADD_FAILURE() << row.injection << ": " << problem.path << ' ' << problem.what;
  }
  if (!day) {
    return {};
  }
  auto made = rig::make_row("expected", day->scenario, day->rig.providers);
  EXPECT_TRUE(made) << row.injection << ": " << made.problem;
  return made ? *std::move(made.value) : rig::Row{};
}

std::string end_of(record::Outcome outcome, int status, bool by_lifeboat) {
  switch (outcome) {
    case record::Outcome::ok:
      return by_lifeboat ? "lifeboat" : "primary";
    case record::Outcome::stream_error:
      return "in-band";
    case record::Outcome::http_4xx:
    case record::Outcome::http_429:
    case record::Outcome::http_5xx:
      return std::to_string(status);
    default:
      return record::to_text(outcome);
  }
}

Seen seen_of(const verdict::Measurement& measurement) {
  return {end_of(measurement.outcome, measurement.status, measurement.degraded),
          measurement.tries.size(), to_seconds(measurement.took)};
}

gateway::Options default_gateway() {
  return gateway_file(config);
}

}  // namespace gameday::test
