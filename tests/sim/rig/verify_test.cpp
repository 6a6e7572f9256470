// The pack of `gameday verify`, measured on our own gateway in virtual time.

#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "config/contract.hpp"
#include "report/verify_words.hpp"
#include "rig/verify/cell.hpp"
#include "rig/verify/declared.hpp"
#include "rig/verify/measure.hpp"
#include "support/verify_pack.hpp"

namespace gameday {
namespace {

using rig::Shape;
using verdict::Measurement;

const std::string source = GAMEDAY_SOURCE_DIR;

Measurement measured(const gateway::Options& gateway, const rig::Row& row, Shape shape) {
  const auto measurement = rig::measure_simulated(gateway, row, shape, Seed(1));
  EXPECT_TRUE(measurement) << row.name << ", " << to_text(shape);
  return measurement.value_or(Measurement{});
}

Measurement measured(const std::string& config, const std::string& row, Shape shape) {
  return measured(test::gateway_file(source + "/scenarios/gateways/" + config + ".json"),
                  test::verify_row(source, row), shape);
}

/// `openai/a 429, openai/b 429, anthropic/anthropic 200`
std::string trail(const Measurement& measurement) {
  std::string text;
  for (const verdict::Try& one : measurement.tries) {
    text += fmt::format("{}{}/{} {}", text.empty() ? "" : ", ", one.provider,
                        one.key.substr(0, one.key.find('#')), one.status);
  }
  return text;
}

struct Expected {
  std::size_t unary;
  std::size_t streamed;  // 1 where the answer breaks after its first content
};

// Two keys, a lifeboat, one retry: what a good gateway makes of each failure.
const std::map<std::string, Expected> attempts_of_tuned = {
    {"400", {1, 1}},
    {"401", {3, 3}},
    {"402", {3, 3}},
    {"404", {3, 3}},
    {"429", {3, 3}},
    {"429-no-hint", {3, 3}},
    {"500", {3, 3}},
    {"502", {3, 3}},
    {"503", {3, 3}},
    {"504", {2, 2}},
    {"529", {3, 3}},
    {"cut-no-end", {2, 1}},
    {"error-in-200", {3, 3}},
    {"healthy", {1, 1}},
    {"html", {2, 2}},
    {"reset-before-body", {3, 3}},
    {"reset-in-body", {2, 1}},
    {"silent-after-headers", {2, 2}},
    {"slow-drip", {2, 2}},
    {"silent-headers", {2, 2}},
    {"stall", {2, 1}},
    {"truncated-json", {2, 2}},
    {"healthy-slow-unary", {1, 0}},
    {"healthy-slow-stream", {0, 1}},
    {"client-leaves", {0, 1}},
};

TEST(Verify, TheTunedGatewayMakesAsManyAttemptsAsItShould) {
  const auto gateway = test::gateway_file(source + "/scenarios/gateways/tuned.json");
  for (const rig::Row& row : test::verify_pack(source)) {
    const auto expected = attempts_of_tuned.find(row.name);
    if (expected == attempts_of_tuned.end()) {
      continue;
    }
    for (const Shape shape : {Shape::unary, Shape::streamed}) {
      if (kind_of(row, shape)) {
        const Measurement got = measured(gateway, row, shape);
        EXPECT_EQ(got.tries.size(),
                  shape == Shape::unary ? expected->second.unary : expected->second.streamed)
            << row.name << ", " << to_text(shape) << ": " << trail(got);
        EXPECT_FALSE(got.hang() || got.silently_broken()) << row.name;
      }
    }
  }
}

TEST(Verify, EveryKeyIsAskedBeforeTheLifeboat) {
  const Measurement got = measured("tuned", "429", Shape::unary);
  EXPECT_EQ(trail(got), "openai/a 429, openai/b 429, anthropic/a 200");
  EXPECT_EQ(got.hint, verdict::Hint::left);
  EXPECT_EQ(got.answered_by, "anthropic");
  EXPECT_TRUE(got.degraded);
  EXPECT_LT(got.failover, 5ms);
}

TEST(Verify, BackoffAndItsDisregardForHintsAreSeen) {
  const Measurement got = measured("untuned", "429", Shape::streamed);
  ASSERT_EQ(got.tries.size(), 8U);
  EXPECT_EQ(got.hint, verdict::Hint::capped);
  Duration before{};
  for (std::size_t at = 1; at < 5; ++at) {  // 0.5, 1, 2, 4 s, give or take 20 %
    EXPECT_GT(got.tries[at].gap, before) << at;
    before = got.tries[at].gap;
  }
}

TEST(Verify, ATimeoutIsSeenWhereItFires) {
  const Measurement got = measured("tuned", "silent-headers", Shape::streamed);
  ASSERT_TRUE(got.timeout && got.failover);
  EXPECT_GE(*got.timeout, 4s);
  EXPECT_LT(*got.timeout, 4050ms);
  EXPECT_LT(*got.failover, 4050ms);
}

TEST(Verify, WhoeverLeavesAfterAMinuteHasHung) {
  const Measurement got = measured("untuned", "silent-headers", Shape::unary);
  EXPECT_TRUE(got.hang());
  EXPECT_EQ(got.took, 60s);
  EXPECT_EQ(got.upstream, verdict::Upstream::stopped);
  EXPECT_LT(got.stopped_after, 100ms);
}

TEST(Verify, SlowControlsTakeWhatTheConfigAllows) {
  EXPECT_EQ(measured("tuned", "healthy-slow-unary", Shape::unary).took / 10ms, 320);
  const Measurement slow = measured("tuned", "healthy-slow-stream", Shape::streamed);
  EXPECT_GE(slow.took, 9600ms);  // 80 % of the attempt's 12 s
  EXPECT_LT(slow.took, 9700ms);
  auto eager = test::gateway_file(source + "/scenarios/gateways/tuned.json");
  eager.providers.front().timeouts.unary_headers = 100ms;
  const auto row = test::verify_row(source, "healthy-slow-unary");
  EXPECT_FALSE(measured(eager, row, Shape::unary).degraded);  // it gets what it declares
}

TEST(Verify, ProvidersOfAnyNameAndDialectStandForThoseOfTheFile) {
  auto gateway = test::gateway_file(source + "/scenarios/gateways/tuned.json");
  std::swap(gateway.chain.front(), gateway.chain.back());
  const Measurement got = measured(gateway, test::verify_row(source, "503"), Shape::streamed);
  EXPECT_EQ(trail(got), "anthropic/a 503, anthropic/a 503, openai/a 200");
}

TEST(Verify, OneMeasurementIsTheSameWheneverItIsMade) {
  const Measurement one = measured("untuned", "500", Shape::unary);
  const Measurement two = measured("untuned", "500", Shape::unary);
  ASSERT_EQ(one.tries.size(), two.tries.size());
  for (std::size_t at = 0; at < one.tries.size(); ++at) {
    EXPECT_EQ(one.tries[at].at, two.tries[at].at);
  }
}

/// The whole pack on one config: judged by what it declares, or by a contract.
verdict::Matrix verified(const gateway::Options& gateway, const verdict::Contract* contract) {
  verdict::Matrix matrix;
  std::vector<rig::Trial> trials;
  std::vector<rig::Row> rows;
  for (const rig::Row& row : test::verify_pack(source)) {
    for (const Shape shape : {Shape::unary, Shape::streamed}) {
      if (kind_of(row, shape)) {
        trials.push_back(rig::make_trial(row, shape, rig::gateway_arm(gateway), Seed(1)));
        rows.push_back(row);
      }
    }
  }
  const auto played = rig::play_trials(rig::Kind::simulated, trials);
  for (std::size_t at = 0; at < trials.size(); ++at) {
    verdict::MatrixCell cell = rig::make_cell(rows[at], trials[at], played[at]);
    if (contract != nullptr) {
      const auto facts = rig::facts_of(trials[at], played[at]);
      judge_by_contract(cell, *contract, facts, verdict::summarise(facts, played[at].records));
    } else {
      judge_by_config(cell);
    }
    matrix.cells.push_back(std::move(cell));
  }
  return matrix;
}

/// `stall, unary: hangs …`, one a line.
std::string broken(const verdict::Matrix& matrix) {
  std::string text;
  for (const verdict::MatrixCell& cell : matrix.cells) {
    for (const verdict::Finding& finding : cell.findings) {
      if (finding.standing == verdict::Standing::broken ||
          finding.standing == verdict::Standing::unclear) {
        text += report::cell_name(cell) + ": " + finding.sentence + '\n';
      }
    }
  }
  return text;
}

gateway::Options shipped(const char* name) {
  return test::gateway_file(fmt::format("{}/scenarios/gateways/{}.json", source, name));
}

TEST(VerifyPack, TheTunedGatewayKeepsItsWord) {
  EXPECT_EQ(broken(verified(shipped("tuned"), nullptr)), "");
}

TEST(VerifyPack, TheUntunedGatewayHangsWhereNothingEndsASilence) {
  const verdict::Matrix matrix = verified(shipped("untuned"), nullptr);
  EXPECT_EQ(verdict::exit_code(matrix), 1);
  for (const verdict::MatrixCell& cell : matrix.cells) {
    const bool silent = cell.row.starts_with("silent") || cell.row == "stall" ||
                        cell.row == "blackhole" || (cell.row == "slow-drip" && cell.streamed);
    EXPECT_EQ(cell.standing() == verdict::Standing::broken, silent) << report::cell_name(cell);
  }
}

TEST(VerifyPack, AttemptsAtAShutPortAreNotObservable) {
  for (const char* row : {"refused", "blackhole"}) {
    const Measurement got = measured("tuned", row, Shape::streamed);
    EXPECT_EQ(trail(got), "anthropic/a 200") << row;
    EXPECT_EQ(got.answered_by, "anthropic") << row;
  }
  // refused: one retry after at most 0.2 s; black hole: the connect limit, 1 s
  EXPECT_LT(measured("tuned", "refused", Shape::unary).took, 300ms);
  EXPECT_GE(measured("tuned", "blackhole", Shape::unary).took, 1s);
  EXPECT_LT(measured("tuned", "blackhole", Shape::unary).took, 1100ms);
  const verdict::Matrix matrix = verified(shipped("tuned"), nullptr);
  EXPECT_EQ(verdict::tally(matrix).not_observable, 4U);
  EXPECT_EQ(verdict::exit_code(matrix), 0);
}

TEST(VerifyPack, AClientThatLeavesStopsTheProvider) {
  const Measurement got = measured("tuned", "client-leaves", Shape::streamed);
  EXPECT_EQ(got.outcome, record::Outcome::left);
  EXPECT_EQ(got.upstream, verdict::Upstream::stopped);
  EXPECT_LT(got.stopped_after, 100ms);
}

TEST(VerifyPack, AnImpatientGatewayIsCaughtByTheControls) {
  // It declares 4 s, and is asked for 3.2 s; what it really obeys is 1 s.
  const rig::Row row = test::verify_row(source, "healthy-slow-unary");
  gateway::Options declares = shipped("tuned");
  rig::Trial trial = rig::make_trial(row, Shape::unary, rig::gateway_arm(declares), Seed(1));
  for (gateway::Provider& provider : trial.options.arms.front().gateway.providers) {
    provider.timeouts.unary_headers = 1s;
  }
  const std::vector<rig::Trial> trials = {trial};
  const auto played = rig::play_trials(rig::Kind::simulated, trials);
  verdict::MatrixCell cell = rig::make_cell(row, trial, played.front());
  judge_by_config(cell);
  verdict::Matrix matrix;
  matrix.cells.push_back(cell);
  EXPECT_NE(broken(matrix).find("leaves a healthy provider for anthropic"), std::string::npos)
      << broken(matrix);
}

TEST(VerifyPack, AGatewayThatWaitsLongerThanItSaysIsAFinding) {
  const rig::Row row = test::verify_row(source, "silent-headers");
  rig::Trial trial =
      rig::make_trial(row, Shape::streamed, rig::gateway_arm(shipped("tuned")), Seed(1));
  for (gateway::Provider& provider : trial.options.arms.front().gateway.providers) {
    provider.timeouts.headers = 12s;
  }
  const std::vector<rig::Trial> trials = {trial};
  const auto played = rig::play_trials(rig::Kind::simulated, trials);
  verdict::MatrixCell cell = rig::make_cell(row, trial, played.front());
  cell.declared = rig::declared(shipped("tuned"), row, Shape::streamed);
  judge_by_config(cell);
  verdict::Matrix matrix;
  matrix.cells.push_back(cell);
  EXPECT_NE(broken(matrix).find("says 4.00 s until the fallback, waits 12.00 s"), std::string::npos)
      << broken(matrix);
}

TEST(VerifyPack, AContractWrittenAndReadAgainHolds) {
  for (const char* config : {"tuned", "untuned"}) {
    const gateway::Options gateway = shipped(config);
    const std::string draft = draft_contract(verified(gateway, nullptr));
    std::vector<std::string> names;
    for (const rig::Row& row : test::verify_pack(source)) {
      names.push_back(row.name);
    }
    config::Findings findings;
    const auto contract =
        config::parse_contract("contract.yaml", draft, names, {"openai", "anthropic"}, findings);
    ASSERT_TRUE(contract) << to_line(findings.problems.front()) << draft;
    EXPECT_EQ(broken(verified(gateway, &*contract)), "") << config;
  }
}

TEST(VerifyPack, AContractThatIsTooTightFails) {
  config::Findings findings;
  const auto contract = config::parse_contract(
      "contract.yaml", "expect: {\"429\": [\"attempts.max <= 2\"], no fault: [\"degraded == 0\"]}",
      {"429"}, {}, findings);
  const std::string said = broken(verified(shipped("tuned"), &contract.value()));
  EXPECT_EQ(said,
            "429, unary: attempts.max <= 2: saw 3\n429, streamed: attempts.max <= 2: saw 3\n");
}

TEST(VerifyPack, ASecondProviderThatIsNotThereMakesARowUnfit) {
  rig::Row row = test::verify_row(source, "503");
  row.scenario.experiments.front().faults.front().into = {1};
  gateway::Options alone = shipped("tuned");
  alone.chain.resize(1);
  std::erase_if(alone.providers, [&](const gateway::Provider& provider) {
    return provider.name != alone.chain.front().provider;
  });
  EXPECT_EQ(rig::make_trial(row, Shape::unary, rig::gateway_arm(alone), Seed(1)).unfit,
            "the config has too few providers for it");
}

/// A row against a gateway that ran before, so that it is probed first.
verdict::MatrixCell probed(const gateway::Options& gateway, const rig::Row& row) {
  rig::Trial trial = rig::make_trial(row, Shape::unary, rig::gateway_arm(gateway), Seed(1));
  trial.probed = true;
  trial.patience = 3s;
  const std::vector<rig::Trial> trials = {trial};
  const auto played = rig::play_trials(rig::Kind::simulated, trials);
  verdict::MatrixCell cell = rig::make_cell(row, trial, played.front());
  judge_by_config(cell);
  return cell;
}

TEST(VerifyProbe, ARowIsPlayedWhenTheFirstChoiceIsWell) {
  const verdict::MatrixCell cell = probed(shipped("tuned"), test::verify_row(source, "503"));
  EXPECT_EQ(cell.standing(), verdict::Standing::held) << cell.why_not;
  EXPECT_EQ(cell.measured.value_or(Measurement{}).tries.size(), 3U);  // the probe's is another's
}

TEST(VerifyProbe, ElseNothingIsMeasured) {
  rig::Row row = test::verify_row(source, "503");
  row.providers.front().first_token = {20s, 20s};  // never answers in time
  const verdict::MatrixCell cell = probed(shipped("tuned"), row);
  EXPECT_EQ(cell.standing(), verdict::Standing::unclear);
  EXPECT_FALSE(cell.measured);
  EXPECT_EQ(cell.why_not,
            "openai answered no healthy request in 3s (1 sent, the last one was answered by "
            "anthropic)");
}

TEST(VerifyProbe, WhatLeavesTracesInAGatewayIsPlayedLast) {
  const gateway::Options gateway = shipped("tuned");
  const auto turn = [&](const char* name) {
    const rig::Row row = test::verify_row(source, name);
    const Shape shape = kind_of(row, Shape::unary) ? Shape::unary : Shape::streamed;
    return rig::make_trial(row, shape, rig::gateway_arm(gateway), Seed(1)).turn;
  };
  EXPECT_LT(turn("healthy"), turn("503"));
  EXPECT_EQ(turn("503"), turn("stall"));
  EXPECT_LT(turn("stall"), turn("429"));
  EXPECT_EQ(turn("429"), turn("429-no-hint"));
  for (const char* name : {"401", "402", "404"}) {
    EXPECT_LT(turn("429"), turn(name)) << name;
  }
}

}  // namespace
}  // namespace gameday
