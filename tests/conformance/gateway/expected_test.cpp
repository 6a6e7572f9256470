// Every row of expected.tsv, played on a gateway with all its defaults in virtual time.

#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "config/scenario.hpp"
#include "rig/verify/measure.hpp"
#include "support/verify_pack.hpp"

namespace gameday {
namespace {

using rig::Shape;
using verdict::Measurement;

const std::string folder = std::string(GAMEDAY_SOURCE_DIR) + "/tests/conformance/";

/// What a caller sees, as a cell of the table says it.
struct Cell {
  std::string end;
  std::optional<std::size_t> attempts;  // none: they cannot be seen
  double seconds = 0;
};

struct Row {
  std::string failure;    // F19
  std::string injection;  // YAML
  std::string cells[2];   // by Shape
};

std::vector<std::string> split(const std::string& line, char by) {
  std::vector<std::string> parts;
  std::istringstream text(line);
  for (std::string part; std::getline(text, part, by);) {
    parts.push_back(part);
  }
  return parts;
}

std::vector<Row> table() {
  std::ifstream file(folder + "expected.tsv");
  std::vector<Row> rows;
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') {
      continue;
    }
    const std::vector<std::string> parts = split(line, '\t');
    EXPECT_TRUE(parts.size() == 5 || parts.size() == 6) << line;
    if (parts.size() == 5) {  // with more of a set-up: not played yet
      rows.push_back({parts[0], parts[1], {parts[2], parts[3]}});
    }
  }
  EXPECT_FALSE(rows.empty());
  return rows;
}

Cell cell_of(const std::string& text) {
  const std::vector<std::string> words = split(text, ' ');
  Cell cell;
  EXPECT_EQ(words.size(), 3U) << text;
  if (words.size() == 3) {
    cell.end = words[0];
    if (words[1] != "?") {
      cell.attempts = std::stoul(words[1]);
    }
    cell.seconds = std::stod(words[2]);
  }
  return cell;
}

/// The failure befalls the primary always; nothing else is wrong.
rig::Row playable(const Row& row) {
  std::string injection = row.injection;
  if (injection.starts_with('{')) {
    injection = injection.substr(1, injection.size() - 2);
  }
  const std::string path = fmt::format("{}/expected-{}.yaml", testing::TempDir(), ::getpid());
  std::ofstream(path) << fmt::format(R"(gameday: 1
title: expected
providers:
  openai:    {{mock: openai, first_token: {{p50: 10ms, p99: 10ms}}, tokens: {{p50: 40, p99: 40}}, tokens_per_second: 2000}}
  anthropic: {{mock: anthropic, first_token: {{p50: 10ms, p99: 10ms}}, tokens: {{p50: 40, p99: 40}}, tokens_per_second: 2000}}
arms:
  gateway: {{gateway: "{}gateway/defaults.json"}}
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
                                     folder, injection);
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

std::string end_of(const Measurement& got) {
  switch (got.outcome) {
    case record::Outcome::ok:
      return got.degraded ? "lifeboat" : "primary";
    case record::Outcome::stream_error:
      return "in-band";
    case record::Outcome::http_4xx:
    case record::Outcome::http_429:
    case record::Outcome::http_5xx:
      return std::to_string(got.status);
    default:
      return record::to_text(got.outcome);
  }
}

double seconds(Duration time) {
  return std::chrono::duration<double>(time).count();
}

std::string told(const Measurement& got) {
  return fmt::format("{} {} {:.3g}", end_of(got), got.tries.size(), seconds(got.took));
}

bool meets(const Measurement& got, const Cell& expected) {
  return end_of(got) == expected.end && seconds(got.took) <= expected.seconds &&
         (!expected.attempts || got.tries.size() <= *expected.attempts);
}

TEST(Expected, IsWhatACallerSees) {
  const gateway::Options gateway = test::gateway_file(folder + "gateway/defaults.json");
  for (const Row& row : table()) {
    const rig::Row played = playable(row);
    for (const Shape shape : {Shape::unary, Shape::streamed}) {
      const std::string& cell = row.cells[static_cast<std::size_t>(shape)];
      if (cell == "-") {
        continue;
      }
      const std::string name =
          fmt::format("{} {} {}", row.failure, rig::to_text(shape), row.injection);
      const auto got = rig::measure_simulated(gateway, played, shape, Seed(1));
      ASSERT_TRUE(got) << name;
      EXPECT_FALSE(got->hang()) << name;
      EXPECT_FALSE(got->silently_broken()) << name << ": " << told(*got);
      EXPECT_TRUE(meets(*got, cell_of(cell)))
          << name << "\n  expected " << cell << ", the caller saw " << told(*got);
    }
  }
}

}  // namespace
}  // namespace gameday
