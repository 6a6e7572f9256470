// The same rows over loopback, with the real clock. What a caller sees and how many attempts it
// costs must be what virtual time says; how long it takes depends on the machine, and has only to
// be far below the time of a gateway that waits where it should not.

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <span>

#include <fmt/format.h>
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

/// Nothing: it could not be played, or nothing befell it.
using Seens = std::vector<std::optional<Seen>>;
using PlayAll = std::function<Seens(std::span<const Play>)>;

/// Empty: none.
std::string difference(const Play& play, const std::optional<Seen>& real,
                       const std::optional<Seen>& simulated) {
  const std::string name = name_of(*play.row, play.streamed);
  if (!real || !simulated) {
    return name + ": nothing befell it";
  }
  const bool same = real->end == play.cell.end && real->end == simulated->end &&
                    (!play.cell.attempts || real->attempts == simulated->attempts);  // else chance
  return same && real->seconds < ceiling
             ? ""
             : fmt::format("{}\n  over sockets {}, in virtual time {}, expected {}", name,
                           told(*real), told(*simulated), play.row->cells[play.streamed ? 1 : 0]);
}

/// A machine that was away for a second has let a timer end that should not have: whatever differs
/// is played once more, and alone.
void expect_same(std::span<const Play> plays, const PlayAll& real, const PlayAll& simulated) {
  const Seens over_sockets = real(plays);
  const Seens virtually = simulated(plays);
  for (std::size_t at = 0; at < plays.size(); ++at) {
    std::string found = difference(plays[at], over_sockets[at], virtually[at]);
    if (!found.empty()) {
      found = difference(plays[at], real(plays.subspan(at, 1)).front(), virtually[at]);
    }
    EXPECT_EQ(found, "");
  }
}

PlayAll as_trials(rig::Kind kind) {
  return [kind](std::span<const Play> plays) {
    const rig::ArmOptions arm = rig::gateway_arm(hurried_gateway());
    std::vector<rig::Trial> trials;
    for (const Play& play : plays) {
      const auto shape = play.streamed ? rig::Shape::streamed : rig::Shape::unary;
      trials.push_back(rig::make_trial(playable(*play.row), shape, arm, Seed(1)));
    }
    const std::vector<rig::Played> played = rig::play_trials(kind, trials);
    Seens seens;
    for (std::size_t at = 0; at < plays.size(); ++at) {
      EXPECT_EQ(played[at].ending.problem, "") << name_of(*plays[at].row, plays[at].streamed);
      const auto got =
          verdict::measure_request(rig::facts_of(trials[at], played[at]), played[at].records);
      // What no provider sees is in no record either.
      const bool met = got && (got->met_fault || !plays[at].cell.attempts);
      seens.push_back(met ? std::optional(seen_of(*got)) : std::nullopt);
    }
    return seens;
  };
}

/// Each has servers and connections of its own, and all of them three threads.
constexpr std::size_t side_by_side = 60;

TEST(Sockets, ShowTheSame) {
  const std::vector<ExpectedRow> rows = hurried_rows(false);
  const std::vector<Play> plays = plays_of(rows);
  for (std::size_t from = 0; from < plays.size(); from += side_by_side) {
    const std::size_t count = std::min(side_by_side, plays.size() - from);
    expect_same(std::span(plays).subspan(from, count), as_trials(rig::Kind::real),
                as_trials(rig::Kind::simulated));
  }
}

std::optional<Seen> seen_on(const Stage& stage) {
  return stage.met_fault() ? std::optional(stage.seen()) : std::nullopt;
}

Seens on_real_stages(std::span<const Play> plays) {
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
  Seens seens;
  for (const auto& stage : stages) {
    seens.push_back(seen_on(*stage));
  }
  return seens;
}

Seens on_stages_in_memory(std::span<const Play> plays) {
  Seens seens;
  for (const Play& play : plays) {
    rt::VirtualWorld memory{Seed(1)};
    Stage stage(memory.world(), *play.row, hurried_gateway());
    memory.run(stage.play(play.streamed));
    seens.push_back(seen_on(stage));
  }
  return seens;
}

TEST(Sockets, AlsoWhereThereIsMoreToIt) {
  const std::vector<ExpectedRow> rows = hurried_rows(true);
  expect_same(plays_of(rows), on_real_stages, on_stages_in_memory);
}

}  // namespace
}  // namespace gameday::test
