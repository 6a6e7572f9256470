#include "rig/verify/play_trials.hpp"

#include <algorithm>

#include "rig/facts.hpp"
#include "rig/verify/trial_play.hpp"

namespace gameday::rig {
namespace {

// All rigs are raised by then, and no two requests leave at one instant: sixty at once would wait
// for each other and measure that.
constexpr Duration curtain = 200ms;
constexpr Duration apart = 10ms;

constexpr Duration look_interval = 1s;  // of the brake: soon for a person, nothing for a disk

class SideBySide {
 public:
  SideBySide(const std::vector<Trial>& trials, std::vector<Played>& played, const TrialHooks& hooks)
      : trials_(trials), played_(played), hooks_(hooks) {}

  rt::awaitable<void> play(Worlds worlds) {
    rt::TaskGroup group(worlds.load.executor);
    rt::TaskGroup watchers(worlds.load.executor);
    rt::Stop over;
    if (hooks_.begin) {
      hooks_.begin(worlds.load, stop_);
    }
    if (hooks_.brake) {
      watchers.spawn("verify/brake", watch(worlds.load, over));
    }
    for (std::size_t at = 0; at < trials_.size(); ++at) {
      if (!trials_[at].unfit.empty()) {
        finish(at);
      } else if (!trials_[at].probed) {
        const Entrance entrance{curtain + apart * static_cast<int>(at), false};
        group.spawn("verify/trial", one(worlds, at, entrance));
      }
    }
    co_await in_turn(worlds);
    co_await group.join(rt::Bound{});
    over.request(rt::Why::shutdown);
    co_await watchers.join(rt::Bound{});
    if (hooks_.end) {
      hooks_.end();
    }
  }

 private:
  /// Those that share a gateway.
  rt::awaitable<void> in_turn(Worlds worlds) {
    std::vector<std::size_t> order;
    for (std::size_t at = 0; at < trials_.size(); ++at) {
      if (trials_[at].probed && trials_[at].unfit.empty()) {
        order.push_back(at);
      }
    }
    std::ranges::stable_sort(order, {}, [&](std::size_t at) { return trials_[at].turn; });
    for (const std::size_t at : order) {
      const Entrance entrance{Duration::zero(), at == order.front()};
      co_await one(worlds, at, entrance);
    }
  }

  rt::awaitable<void> one(Worlds worlds, std::size_t at, Entrance entrance) {
    if (stop_.requested()) {
      co_return;
    }
    co_await play_trial(worlds, trials_[at], entrance, played_[at], stop_, hooks_);
    const bool stuck = trials_[at].probed && !played_[at].ending.problem.empty();
    if (stuck || !played_[at].unproved.empty()) {
      stop_.request(rt::Why::run_stopped);  // the others would show the same, half a minute each
    }
    if (!stop_.requested()) {
      finish(at);
    }
  }

  rt::awaitable<void> watch(rt::World& world, const rt::Stop& over) {
    rt::Bound next;
    next.due = world.now();
    next.stop = &over;
    while (!over.requested() && !stop_.requested()) {
      if (const std::string why = hooks_.brake(); !why.empty()) {
        if (hooks_.braked) {
          hooks_.braked(why);
        }
        stop_.request(rt::Why::run_stopped);
      }
      next.due += look_interval;
      co_await rt::sleep(world, next);
    }
  }

  void finish(std::size_t at) {
    ++over_;
    if (hooks_.over) {
      hooks_.over(trials_[at], over_);
    }
  }

  const std::vector<Trial>& trials_;
  std::vector<Played>& played_;
  const TrialHooks& hooks_;
  rt::Stop stop_;
  std::size_t over_ = 0;
};

}  // namespace

std::vector<Played> play_trials(Kind kind, const std::vector<Trial>& trials,
                                const TrialHooks& hooks) {
  std::vector<Played> played(trials.size());
  if (trials.empty()) {
    return played;
  }
  if (kind == Kind::real) {
    SideBySide all(trials, played, hooks);
    in_worlds(kind, trials.front().plan.seed, [&](Worlds worlds) { return all.play(worlds); });
    return played;
  }
  const rt::Stop unstopped;
  bool first = true;
  for (std::size_t at = 0; at < trials.size(); ++at) {
    if (trials[at].unfit.empty()) {
      in_worlds(kind, trials[at].plan.seed, [&](Worlds worlds) {
        const Entrance entrance{Duration::zero(), std::exchange(first, false)};
        return play_trial(worlds, trials[at], entrance, played[at], unstopped, hooks);
      });
    }
    if (hooks.over) {
      hooks.over(trials[at], at + 1);
    }
  }
  return played;
}

verdict::RunFacts facts_of(const Trial& trial, const Played& played) {
  verdict::RunFacts facts = make_facts(trial.scenario, trial.plan, trial.options);
  add_ending(facts, played.ending);
  return facts;
}

}  // namespace gameday::rig
