#include "scenario/plan.hpp"

#include <set>

#include <gtest/gtest.h>

namespace gameday::scenario {
namespace {

Scenario two_experiments() {
  Scenario scenario;
  scenario.title = "Test";
  scenario.providers = {"openai", "lifeboat"};
  scenario.arms = {{"direct", {0, "gpt-4o-mini"}}};
  scenario.load.rate = PerSecond{8'000'000};
  scenario.load.kinds = {{3, "a", "", std::nullopt, ""}, {1, "b", "", std::nullopt, ""}};
  for (const char* name : {"storm", "tar pit"}) {
    Experiment experiment;
    experiment.name = name;
    PlannedFault fault;
    fault.into = {0};
    fault.injection.name = "rate-limited";
    fault.injection.deed.respond.emplace();
    fault.injection.deed.respond->source = faults::Respond::Source::error;
    fault.injection.deed.respond->text = "rate-limit";
    experiment.faults = {fault};
    scenario.experiments.push_back(experiment);
  }
  return scenario;
}

TEST(Plan, EveryWindowHasItsCountAndOrdinalsRunThrough) {
  const Plan plan = make_plan(two_experiments(), Seed(7));
  ASSERT_EQ(plan.experiments.size(), 2U);
  std::set<std::uint32_t> ordinals;
  for (const PlannedExperiment& experiment : plan.experiments) {
    std::size_t counts[3] = {};
    Duration last{};
    for (const load::Arrival& arrival : experiment.arrivals) {
      ++counts[static_cast<std::size_t>(arrival.window)];
      EXPECT_GE(arrival.at, last);
      last = arrival.at;
      ordinals.insert(arrival.ordinal);
    }
    EXPECT_EQ(counts[0], 40U);
    EXPECT_EQ(counts[1], 320U);
    EXPECT_EQ(counts[2], 120U);
  }
  EXPECT_EQ(ordinals.size(), 960U);
  EXPECT_EQ(*ordinals.rbegin(), 959U);
}

TEST(Plan, FaultsGoOnAndOffInsideTheFaultWindowOffBeforeOn) {
  Scenario scenario = two_experiments();
  PlannedFault second = scenario.experiments[0].faults[0];
  scenario.experiments[0].faults[0].length = 10s;
  second.at = 10s;
  scenario.experiments[0].faults.push_back(second);
  const Plan plan = make_plan(scenario, Seed(7));
  const std::vector<Switch> expected = {
      {5s, true, 0}, {15s, false, 0}, {15s, true, 1}, {45s, false, 1}};
  EXPECT_EQ(plan.experiments[0].switches, expected);
}

// Whoever changes this number changes every plan that was ever run: raise canonical's format.
TEST(Plan, GoldenHash) {
  EXPECT_EQ(make_plan(two_experiments(), Seed(7)).hash,
            "1c45cbe1ba33823863ae2e43647a9ef3f01dba45119edf0d7328c3bbd165d0c8");
}

TEST(Plan, TheHashFollowsWhatIsSentAndBrokenAndNothingElse) {
  const Scenario scenario = two_experiments();
  const std::string hash = make_plan(scenario, Seed(7)).hash;
  EXPECT_NE(make_plan(scenario, Seed(8)).hash, hash);

  Scenario other = scenario;
  other.title = "Another title";
  other.arms.push_back({"gateway", {0, "gpt-4o-mini"}});
  EXPECT_EQ(make_plan(other, Seed(7)).hash, hash);

  other = scenario;
  other.experiments[1].faults[0].injection.selectors.share = Ratio{1, 2};
  EXPECT_NE(make_plan(other, Seed(7)).hash, hash);

  other = scenario;
  other.load.kinds[0].prompt = "c";
  EXPECT_NE(make_plan(other, Seed(7)).hash, hash);
}

// Each change of what is broken is another plan, and no two of them are the same one.
const faults::Wait second{1s, {}};

TEST(Plan, TheHashFollowsEveryPartOfAnInjection) {
  using Change = void (*)(faults::Injection&);
  const Change changes[] = {
      [](faults::Injection&) {},
      [](faults::Injection& one) { one.selectors.models = {"gpt-4o*"}; },
      [](faults::Injection& one) { one.selectors.paths = {"gpt-4o*"}; },
      [](faults::Injection& one) { one.selectors.methods = {"POST"}; },
      [](faults::Injection& one) {
        one.selectors.keys = {{"env.A", ""}};
      },
      [](faults::Injection& one) {
        one.selectors.keys = {{"", "9f3c"}};
      },
      [](faults::Injection& one) {
        one.selectors.fields = {{"x-a", "b"}};
      },
      [](faults::Injection& one) {
        one.selectors.fields = {{"x-a", std::nullopt}};
      },
      [](faults::Injection& one) { one.selectors.stream = false; },
      [](faults::Injection& one) { one.selectors.body_over = Bytes{7}; },
      [](faults::Injection& one) { one.selectors.skip = 7; },
      [](faults::Injection& one) { one.selectors.first = 7; },
      [](faults::Injection& one) { one.selectors.every = 7; },
      [](faults::Injection& one) {
        one.selectors.sequence = {true, false};
      },
      [](faults::Injection& one) {
        one.selectors.above_rate = {PerSecond{7}, 1};
      },
      [](faults::Injection& one) {
        one.selectors.above_rate = {PerSecond{7}, 2};
      },
      [](faults::Injection& one) { one.selectors.per = faults::Per::request; },
      [](faults::Injection& one) {
        one.deed.respond->headers = {{"a", "b"}};
      },
      [](faults::Injection& one) { one.deed.respond->dialect = llm::Dialect::anthropic; },
      [](faults::Injection& one) { one.deed.respond->retry_after.raw = {"soon"}; },
      [](faults::Injection& one) { one.deed.delay.emplace().first_event = second; },
      [](faults::Injection& one) { one.deed.delay.emplace().each_event = second; },
      [](faults::Injection& one) {
        one.deed.delay = {{}, faults::Wait{{}, Lognormal<Duration>{1s, 2s}}, {}, {}};
      },
      [](faults::Injection& one) { one.deed.delay.emplace().connect = second; },
      [](faults::Injection& one) { one.deed.read_throttle = Bytes{1}; },
      [](faults::Injection& one) { one.deed.answer.emplace().pad = Bytes{1}; },
      [](faults::Injection& one) { one.deed.inserts = {{}}; },
      [](faults::Injection& one) { one.deed.stalls = {{}}; },
      [](faults::Injection& one) { one.deed.cut = faults::Cut{}; },
      [](faults::Injection& one) {
        one.deed.cut = faults::Cut{{}, faults::Cut::How::fin};
      },
      [](faults::Injection& one) {
        one.deed.cut = faults::Cut{{false, faults::Point::Unit::deltas, 5, {}, {}}, {}};
      }};
  std::set<std::string> hashes;
  for (const Change change : changes) {
    Scenario scenario = two_experiments();
    change(scenario.experiments[0].faults[0].injection);
    hashes.insert(make_plan(scenario, Seed(7)).hash);
  }
  EXPECT_EQ(hashes.size(), std::size(changes));
  Scenario streamed = two_experiments();
  streamed.load.kinds[0].stream = true;
  EXPECT_FALSE(hashes.contains(make_plan(streamed, Seed(7)).hash));
}

TEST(Plan, AddingAnExperimentMovesNoDrawOfTheOthers) {
  Scenario scenario = two_experiments();
  const Plan before = make_plan(scenario, Seed(7));
  scenario.experiments.push_back(scenario.experiments[0]);
  scenario.experiments.back().name = "third";
  const Plan after = make_plan(scenario, Seed(7));
  for (std::size_t index = 0; index < 2; ++index) {
    const auto& left = before.experiments[index].arrivals;
    const auto& right = after.experiments[index].arrivals;
    ASSERT_EQ(left.size(), right.size());
    for (std::size_t place = 0; place < left.size(); ++place) {
      EXPECT_EQ(left[place].at, right[place].at);
      EXPECT_EQ(left[place].kind, right[place].kind);
    }
  }
}

TEST(Plan, TheMarkersRunIsTheHashsFirstFourDigits) {
  const Plan plan = make_plan(two_experiments(), Seed(7));
  EXPECT_EQ(plan.run, std::stoul(plan.hash.substr(0, 4), nullptr, 16));
}

}  // namespace
}  // namespace gameday::scenario
