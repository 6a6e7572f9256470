// The same rows over loopback, with the real clock. What a caller sees and how many attempts it
// costs must be what virtual time says; how long it takes depends on the machine, and has only to
// be far below the time of a gateway that waits where it should not.

#include <algorithm>
#include <map>

#include <gtest/gtest.h>

#include "rig/verify/measure.hpp"
#include "rig/verify/play_trials.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"
#include "stage.hpp"
#include "trials.hpp"

namespace gameday::test {
namespace {

constexpr double ceiling = 25;  // seconds, of any row: the longest timer below is one of 6 s

/// All timers shortened, in the same order, and far enough from each other and from the waits below
/// that a machine with other work to do does not swap two of them. What dials or shakes hands on
/// loopback has the whole second that it has by default.
gateway::Options hurried_gateway() {
  gateway::Options options = default_gateway();
  for (gateway::Provider& provider : options.providers) {
    provider.timeouts.tls = 1s;
    provider.timeouts.headers = 1s;
    provider.timeouts.unary_headers = 3s;
    provider.timeouts.first_token = 1s;
    provider.timeouts.idle = 2500ms;
    provider.timeouts.attempt = 6s;
  }
  return options;
}

/// Waits that are told to the defaults, told to these.
const std::map<std::string, std::string> hurried_waits = {
    {"fault: slow-drip", "{fault: slow-drip, gap: 1750ms}"},
    {"{delay: {first_event: 1s, each_event: 2s}}",
     "{delay: {first_event: 100ms, each_event: 500ms}}"},
    {"{fault: stalled-stream, keepalive: comment, beat: 3s}",
     "{fault: stalled-stream, keepalive: comment, beat: 1s}"},
};

/// No config key shortens it: 30 s to take a request.
bool fixed_limit(const ExpectedRow& row) {
  return row.injection == "fault: slow-request-read";
}

/// Rows that are played, the slowest first, so that they wait side by side.
std::vector<ExpectedRow> hurried_rows(bool set_up) {
  std::vector<ExpectedRow> rows = expected_rows();
  std::erase_if(rows, [&](const ExpectedRow& row) {
    return row.set_up.has_value() != set_up || fixed_limit(row);
  });
  for (ExpectedRow& row : rows) {
    const auto told = hurried_waits.find(row.injection);
    row.injection = told == hurried_waits.end() ? row.injection : told->second;
  }
  const auto longest = [](const ExpectedRow& row) {
    double seconds = 0;
    for (const bool streamed : {false, true}) {
      const auto cell = cell_of(row, streamed);
      seconds = std::max(seconds, cell ? cell->seconds : 0);
    }
    return seconds;
  };
  std::ranges::stable_sort(rows, std::ranges::greater(), longest);
  return rows;
}

struct Play {
  const ExpectedRow* row = nullptr;
  bool streamed = false;
  Cell cell;
};
std::vector<Play> plays_of(const std::vector<ExpectedRow>& rows) {
  std::vector<Play> plays;
  for (const ExpectedRow& row : rows) {
    for (const bool streamed : {false, true}) {
      if (const auto cell = cell_of(row, streamed)) {
        plays.push_back({&row, streamed, *cell});
      }
    }
  }
  return plays;
}

void expect_same(const Play& play, const Seen& real, const Seen& simulated) {
  const std::string name = name_of(*play.row, play.streamed) + "\n  over sockets " + told(real) +
                           ", in virtual time " + told(simulated);
  EXPECT_EQ(real.end, play.cell.end) << name;
  EXPECT_EQ(real.end, simulated.end) << name;
  if (play.cell.attempts) {  // else what of them is seen is chance
    EXPECT_EQ(real.attempts, simulated.attempts) << name;
  }
  EXPECT_LT(real.seconds, ceiling) << name;
}

/// Each has servers and connections of its own, and threads that are not more than three.
constexpr std::size_t side_by_side = 60;

TEST(Sockets, ShowTheSame) {
  const gateway::Options gateway = hurried_gateway();
  const rig::ArmOptions arm = rig::gateway_arm(gateway);
  const std::vector<ExpectedRow> rows = hurried_rows(false);
  const std::vector<Play> plays = plays_of(rows);
  for (std::size_t from = 0; from < plays.size(); from += side_by_side) {
    const std::size_t count = std::min(side_by_side, plays.size() - from);
    std::vector<rig::Trial> trials;
    for (std::size_t at = from; at < from + count; ++at) {
      const auto shape = plays[at].streamed ? rig::Shape::streamed : rig::Shape::unary;
      trials.push_back(rig::make_trial(playable(*plays[at].row), shape, arm, Seed(1)));
    }
    const auto real = rig::play_trials(rig::Kind::real, trials);
    const auto simulated = rig::play_trials(rig::Kind::simulated, trials);
    for (std::size_t at = 0; at < count; ++at) {
      const Play& play = plays[from + at];
      const std::string name = name_of(*play.row, play.streamed);
      ASSERT_TRUE(real[at].played) << name << ": " << real[at].ending.problem;
      const auto got = verdict::measure_request(facts_of(trials[at], real[at]), real[at].records);
      const auto virtually =
          verdict::measure_request(facts_of(trials[at], simulated[at]), simulated[at].records);
      ASSERT_TRUE(got && virtually) << name;
      EXPECT_TRUE(got->met_fault || !play.cell.attempts) << name;
      expect_same(play, seen_of(*got), seen_of(*virtually));
    }
  }
}

TEST(Sockets, AlsoWhereThereIsMoreToIt) {
  const std::vector<ExpectedRow> rows = hurried_rows(true);
  const std::vector<Play> plays = plays_of(rows);
  rt::RealWorld sockets(rt::Epoch::start(), Seed(1));
  std::vector<std::unique_ptr<Stage>> stages;
  for (const Play& play : plays) {
    stages.push_back(std::make_unique<Stage>(sockets.world(), *play.row, hurried_gateway()));
  }
  const auto all = [&]() -> rt::awaitable<void> {
    rt::TaskGroup group(sockets.world().executor);
    for (std::size_t at = 0; at < plays.size(); ++at) {
      group.spawn("expected/stage", stages[at]->play(plays[at].streamed));
      co_await pause(sockets.world(), 10ms);  // no two of them begin at one instant
    }
    co_await group.join(rt::Bound{});
  };
  sockets.run(all());
  for (std::size_t at = 0; at < plays.size(); ++at) {
    rt::VirtualWorld memory{Seed(1)};
    Stage simulated(memory.world(), *plays[at].row, hurried_gateway());
    memory.run(simulated.play(plays[at].streamed));
    EXPECT_TRUE(stages[at]->met_fault()) << name_of(*plays[at].row, plays[at].streamed);
    expect_same(plays[at], stages[at]->seen(), simulated.seen());
  }
}

}  // namespace
}  // namespace gameday::test
