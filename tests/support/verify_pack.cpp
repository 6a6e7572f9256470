#include "support/verify_pack.hpp"

#include <algorithm>
#include <filesystem>

#include <gtest/gtest.h>

#include "config/gateway.hpp"
#include "config/scenario.hpp"

namespace gameday::test {
namespace {

std::string told(const config::Findings& findings) {
  std::string text;
  for (const Problem& problem : findings.problems) {
    text += problem.file + ' ' + problem.path + ": " + problem.what + '\n';
  }
  return text;
}

}  // namespace

std::vector<rig::Row> verify_pack(const std::string& source) {
  config::Overrides overrides;
  overrides.arms_apart = true;
  std::vector<rig::Row> rows;
  for (const auto& entry : std::filesystem::directory_iterator(source + "/scenarios/verify")) {
    config::Findings findings;
    const auto day = config::read_game_day(entry.path().string(), overrides, {}, findings);
    EXPECT_TRUE(day) << told(findings);
    if (!day) {
      continue;
    }
    auto row = rig::make_row(entry.path().stem().string(), day->scenario, day->rig.providers);
    EXPECT_TRUE(row) << entry.path() << ": " << row.problem;
    if (row) {
      rows.push_back(*std::move(row.value));
    }
  }
  std::ranges::sort(rows, {}, &rig::Row::name);
  return rows;
}

rig::Row verify_row(const std::string& source, const std::string& name) {
  for (rig::Row& row : verify_pack(source)) {
    if (row.name == name) {
      return std::move(row);
    }
  }
  ADD_FAILURE() << "the pack has no row " << name;
  return {};
}

gateway::Options gateway_file(const std::string& path) {
  config::Findings findings;
  auto options = config::read_gateway(path, {}, findings);
  EXPECT_TRUE(options) << told(findings);
  return options.value_or(gateway::Options{});
}

}  // namespace gameday::test
