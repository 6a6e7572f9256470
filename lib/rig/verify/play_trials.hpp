#pragma once
// Plays many trials side by side on the same three worlds, each in a rig of its own; in virtual
// time one after another, each in a world of its own, so that a trial's records are the same
// whoever else was asked for.

#include <functional>
#include <string>
#include <vector>

#include "rig/theatre.hpp"
#include "rig/verify/trial.hpp"
#include "scenario/conductor.hpp"
#include "verdict/facts.hpp"

namespace gameday::rig {

struct Played {
  record::Records records;
  scenario::Ending ending;   // a problem: the rig could not be raised
  std::string contaminated;  // probed: the first choice was not well before it began
  /// Probed, the first of all: what it is asked does not come through the fault proxies, or its
  /// first choice is another. Then nothing else is played.
  std::string unproved;
  bool played = false;  // false: unfit, or stopped before its turn
};

/// All on the load's thread.
struct TrialHooks {
  /// Before the first of a real game day; `stop` ends all of them.
  std::function<void(rt::World& world, rt::Stop& stop)> begin;
  /// Once a second of a real game day: why all of them must end now, or nothing.
  scenario::Brake brake;
  /// The brake was pulled, for this reason.
  std::function<void(const std::string& why)> braked;
  /// Probed: its first choice did not answer a healthy request, and is waited for.
  std::function<void(const Trial& trial)> waits;
  /// Faults on and off, as they happen.
  std::function<void(const Trial& trial, const record::Event& event)> switched;
  /// One is over, whichever: how many of them are, for a display.
  std::function<void(const Trial& trial, std::size_t over)> over;
  /// Once, after the last.
  std::function<void()> end;
};

/// In the order of `trials`, which outlive it. Those that are probed share a gateway, so they are
/// played one after another in the real world as well, by their turns.
std::vector<Played> play_trials(Kind kind, const std::vector<Trial>& trials,
                                const TrialHooks& hooks = {});

/// What the run folder of one trial says of it.
verdict::RunFacts facts_of(const Trial& trial, const Played& played);

}  // namespace gameday::rig
