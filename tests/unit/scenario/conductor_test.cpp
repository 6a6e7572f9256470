// The conductor before a stage of cardboard: what it calls, in which order, at which virtual time.

#include "scenario/conductor.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "record/memory_sink.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::scenario {
namespace {

using Log = std::vector<std::string>;

constexpr std::uint16_t no_way_back = 9;  // a replica that does not start again

/// Plays for as long as the longest arrival takes plus `drain`, or until it is stopped.
class CardboardArm final : public ArmStage {
 public:
  CardboardArm(rt::World& world, Log& log, std::string name, Duration drain, record::Sink* requests)
      : world_(world), log_(log), name_(std::move(name)), drain_(drain), requests_(requests) {}

  rt::awaitable<void> play(std::span<const load::Arrival> arrivals, TimePoint start,
                           const rt::Stop& stop) override {
    start_ = start;
    rt::Bound bound;
    bound.stop = &stop;
    for (const load::Arrival& arrival : arrivals) {
      bound.due = start + arrival.at;
      if (requests_ != nullptr && name_ == "b") {
        co_await rt::sleep(world_, bound);
        fail_one(bound.due);
      }
    }
    bound.due = start + arrivals.back().at + drain_;
    co_await rt::sleep(world_, bound);
    say(stop.requested() ? "load stopped" : "load done");
  }
  rt::awaitable<void> apply(std::uint16_t provider, std::shared_ptr<const faults::FaultPlan> plan,
                            Open open) override {
    if (provider == 0) {
      say(fmt::format("{} faults, {}", plan->list().size(),
                      open == Open::keep ? "keep" : "release"));
    }
    co_return;
  }
  rt::awaitable<std::vector<Audit>> audit() override {
    Audit audit;
    audit.fault = "storm";
    audit.counts.seen = 3;
    std::vector<Audit> audits = {audit};
    co_return audits;
  }
  rt::awaitable<std::string> act(Act act, std::uint16_t replica) override {
    say(fmt::format("{} {}", to_text(act), replica));
    touched_ = true;
    co_return replica == no_way_back&& act == Act::restart ? std::string("no port") : std::string();
  }
  rt::awaitable<std::string> make_whole() override {
    if (touched_) {
      say("whole");
    }
    co_return std::string();
  }
  rt::awaitable<std::string> move_on(std::uint16_t experiment) override {
    say(fmt::format("goes on with {}", experiment));
    co_return std::string();
  }
  rt::awaitable<void> take_down() override {
    say("down");
    co_return;
  }
  std::uint64_t sent() const override { return 0; }

 private:
  void fail_one(TimePoint intended) {
    record::RequestRecord record;
    record.arm = 1;
    record.intended = intended;
    record.ended = world_.now();
    record.outcome = record::Outcome::http_5xx;
    requests_->request(record);
  }
  void say(const std::string& what) {
    const auto seconds = to_seconds(world_.now() - start_);
    log_.push_back(fmt::format("{:.1f} {} {}", seconds, name_, what));
  }
  rt::World& world_;
  Log& log_;
  std::string name_;
  Duration drain_;
  record::Sink* requests_;
  TimePoint start_{};
  bool touched_ = false;  // somebody acted on a replica
};

class CardboardStage final : public Stage {
 public:
  CardboardStage(rt::World& world, Log& log, Duration drain)
      : world_(world), log_(log), drain_(drain) {}
  rt::awaitable<Raised> raise(std::uint16_t, std::uint16_t arm) override {
    Raised raised;
    if (arm == refused) {
      raised.problem = "the port is in use";
    } else {
      raised.arm = std::make_unique<CardboardArm>(world_, log_, std::string(1, char('a' + arm)),
                                                  drain_, requests);
    }
    co_return raised;
  }
  int refused = -1;
  record::Sink* requests = nullptr;

