// Shares are exact: an attempt is hit by the injection in whose slice its draw lies, and by no
// other; counted, they come out as binomial as they should.
#include <cmath>

#include <gtest/gtest.h>

#include "faults/plan.hpp"

namespace gameday::faults {
namespace {

constexpr std::uint32_t many = 100'000;

Injection sharing(std::string name, Ratio share, std::optional<Per> per = {}) {
  Injection injection;
  injection.name = std::move(name);
  injection.selectors.share = share;
  injection.selectors.per = per;
  return injection;
}

AttemptFacts attempt(std::uint32_t ordinal, std::uint32_t nth = 0) {
  AttemptFacts facts;
  facts.ordinal = ordinal;
  facts.nth = nth;
  return facts;
}

std::string name_of(const Decision& decision) {
  return decision.hit == nullptr ? std::string() : decision.hit->name;
}

// The draw is the documented hash, so it can be made here again: u = hash / 2^64 as a fraction.
TEST(Slices, FollowTheDocumentedHash) {
  const Seed seed(7);
  FaultLedger ledger;
  const FaultPlan plan({sharing("a", {3, 10}), sharing("b", {1, 2})}, seed, "storm", "openai");
  for (std::uint32_t ordinal = 0; ordinal < many; ++ordinal) {
    const std::uint64_t drawn =
        seed.hash("fault/share", std::string_view("storm"), std::string_view("openai"),
                  std::string_view("attempt"), std::uint64_t{ordinal}, std::uint64_t{0});
    const std::string expected = falls_below(drawn, {3, 10})  ? "a"
                                 : falls_below(drawn, {4, 5}) ? "b"
                                                              : "";
    ASSERT_EQ(name_of(plan.decide(attempt(ordinal), ledger)), expected) << ordinal;
  }
}

TEST(Slices, CountWithinBinomialBounds) {
  for (const std::uint64_t seed : {1U, 2U, 3U}) {
    std::vector<Injection> list;
    list.push_back(sharing("a", {1, 100}));
    list.push_back(sharing("b", {1, 3}));
    list.push_back(sharing("c", {1, 2}));
    const FaultPlan plan(std::move(list), Seed(seed), "storm", "openai");
    FaultLedger ledger;
    for (std::uint32_t ordinal = 0; ordinal < many; ++ordinal) {
      plan.decide(attempt(ordinal), ledger);
    }
    for (const auto& [name, share] : {std::pair("a", 0.01), {"b", 1.0 / 3}, {"c", 0.5}}) {
      const double matched = static_cast<double>(ledger.by_name().at(name).matched);
      const double deviation = std::sqrt(many * share * (1 - share));
      EXPECT_LT(std::abs(matched - many * share), 4.5 * deviation) << name << ' ' << seed;
    }
  }
}

TEST(Slices, NeverAndAlways) {
  const FaultPlan never({sharing("a", {0, 1})}, Seed(1), "storm", "openai");
  const FaultPlan always({sharing("a", {1, 3}), sharing("b", {2, 3})}, Seed(1), "storm", "openai");
  FaultLedger ledger;
  std::uint32_t missed = 0;
  for (std::uint32_t ordinal = 0; ordinal < many; ++ordinal) {
    ASSERT_EQ(never.decide(attempt(ordinal), ledger).hit, nullptr);
    missed += always.decide(attempt(ordinal), ledger).hit == nullptr;
  }
  EXPECT_EQ(missed, 0U);  // thirds lose 2^-64 of the whole at most
}

// Those whose counter does not hold keep their slice: nobody else moves into it.
TEST(Slices, ACounterDoesNotMoveItsNeighbours) {
  Injection counted = sharing("a", {3, 10});
  counted.selectors.first = 100;
  const FaultPlan with({counted, sharing("b", {3, 10})}, Seed(5), "storm", "openai");
  const FaultPlan without({sharing("a", {3, 10}), sharing("b", {3, 10})}, Seed(5), "storm",
                          "openai");
  FaultLedger left;
  FaultLedger right;
  for (std::uint32_t ordinal = 0; ordinal < 2'000; ++ordinal) {
    const std::string one = name_of(with.decide(attempt(ordinal), left));
    const std::string other = name_of(without.decide(attempt(ordinal), right));
    EXPECT_EQ(one == "b", other == "b") << ordinal;
    EXPECT_TRUE(one != "a" || other == "a") << ordinal;
  }
  EXPECT_LT(left.by_name().at("a").matched, 100U);  // counted before the draw
  EXPECT_GT(left.by_name().at("a").matched, 0U);
}

// One whose static selectors do not hold owns no slice for that attempt.
TEST(Slices, AnotherModelTakesNoSlice) {
  Injection other = sharing("a", {3, 10});
  other.selectors.models = {"o3*"};
  const FaultPlan both({other, sharing("b", {3, 10})}, Seed(5), "storm", "openai");
  const FaultPlan alone({sharing("b", {3, 10})}, Seed(5), "storm", "openai");
  FaultLedger ledger;
  for (std::uint32_t ordinal = 0; ordinal < 2'000; ++ordinal) {
    AttemptFacts facts = attempt(ordinal);
    facts.model = "gpt-4o";
    EXPECT_EQ(name_of(both.decide(facts, ledger)), name_of(alone.decide(facts, ledger)));
    facts.model = "o3-mini";
    EXPECT_EQ(name_of(both.decide(facts, ledger)) == "a",
              name_of(alone.decide(facts, ledger)) == "b");
  }
}

TEST(Slices, WholeCellsShareAFate) {
  for (const Per per : {Per::key, Per::model, Per::connection, Per::proxy}) {
    const FaultPlan plan({sharing("a", {1, 2}, per)}, Seed(3), "storm", "openai");
    FaultLedger ledger;
    std::map<std::uint64_t, std::string> fates;
    std::uint32_t hits = 0;
    for (std::uint32_t ordinal = 0; ordinal < 4'000; ++ordinal) {
      const std::uint64_t cell = per == Per::proxy ? 0 : ordinal % 200;
      const std::string text = std::to_string(cell);
      AttemptFacts facts = attempt(ordinal);
      facts.key_sha = text;
      facts.model = text;
      facts.connection = cell;
      const std::string fate = name_of(plan.decide(facts, ledger));
      EXPECT_EQ(fates.emplace(cell, fate).first->second, fate);
      hits += fate == "a";
    }
    if (per != Per::proxy) {
      EXPECT_NEAR(hits, 2'000, 600);  // 200 cells: 4 deviations are 28 of them
    }
  }
}

}  // namespace
}  // namespace gameday::faults
