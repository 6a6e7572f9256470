#include "rig/verify/play_trials.hpp"

#include "rig/facts.hpp"
#include "rig/verify/trial_play.hpp"

namespace gameday::rig {
namespace {

// All rigs are raised by then, and no two requests leave at one instant: sixty at once would wait
// for each other and measure that.
constexpr Duration curtain = 200ms;
constexpr Duration apart = 10ms;

class SideBySide {
 public:
  SideBySide(const std::vector<Trial>& trials, std::vector<Played>& played, const TrialHooks& hooks)
      : trials_(trials), played_(played), hooks_(hooks) {}

  rt::awaitable<void> play(Worlds worlds) {
    rt::TaskGroup group(worlds.load.executor);
    if (hooks_.begin) {
      hooks_.begin(worlds.load, stop_);
    }
    for (std::size_t at = 0; at < trials_.size(); ++at) {
      if (!trials_[at].unfit.empty()) {
        finish(at);
      } else if (trials_[at].probed) {
        co_await one(worlds, at, Duration::zero());
      } else {
        group.spawn("verify/trial", one(worlds, at, curtain + apart * static_cast<int>(at)));
      }
    }
    co_await group.join(rt::Bound{});
    if (hooks_.end) {
      hooks_.end();
    }
  }

 private:
  rt::awaitable<void> one(Worlds worlds, std::size_t at, Duration wait) {
    if (!stop_.requested()) {
      co_await play_trial(worlds, trials_[at], wait, played_[at], stop_);
      if (!played_[at].unproved.empty()) {
        stop_.request(rt::Why::run_stopped);  // the others would show the same, a minute each
      }
    }
    finish(at);
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
  for (std::size_t at = 0; at < trials.size(); ++at) {
    if (trials[at].unfit.empty()) {
      in_worlds(kind, trials[at].plan.seed, [&](Worlds worlds) {
        return play_trial(worlds, trials[at], Duration::zero(), played[at], unstopped);
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