 private:
  rt::World& world_;
  Log& log_;
  Duration drain_;
};

Scenario one_experiment(std::size_t arms) {
  Scenario scenario;
  scenario.providers = {"openai"};
  for (std::size_t arm = 0; arm < arms; ++arm) {
    scenario.arms.push_back({std::string(1, char('a' + arm)), {0, "m"}});
  }
  scenario.load.rate = PerSecond{1'000'000};
  scenario.load.arrivals = load::Arrivals::uniform;
  scenario.load.kinds = {{1, "a", "", std::nullopt, ""}};
  Experiment experiment;
  experiment.name = "storm";
  PlannedFault fault;
  fault.into = {0};
  fault.injection.name = "storm";
  experiment.faults = {fault};
  scenario.experiments = {experiment};
  return scenario;
}

struct Script {
  Scenario scenario;
  std::optional<Duration> stop;
  int refused = -1;
  bool failing = false;  // every request of arm b
  Brake brake;
};

struct Played {
  Log log;
  Ending ending;
  record::Records records;
};

rt::awaitable<void> stop_at(rt::World& world, rt::Stop& stop, Duration wait) {
  rt::Bound bound;
  bound.due = later(world.now(), wait);
  co_await rt::sleep(world, bound);
  stop.request(rt::Why::run_stopped);
}

rt::awaitable<void> conduct(rt::World& world, const Script& script, record::Sink& sink,
                            Played& played) {
  const Plan plan = make_plan(script.scenario, Seed(1));
  Guards guards(script.scenario, sink);
  CardboardStage stage(world, played.log, 3s);
  stage.refused = script.refused;
  stage.requests = script.failing ? &guards : nullptr;
  Conductor conductor(world, script.scenario, plan, stage, guards, script.brake);
  rt::Stop user;
  rt::TaskGroup others(world.executor);
  if (script.stop) {
    others.spawn("stop", stop_at(world, user, *script.stop));
  }
  played.ending = co_await conductor.run(user);
  co_await others.join(rt::Bound{});
}

Played play(const Script& script) {
  Played played;
  record::MemorySink sink;
  rt::VirtualWorld world{Seed(1)};
  world.run(conduct(world.world(), script, sink, played));
  played.records = sink.records();
  return played;
}

Script script_of(std::size_t arms) {
  Script script;
  script.scenario = one_experiment(arms);
  return script;
}

const record::Event* find(const Played& played, record::Event::Kind kind) {
  for (const record::Event& event : played.records.events) {
    if (event.kind == kind) {
      return &event;
    }
  }
  return nullptr;
}

TEST(Conductor, FaultsGoOnAndOffThenTheLoadDrainsThenServersComeDown) {
  const Played played = play(script_of(1));
  const Log expected = {"5.0 a 1 faults, keep", "45.0 a 0 faults, keep", "62.0 a load done",
                        "62.0 a down"};
  EXPECT_EQ(played.log, expected);
  EXPECT_FALSE(played.ending.stopped);
  EXPECT_EQ(played.ending.started.size(), 1U);
}

TEST(Conductor, AStopHealsFirstThenEndsTheLoad) {
  Script script = script_of(2);
  script.stop = 20050ms;
  const Played played = play(script);
  const Log expected = {"5.0 a 1 faults, keep",
                        "5.0 b 1 faults, keep",
                        "20.0 a 0 faults, release",
                        "20.0 b 0 faults, release",
                        "20.0 a load stopped",
                        "20.0 b load stopped",
                        "20.0 a down",
                        "20.0 b down"};
  EXPECT_EQ(played.log, expected);
  EXPECT_TRUE(played.ending.stopped);
  std::vector<record::Event::Kind> kinds;
  for (const record::Event& event : played.records.events) {
    kinds.push_back(event.kind);
    if (event.kind == record::Event::Kind::fault_off) {
      EXPECT_EQ(event.provider, 0);  // healed like switched off: says where
    }
  }
  using Kind = record::Event::Kind;
  const std::vector<Kind> expected_kinds = {
      Kind::experiment_started, Kind::window_started, Kind::window_started,
      Kind::fault_on,           Kind::fault_off,      Kind::interrupted,
      Kind::fault_audit,        Kind::fault_audit,    Kind::experiment_ended};
  EXPECT_EQ(kinds, expected_kinds);
}

TEST(Conductor, AnArmThatCannotBeRaisedTakesTheOthersDownAndEndsTheRun) {
  Script script = script_of(2);
  script.refused = 1;
  const Played played = play(script);
  EXPECT_EQ(played.ending.problem, "the port is in use");
  ASSERT_EQ(played.log.size(), 1U);
  EXPECT_TRUE(played.log[0].ends_with("a down"));
  EXPECT_TRUE(played.ending.started.empty());
}

// 20 of 20 failed at 19.0, told at the next look; every step of a stop follows.
TEST(Conductor, AGuardHealsEndsTheLoadAndTheRun) {
  Script script = script_of(2);
  script.failing = true;
  Guard guard;
  guard.check = *verdict::parse_expectation("failed > 80%").value;
  script.scenario.guards = {guard};
  const Played played = play(script);
  EXPECT_TRUE(played.ending.aborted);
  EXPECT_FALSE(played.ending.stopped);
  EXPECT_EQ(played.ending.reason, "b: failed > 80% over 20s: 100% of 20 requests");
  const record::Event* aborted = find(played, record::Event::Kind::aborted);
  ASSERT_NE(aborted, nullptr);
  EXPECT_EQ(aborted->text, played.ending.reason);
  EXPECT_EQ(find(played, record::Event::Kind::interrupted), nullptr);
  ASSERT_GE(played.log.size(), 4U);
  EXPECT_TRUE(played.log[2].ends_with("a 0 faults, release")) << played.log[2];
  EXPECT_TRUE(played.log[4].ends_with("a load stopped")) << played.log[4];
  EXPECT_LE(aborted->at - played.ending.started[0], 20s);
  EXPECT_GE(aborted->at - played.ending.started[0], 19s);
}

TEST(Conductor, ARunThatTakesTooLongIsAborted) {
  Script script = script_of(1);
  script.scenario.safety.max_duration = 61s;  // longer than the plan, shorter than its drain
  const Played played = play(script);
  EXPECT_TRUE(played.ending.aborted);
  EXPECT_EQ(played.ending.reason, "safety.max_duration of 61s is over");
  EXPECT_NE(find(played, record::Event::Kind::aborted), nullptr);
}

TEST(Conductor, WhoeverPullsTheBrakeInterrupts) {
  Script script = script_of(1);
  int looks = 0;
  script.brake = [&looks] { return ++looks > 10 ? std::string("enough") : std::string(); };
  const Played played = play(script);
  EXPECT_TRUE(played.ending.stopped);
  EXPECT_FALSE(played.ending.aborted);
  const record::Event* interrupted = find(played, record::Event::Kind::interrupted);
  ASSERT_NE(interrupted, nullptr);
  EXPECT_EQ(interrupted->text, "enough");
  EXPECT_EQ(interrupted->at - run_start, 10s);
}

TEST(Conductor, ABrakePulledBeforehandLetsNothingBegin) {
  Script script = script_of(1);
  script.brake = [] { return std::string("enough"); };
  const Played played = play(script);
  EXPECT_TRUE(played.ending.stopped);
  EXPECT_TRUE(played.log.empty());
  EXPECT_TRUE(played.records.events.empty());
}

TEST(Conductor, KeepStateLeavesTheServersUpForTheNextExperiment) {
  Script script = script_of(1);
  script.scenario.experiments.push_back(script.scenario.experiments[0]);
  script.scenario.experiments.push_back(script.scenario.experiments[0]);
  script.scenario.experiments[1].keep_state = true;
  const Played played = play(script);
  Log steps;
  for (const std::string& line : played.log) {
    if (line.ends_with("down") || line.find("goes on") != line.npos) {
      steps.push_back(line.substr(line.find(' ') + 1));
    }
  }
  EXPECT_EQ(steps, (Log{"a goes on with 1", "a down", "a down"}));
}

Script killing_one() {
  Script script = script_of(2);
  script.scenario.experiments[0].actions = {{Act::kill, 10s, 1, 2}, {Act::restart, 42s, 1, 2}};
  return script;
}

TEST(Conductor, ActionsHappenInTheirTurnOnTheirArm) {
  const Played played = play(killing_one());
  Log of_b;
  for (const std::string& line : played.log) {
    if (line.find(" b ") != line.npos) {
      of_b.push_back(line);
    }
  }
  const Log expected = {"5.0 b 1 faults, keep", "15.0 b kill 2",    "45.0 b 0 faults, keep",
                        "47.0 b restart 2",     "62.0 b load done", "62.0 b down"};
  EXPECT_EQ(of_b, expected);
  const record::Event* killed = find(played, record::Event::Kind::replica_killed);
  ASSERT_NE(killed, nullptr);
  EXPECT_EQ(killed->arm, 1);
  EXPECT_EQ(killed->replica, 2);
  EXPECT_EQ(killed->at, played.ending.started[0] + 15s);
  EXPECT_NE(find(played, record::Event::Kind::replica_restarted), nullptr);
}

TEST(Conductor, AStopMakesWholeAgainWhatWasKilled) {
  Script script = killing_one();
  script.stop = 20050ms;
  const Played played = play(script);
  const auto whole = std::ranges::find(played.log, "20.0 b whole");
  const auto stopped = std::ranges::find(played.log, "20.0 b load stopped");
  ASSERT_NE(whole, played.log.end());
  EXPECT_LT(whole, stopped);
}

TEST(Conductor, WhatIsKeptIsWholeAgainFirst) {
  Script script = killing_one();
  script.scenario.experiments[0].actions.pop_back();
  script.scenario.experiments.push_back(script.scenario.experiments[0]);
  script.scenario.experiments[1].keep_state = true;
  const Played played = play(script);
  const auto whole = std::ranges::find(played.log, "62.0 b whole");
  ASSERT_NE(whole, played.log.end());
  EXPECT_LT(whole, std::ranges::find(played.log, "62.0 b goes on with 1"));
}

TEST(Conductor, AnActionThatCannotBeDoneHealsAndEndsTheRun) {
  Script script = killing_one();
  script.scenario.experiments[0].actions = {{Act::restart, 10s, 0, no_way_back}};
  const Played played = play(script);
  EXPECT_EQ(played.ending.problem, "no port");
  EXPECT_FALSE(played.ending.stopped);
  const Log last(played.log.end() - 7, played.log.end());
  const Log expected = {"15.0 a 0 faults, release",
                        "15.0 b 0 faults, release",
                        "15.0 a whole",
                        "15.0 a load stopped",
                        "15.0 b load stopped",
                        "15.0 a down",
                        "15.0 b down"};
  EXPECT_EQ(last, expected);
}

}  // namespace
}  // namespace gameday::scenario
