// The whole chain (load, gateway, fault proxies, mocks) with its Nth stream operation failing, for
// every N until a run passes untouched: nothing hangs or leaks, every request has one record, what
// it says is one of the truths that a broken connection can come to, and a gateway lets its clients
// see fewer of them.

#include <set>

#include <gtest/gtest.h>

#include "record/memory_sink.hpp"
#include "rig/arm_rig.hpp"
#include "rt/virtual_world.hpp"
#include "support/failing_network.hpp"

namespace gameday {
namespace {

using record::Outcome;

enum Arm : std::uint16_t { direct, through_gateway, through_replicas };

constexpr std::size_t requests = 3;
// Three answers of a tenth of a second, a pause of two, a retry: a run that takes longer has waited
// for somebody who had nothing to say any more.
constexpr Duration longest_run = 6s;

mock::Options provider(std::string name) {
  mock::Options options;
  options.provider = std::move(name);
  options.first_token = {50ms, 80ms};
  options.tokens = {3, 5};
  return options;
}

gateway::Options gateway_options() {
  gateway::Options options;
  for (const char* name : {"openai", "lifeboat"}) {
    gateway::Provider provider;
    provider.name = name;
    provider.keys.push_back({"a", "", "", 1, {}});
    options.providers.push_back(provider);
    options.chain.push_back({name, "m-1"});
  }
  return options;
}

/// One experiment without faults, two arms.
struct Stage {
  scenario::Scenario scenario;
  scenario::Plan plan;
  rig::Options options;

