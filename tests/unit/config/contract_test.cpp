#include "config/contract.hpp"

#include <gtest/gtest.h>

namespace gameday::config {
namespace {

const std::vector<std::string> rows = {"429", "503", "silent-headers", "healthy"};
const std::vector<std::string> providers = {"openai", "anthropic"};

struct Read {
  std::optional<verdict::Contract> contract;
  std::string problems;
};

Read read(const std::string& text) {
  Findings findings;
  Read out;
  out.contract = parse_contract("contract.yaml", text, rows, providers, findings);
  for (const Problem& problem : findings.problems) {
    out.problems += to_line(problem) + '\n';
  }
  return out;
}

TEST(ContractFile, TheExampleIsRead) {
  const Read got = read(
      "expect: {every failure: [\"attempts.max <= 4\", \"truncated == 0\"],\n"
      "  \"429\": [\"attempts.max <= 3\"], silent headers: [\"failover.max <= 4.3s\"],\n"
      "  no fault: [\"degraded == 0\"]}\n");
  ASSERT_TRUE(got.contract) << got.problems;
  const auto& clauses = got.contract->clauses;
  ASSERT_EQ(clauses.size(), 5U);
  EXPECT_EQ(clauses[0].of, verdict::Clause::Of::every_failure);
  EXPECT_EQ(clauses[2].row, "429");
  EXPECT_EQ(clauses[3].row, "silent-headers");  // as the file is called
  EXPECT_EQ(clauses[3].expectation.metric, verdict::Metric::failover_max);
  EXPECT_EQ(clauses[4].of, verdict::Clause::Of::no_fault);
}

TEST(ContractFile, OneCheckNeedsNoList) {
  const Read got = read("contract: 1\nexpect: {503: attempts.max <= 4}\n");
  ASSERT_TRUE(got.contract) << got.problems;
  EXPECT_EQ(got.contract->clauses.size(), 1U);
}

TEST(ContractFile, EveryMistakeIsToldWithItsPlace) {
  const Read got = read(
      "contract: 2\n"
      "expected: {}\n"
      "expect:\n"
      "  silent headrs: [\"failover.max <= 4.3s\"]\n"
      "  every failur: [\"failed == 0\"]\n"
      "  \"503\": [\"p95 < 3s\", \"attempts.max <= two\", \"served_by.opnai == 0\"]\n"
      "  \"429\": []\n"
      "  healthy: {a: b}\n");
  EXPECT_FALSE(got.contract);
  for (
      const char* line :
      {"contract.yaml:1:11: contract: version 2 of the format is not known here; write contract: 1",
       "contract.yaml:2:1: expected: unknown key; did you mean \"expect\"?",
       "contract.yaml:4:3: expect.silent headrs: the pack has no row \"silent headrs\"; did you "
       "mean \"silent-headers\"?",
       "contract.yaml:5:3: expect.every failur: the pack has no row \"every failur\"; did you mean "
       "\"every failure\"?",
       "contract.yaml:6:11: expect.503[0]: a row is one request of each shape, which has no "
       "percentile; write max instead of pNN",
       "expect.503[1]: \"two\" is not a whole number; write 3",
       "expect.503[2]: there is no provider \"opnai\"; did you mean \"openai\"?",
       "expect.429: takes 1 to 64 checks, such as [\"attempts.max <= 4\"]",
       "expect.healthy: takes 1 to 64 checks"}) {
    EXPECT_NE(got.problems.find(line), got.problems.npos) << line << "\nin\n" << got.problems;
  }
}

TEST(ContractFile, WithoutExpectThereIsNothingToHold) {
  EXPECT_FALSE(read("contract: 1\n").contract);
  EXPECT_FALSE(read("").contract);
  EXPECT_FALSE(read("expect: {}\n").contract);
}

TEST(ContractFile, LongNamesAreRefused) {
  const Read got = read("expect: {\"" + std::string(1000, 'x') + "\": [\"failed == 0\"]}\n");
  EXPECT_FALSE(got.contract);
  EXPECT_NE(got.problems.find("the pack has no row"), got.problems.npos);
  EXPECT_FALSE(read("expect: {\"" + std::string(10'000, 'x') + "\": []}\n").contract);
}

}  // namespace
}  // namespace gameday::config
