#include "faults/plan.hpp"

#include <algorithm>
#include <set>

#include <gtest/gtest.h>

namespace gameday::faults {
namespace {

constexpr std::uint32_t many = 20'000;

Injection with_share(std::string name, std::optional<Ratio> share, Per per = Per::attempt) {
  Injection injection;
  injection.name = std::move(name);
  injection.selectors.share = share;
  injection.selectors.per = per;
  injection.deed.respond.emplace();
  injection.deed.respond->status = 503;
  return injection;
}

FaultPlan plan_of(std::vector<Injection> list, std::uint64_t seed = 7) {
  return FaultPlan(std::move(list), Seed(seed), "hard 503s", "openai");
}

AttemptFacts attempt(std::uint32_t ordinal, std::uint32_t nth = 0, std::uint64_t arrival = 1) {
  AttemptFacts facts;
  facts.arrival = arrival;
  facts.ordinal = ordinal;
  facts.nth = nth;
  return facts;
}

std::string hit(const FaultPlan& plan, const AttemptFacts& facts, FaultLedger& ledger) {
  const Decision decision = plan.decide(facts, ledger);
  return decision.hit != nullptr ? decision.hit->name : std::string();
}

std::map<std::string, std::set<std::uint32_t>> hits(const FaultPlan& plan) {
  std::map<std::string, std::set<std::uint32_t>> by_name;
  FaultLedger ledger;
  for (std::uint32_t ordinal = 0; ordinal < many; ++ordinal) {
    by_name[hit(plan, attempt(ordinal), ledger)].insert(ordinal);
  }
  return by_name;
}

TEST(Plan, SharesAreSlicesOfOneDraw) {
  const auto both = hits(plan_of({with_share("a", Ratio{3, 10}), with_share("b", Ratio{1, 2})}));
  // 20,000 draws: the standard deviation is below 0.36 %, so 1.5 % is more than four of them.
  EXPECT_NEAR(static_cast<double>(both.at("a").size()) / many, 0.3, 0.015);
  EXPECT_NEAR(static_cast<double>(both.at("b").size()) / many, 0.5, 0.015);
  EXPECT_NEAR(static_cast<double>(both.at("").size()) / many, 0.2, 0.015);
  // The first slice is the same whatever follows it, and both together are one slice of 80 %.
  EXPECT_EQ(hits(plan_of({with_share("a", Ratio{3, 10})})).at("a"), both.at("a"));
  EXPECT_EQ(hits(plan_of({with_share("c", Ratio{4, 5})})).at(""), both.at(""));
}

TEST(Plan, ZeroIsNeverAndTheWholeIsAlways) {
  const auto zero = hits(plan_of({with_share("zero", Ratio{0, 1})}));
  EXPECT_EQ(zero.count("zero"), 0U);
  const auto all = hits(plan_of({with_share("all", Ratio{1, 1})}));
  EXPECT_EQ(all.at("all").size(), many);
  const auto beyond = hits(plan_of({with_share("all", Ratio{1, 1}), with_share("b", Ratio{1, 2})}));
  EXPECT_EQ(beyond.count("b"), 0U);
  EXPECT_EQ(hits(FaultPlan()).at("").size(), many);
}

TEST(Plan, AnInjectionWithoutShareTakesNoSlice) {
  const auto list =
      hits(plan_of({with_share("a", Ratio{3, 10}), with_share("rest", std::nullopt)}));
  EXPECT_EQ(list.at("a"), hits(plan_of({with_share("a", Ratio{3, 10})})).at("a"));
  EXPECT_EQ(list.at("rest").size(), many - list.at("a").size());
}

TEST(Plan, OrderOfArrivalChangesNothingForMarkedAttempts) {
  const FaultPlan plan = plan_of({with_share("a", Ratio{1, 3}), with_share("b", Ratio{1, 3})});
  std::vector<std::uint32_t> order(1'000);
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  FaultLedger first;
  std::vector<std::string> expected;
  for (const std::uint32_t ordinal : order) {
    expected.push_back(hit(plan, attempt(ordinal, 1, ordinal), first));
  }
  Rng rng(99);
  for (std::size_t i = order.size() - 1; i > 0; --i) {
    std::swap(order[i], order[rng.below(i + 1)]);
  }
  FaultLedger second;
  std::uint64_t arrival = 5'000;
  for (const std::uint32_t ordinal : order) {
    EXPECT_EQ(hit(plan, attempt(ordinal, 1, ++arrival), second), expected[ordinal]);
  }
  EXPECT_EQ(first.by_name(), second.by_name());
}

TEST(Plan, PerRequestDropsTheTryAndPerAttemptDoesNot) {
  const FaultPlan request = plan_of({with_share("r", Ratio{1, 2}, Per::request)});
  const FaultPlan each = plan_of({with_share("a", Ratio{1, 2})});
  FaultLedger ledger;
  std::uint32_t differ = 0;
  for (std::uint32_t ordinal = 0; ordinal < 1'000; ++ordinal) {
    const auto first = hit(request, attempt(ordinal, 0), ledger);
    EXPECT_EQ(first, hit(request, attempt(ordinal, 1), ledger));
    differ += hit(each, attempt(ordinal, 0), ledger) != hit(each, attempt(ordinal, 1), ledger);
  }
  EXPECT_NEAR(differ, 500, 80);
}

TEST(Plan, WithoutAMarkerTheArrivalDecides) {
  const FaultPlan plan = plan_of({with_share("a", Ratio{1, 2})});
  FaultLedger ledger;
  std::uint32_t hit_count = 0;
  for (std::uint64_t arrival = 1; arrival <= 1'000; ++arrival) {
    AttemptFacts facts;
    facts.arrival = arrival;
    facts.nth = static_cast<std::uint32_t>(arrival % 3);  // says nothing without an ordinal
    hit_count += plan.decide(facts, ledger).hit != nullptr;
  }
  EXPECT_NEAR(hit_count, 500, 80);
}

TEST(Plan, SeedExperimentAndProviderDrawApartNamesDoNot) {
  const auto base = hits(plan_of({with_share("a", Ratio{1, 2})}));
  EXPECT_EQ(hits(plan_of({with_share("other", Ratio{1, 2})})).at("other"), base.at("a"));
  EXPECT_NE(hits(plan_of({with_share("a", Ratio{1, 2})}, 8)).at("a"), base.at("a"));
  const FaultPlan elsewhere({with_share("a", Ratio{1, 2})}, Seed(7), "hard 503s", "anthropic");
  EXPECT_NE(hits(elsewhere).at("a"), base.at("a"));
  const FaultPlan later({with_share("a", Ratio{1, 2})}, Seed(7), "soft 503s", "openai");
  EXPECT_NE(hits(later).at("a"), base.at("a"));
}

TEST(Ledger, WhatWasSeenAddsUp) {
  const FaultPlan plan = plan_of({with_share("a", Ratio{1, 4}), with_share("b", std::nullopt)});
  FaultLedger ledger;
  for (std::uint32_t ordinal = 0; ordinal < 400; ++ordinal) {
    const std::string name = hit(plan, attempt(ordinal), ledger);
    if (ordinal % 3 == 0) {
      ledger.injected(name);
    } else if (ordinal % 3 == 1) {
      ledger.bypassed(name, "client_left");
    }
    for (const auto& [which, counts] : ledger.by_name()) {
      std::uint64_t bypassed = 0;
      for (const auto& [reason, count] : counts.bypassed) {
        bypassed += count;
      }
      EXPECT_EQ(counts.matched, counts.injected + bypassed + counts.open) << which;
      EXPECT_GE(counts.seen, counts.matched) << which;
    }
  }
  const auto& a = ledger.by_name().at("a");
  const auto& b = ledger.by_name().at("b");
  EXPECT_EQ(a.seen, 400U);
  EXPECT_EQ(b.seen, 400U - a.matched);  // the first match wins, later ones never see it
  EXPECT_EQ(a.matched + b.matched, 400U);
}

}  // namespace
}  // namespace gameday::faults