  explicit Stage(bool streamed) {
    scenario.providers = {"openai", "lifeboat"};
    scenario.arms = {{"direct", {0, "m-1"}}, {"gateway", {0, "m-1"}}, {"replicas", {0, "m-1"}}};
    scenario.experiments.emplace_back().name = "calm";
    load::RequestKind kind;
    kind.prompt = "Why?";
    kind.stream = streamed;
    scenario.load.kinds = {kind};
    options.providers = {provider("openai"), provider("lifeboat")};
    options.arms.resize(3);
    options.arms[direct].model = "m-1";
    options.arms[through_gateway].kind = rig::ArmOptions::Kind::gateway;
    options.arms[through_gateway].model = "m-1";
    options.arms[through_gateway].gateway = gateway_options();
    options.arms[through_replicas] = options.arms[through_gateway];
    options.arms[through_replicas].replicas = 2;
    plan.seed = Seed(7);
    plan.run = 0x9f3c;
    plan.experiments.emplace_back();
    // Two at once, then one that finds connections in the pools.
    for (std::uint32_t i = 0; i < requests; ++i) {
      load::Arrival arrival;
      arrival.ordinal = i;
      arrival.at = i < 2 ? 10ms * i : Duration(2s);
      plan.experiments.front().arrivals.push_back(arrival);
    }
  }
};

rt::awaitable<void> play(rig::Worlds worlds, rig::Script script, Arm arm) {
  rig::ArmRig rig(worlds, script, 0, arm);
  const std::string problem = co_await rig.raise();
  EXPECT_EQ(problem, "");
  const rt::Stop stop;
  co_await rig.play(script.plan.experiments.front().arrivals, worlds.load.now(), stop);
  co_await rig.take_down();
}

struct Run {
  record::Records records;
  Duration took{};
  bool hit = false;
};

Run run(const Stage& stage, Arm arm, std::size_t nth, rt::IoError error) {
  rt::VirtualWorld virtual_world(stage.plan.seed);
  rt::World& inner = virtual_world.world();
  test::Countdown countdown{nth, error};
  test::FailingNetwork network(inner.network, countdown);
  rt::World world{inner.executor, inner.clock, network, inner.tasks, inner.seed};
  record::MemorySink sink;
  const rig::Script script{stage.scenario, stage.plan, stage.options, sink};
  const TimePoint start = inner.now();
  virtual_world.run(play({world, world, world}, script, arm));
  return {sink.records(), inner.now() - start, countdown.hit};
}

void expect_honest(const record::RequestRecord& request) {
  const bool whole = request.outcome == Outcome::ok;
  EXPECT_TRUE(request.sent.has_value());
  EXPECT_GE(request.ended, request.intended);
  if (whole) {
    EXPECT_EQ(request.status, 200);
    EXPECT_GT(request.tokens, 0U);
    EXPECT_EQ(request.model, "m-1");
    EXPECT_EQ(request.error, "");
    EXPECT_EQ(request.streamed, request.first_content.has_value());
    return;
  }
  // No connection, a lost one, or an end in the middle. Never a 5xx: one fault leaves the gateway
  // another target.
  const std::set<Outcome> truths{Outcome::connect_error, Outcome::reset, Outcome::truncated_stream,
                                 Outcome::stream_error};
  EXPECT_TRUE(truths.contains(request.outcome)) << to_text(request.outcome);
  EXPECT_TRUE(request.streamed || (request.outcome != Outcome::truncated_stream &&
                                   request.outcome != Outcome::stream_error));
}

/// How many requests failed before any content: after it nobody could begin anew unseen.
std::size_t expect_honest(const Run& run, bool streamed, std::size_t most_failed) {
  std::set<std::uint32_t> ordinals;
  std::size_t failed = 0;
  std::size_t empty = 0;
  for (const record::RequestRecord& request : run.records.requests) {
    ordinals.insert(request.ordinal);
    failed += request.outcome == Outcome::ok ? 0 : 1;
    empty += request.outcome == Outcome::ok || request.first_content ? 0 : 1;
    EXPECT_EQ(request.streamed, streamed);
    expect_honest(request);
  }
  EXPECT_EQ(run.records.requests.size(), requests);
  EXPECT_EQ(ordinals.size(), requests);
  EXPECT_LE(failed, most_failed);
  std::size_t answered = 0;
  for (const record::AttemptRecord& attempt : run.records.attempts) {
    EXPECT_GE(attempt.ended, attempt.arrived);
    EXPECT_NE(attempt.end, record::AttemptEnd::open);
    EXPECT_EQ(attempt.fault, "");
    // Whoever has read [DONE] does not miss the end of the body behind it.
    const bool all = attempt.end == record::AttemptEnd::complete;
    answered += all || (streamed && attempt.answered && attempt.status == 200) ? 1 : 0;
  }
  EXPECT_GE(answered + failed, requests) << "an answer came that no provider gave";
  EXPECT_LT(run.took, longest_run);
  return empty;
}

/// How many operations cost a whole answer when they failed.
std::size_t fail_each(bool streamed, Arm arm, rt::IoError error) {
  constexpr std::size_t most = 2000;  // operations of a run: far fewer
  const Stage stage(streamed);
  std::size_t victims = 0;
  bool hit = true;
  std::size_t nth = 0;
  for (; hit && nth < most; ++nth) {
    SCOPED_TRACE("operation " + std::to_string(nth));
    const Run one = run(stage, arm, nth, error);
    hit = one.hit;
    victims += expect_honest(one, streamed, hit ? 1 : 0);
    if (testing::Test::HasFailure()) {
      return victims;
    }
  }
  EXPECT_FALSE(hit);
  EXPECT_GT(nth, 30U) << "hardly anything was tried";
  return victims;
}

constexpr std::array errors{rt::IoError::reset, rt::IoError::eof, rt::IoError::exhausted};

class FaultNth : public testing::TestWithParam<rt::IoError> {};

void compare_arms(bool streamed, rt::IoError error) {
  const std::size_t seen = fail_each(streamed, direct, error);
  const std::size_t seen_through = fail_each(streamed, through_gateway, error);
  EXPECT_GT(seen_through, 0U);  // between client and gateway nobody helps
  EXPECT_LT(seen_through, seen);
}

TEST_P(FaultNth, Unary) {
  compare_arms(false, GetParam());
}
TEST_P(FaultNth, Streamed) {
  compare_arms(true, GetParam());
}

/// Two links more for each request, and two more ends that may fail.
TEST_P(FaultNth, ThroughABalancer) {
  const std::size_t seen = fail_each(true, through_replicas, GetParam());
  EXPECT_GT(seen, 0U);
}

INSTANTIATE_TEST_SUITE_P(Errors, FaultNth, testing::ValuesIn(errors));

}  // namespace
}  // namespace gameday
