// Counters fix how many are hit, whatever comes in between.
#include <algorithm>
#include <set>

#include <gtest/gtest.h>

#include "faults/plan.hpp"

namespace gameday::faults {
namespace {

Injection counted(std::optional<Per> per = {}) {
  Injection injection;
  injection.name = "counted";
  injection.selectors.per = per;
  return injection;
}

FaultPlan plan_of(Injection injection) {
  std::vector<Injection> list;
  list.push_back(std::move(injection));
  return FaultPlan(std::move(list), Seed(7), "storm", "openai");
}

bool hits(const FaultPlan& plan, const AttemptFacts& facts, FaultLedger& ledger) {
  return plan.decide(facts, ledger).hit != nullptr;
}

std::string pattern(const Selectors& selectors, int length) {
  Injection injection = counted();
  injection.selectors = selectors;
  const FaultPlan plan = plan_of(std::move(injection));
  FaultLedger ledger;
  std::string text;
  for (int i = 0; i < length; ++i) {
    text += hits(plan, AttemptFacts(), ledger) ? 'x' : '.';
  }
  return text;
}

TEST(Counters, HoldAtTheirPlaces) {
  Selectors selectors;
  selectors.first = 3;
  EXPECT_EQ(pattern(selectors, 8), "xxx.....");
  selectors.skip = 2;
  EXPECT_EQ(pattern(selectors, 8), "..xxx...");
  selectors.first.reset();
  EXPECT_EQ(pattern(selectors, 8), "..xxxxxx");
  selectors.every = 3;
  EXPECT_EQ(pattern(selectors, 12), "....x..x..x.");
  selectors = {};
  selectors.sequence = {true, true, false};
  EXPECT_EQ(pattern(selectors, 8), "xx.xx.xx");
}

// {sequence: [fail, fail, pass], per: request} is the exact proof of a retry ceiling: under any
// interleaving each request fails twice and then passes.
TEST(Counters, ASequencePerRequestIsExactUnderAnyInterleaving) {
  Injection injection = counted(Per::request);
  injection.selectors.sequence = {true, true, false};
  const FaultPlan plan = plan_of(injection);
  EXPECT_TRUE(plan.needs_body());
  Rng rng(42);
  for (int round = 0; round < 50; ++round) {
    std::vector<std::uint32_t> order;
    for (std::uint32_t ordinal = 0; ordinal < 20; ++ordinal) {
      order.insert(order.end(), 3, ordinal);
    }
    for (std::size_t i = order.size() - 1; i > 0; --i) {
      std::swap(order[i], order[rng.below(i + 1)]);
    }
    FaultLedger ledger;
    std::map<std::uint32_t, std::string> fates;
    for (const std::uint32_t ordinal : order) {
      AttemptFacts facts;
      facts.ordinal = ordinal;
      facts.nth = static_cast<std::uint32_t>(fates[ordinal].size());
      fates[ordinal] += hits(plan, facts, ledger) ? 'x' : '.';
    }
    for (const auto& [ordinal, fate] : fates) {
      EXPECT_EQ(fate, "xx.") << ordinal;
    }
  }
}

TEST(Counters, OnlyThoseThatReachThemAreCounted) {
  Injection above = counted();
  above.name = "above";
  above.selectors.models = {"o3"};
  Injection injection = counted();
  injection.selectors.first = 2;
  injection.selectors.methods = {"POST"};
  const FaultPlan plan({above, injection}, Seed(7), "storm", "openai");
  FaultLedger ledger;
  AttemptFacts post;
  post.method = "POST";
  AttemptFacts get = post;
  get.method = "GET";
  AttemptFacts taken = post;
  taken.model = "o3";
  for (int i = 0; i < 5; ++i) {
    EXPECT_FALSE(hits(plan, get, ledger));   // fails a static selector: not counted
    EXPECT_TRUE(hits(plan, taken, ledger));  // the one above has it: not counted
  }
  EXPECT_TRUE(hits(plan, post, ledger));
  EXPECT_TRUE(hits(plan, post, ledger));
  EXPECT_FALSE(hits(plan, post, ledger));
  EXPECT_EQ(ledger.by_name().at("counted").seen, 8U);
}

TEST(Counters, TheyOutliveThePlan) {
  Injection injection = counted();
  injection.selectors.first = 2;
  FaultLedger ledger;
  const Decision first = plan_of(injection).decide(AttemptFacts(), ledger);
  EXPECT_EQ(first.turn, 0U);
  const FaultPlan again = plan_of(injection);
  const Decision second = again.decide(AttemptFacts(), ledger);
  EXPECT_NE(second.hit, nullptr);
  EXPECT_EQ(second.turn, 1U);
  EXPECT_EQ(again.decide(AttemptFacts(), ledger).hit, nullptr);
}

TEST(Counters, EachKeyHasItsOwnCountAndUnmarkedRequestsToo) {
  Injection by_key = counted(Per::key);
  by_key.selectors.first = 1;
  const FaultPlan keys = plan_of(by_key);
  FaultLedger ledger;
  AttemptFacts facts;
  for (const std::string_view key : {"aa", "bb", ""}) {
    facts.key_sha = key;
    EXPECT_TRUE(hits(keys, facts, ledger)) << key;
    EXPECT_FALSE(hits(keys, facts, ledger)) << key;
  }
  Injection by_request = counted(Per::request);
  by_request.name = "requests";
  by_request.selectors.first = 1;
  const FaultPlan requests = plan_of(by_request);
  EXPECT_TRUE(hits(requests, AttemptFacts(), ledger));
  EXPECT_TRUE(hits(requests, AttemptFacts(), ledger));  // no marker: another request
  EXPECT_EQ(ledger.cells("requests").size(), 0U);
}

TEST(Counters, ABucketLetsItsRatePass) {
  Injection injection = counted();
  injection.selectors.above_rate = AboveRate{PerSecond{5'000'000}, 5};
  const FaultPlan plan = plan_of(injection);
  FaultLedger ledger;
  Rng rng(11);
  AttemptFacts facts;
  std::uint64_t passed = 0;
  for (std::uint64_t i = 0; i < 20'000; ++i) {
    facts.now += std::chrono::microseconds(rng.below(100'000));
    const Decision decision = plan.decide(facts, ledger);
    passed += decision.hit == nullptr;
    // Never more than the burst and what the rate has brought since.
    const double brought = 5 + 5 * to_seconds(facts.now - run_start);
    ASSERT_LE(static_cast<double>(passed), brought);
    if (decision.hit != nullptr) {  // refused exactly until the next token
      ASSERT_GT(*decision.next_token, 0s);
      ASSERT_LE(*decision.next_token, 200ms);
    }
  }
  // 50 ms between two on average is four times the rate, so nearly all of it was used.
  EXPECT_GT(static_cast<double>(passed), 5 * to_seconds(facts.now - run_start) * 0.98);
}

TEST(Counters, TheNextTokenIsThereWhenItWasPromised) {
  TokenBucket bucket;
  const PerSecond rate{3'000'000};
  EXPECT_TRUE(bucket.take(rate, 1, run_start));
  EXPECT_FALSE(bucket.take(rate, 1, run_start + 1ms));
  const Duration wait = bucket.next_token(rate);
  EXPECT_FALSE(bucket.take(rate, 1, run_start + 1ms + wait - 1ns));
  EXPECT_TRUE(bucket.take(rate, 1, run_start + 1ms + wait));
}

TEST(Cells, TheOldestGoesWhenThereAreTooMany) {
  Cells cells(3);
  for (std::uint64_t number = 1; number <= 10; ++number) {
    ++cells.of({number, {}}).counted;
    ++cells.of({0, std::to_string(number)}).counted;
  }
  EXPECT_EQ(cells.size(), 6U);
  EXPECT_EQ(cells.of({10, {}}).counted, 1U);
  EXPECT_EQ(cells.of({1, {}}).counted, 0U);
}

}  // namespace
}  // namespace gameday::faults
