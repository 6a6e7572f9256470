// The conductor before a stage of cardboard: what it calls, in which order, at which virtual time.

#include "scenario/conductor.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "record/memory_sink.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::scenario {
namespace {

using Log = std::vector<std::string>;

/// Plays for as long as the longest arrival takes plus `drain`, or until it is stopped.
class CardboardArm final : public ArmStage {
 public:
  CardboardArm(rt::World& world, Log& log, std::string name, Duration drain)
      : world_(world), log_(log), name_(std::move(name)), drain_(drain) {}

  rt::awaitable<void> play(std::span<const load::Arrival> arrivals, TimePoint start,
                           const rt::Stop& stop) override {
    start_ = start;
    rt::Bound bound;
    bound.due = start + arrivals.back().at + drain_;
    bound.stop = &stop;
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
  rt::awaitable<void> take_down() override {
    say("down");
    co_return;
  }
  std::uint64_t sent() const override { return 0; }

 private:
  void say(const std::string& what) {
    const auto seconds = to_seconds(world_.now() - start_);
    log_.push_back(fmt::format("{:.1f} {} {}", seconds, name_, what));
  }
  rt::World& world_;
  Log& log_;
  std::string name_;
  Duration drain_;
  TimePoint start_{};
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
      raised.arm =
          std::make_unique<CardboardArm>(world_, log_, std::string(1, char('a' + arm)), drain_);
    }
    co_return raised;
  }
  int refused = -1;

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

rt::awaitable<void> conduct(rt::World& world, const Scenario& scenario,
                            std::optional<Duration> stop, int refused, record::Sink& sink,
                            Played& played) {
  const Plan plan = make_plan(scenario, Seed(1));
  CardboardStage stage(world, played.log, 3s);
  stage.refused = refused;
  Conductor conductor(world, scenario, plan, stage, sink);
  rt::Stop user;
  rt::TaskGroup others(world.executor);
  if (stop) {
    others.spawn("stop", stop_at(world, user, *stop));
  }
  played.ending = co_await conductor.run(user);
  co_await others.join(rt::Bound{});
}

Played play(std::size_t arms, std::optional<Duration> stop = {}, int refused = -1) {
  Played played;
  const Scenario scenario = one_experiment(arms);
  record::MemorySink sink;
  rt::VirtualWorld world{Seed(1)};
  world.run(conduct(world.world(), scenario, stop, refused, sink, played));
  played.records = sink.records();
  return played;
}

TEST(Conductor, FaultsGoOnAndOffThenTheLoadDrainsThenServersComeDown) {
  const Played played = play(1);
  const Log expected = {"5.0 a 1 faults, keep", "45.0 a 0 faults, keep", "62.0 a load done",
                        "62.0 a down"};
  EXPECT_EQ(played.log, expected);
  EXPECT_FALSE(played.ending.stopped);
  EXPECT_EQ(played.ending.started.size(), 1U);
}

TEST(Conductor, AStopHealsFirstThenEndsTheLoad) {
  const Played played = play(2, 20050ms);
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
  const Played played = play(2, {}, 1);
  EXPECT_EQ(played.ending.problem, "the port is in use");
  ASSERT_EQ(played.log.size(), 1U);
  EXPECT_TRUE(played.log[0].ends_with("a down"));
  EXPECT_TRUE(played.ending.started.empty());
}

}  // namespace
}  // namespace gameday::scenario
