#pragma once
// A whole game day, played over sockets on three threads, or in memory in virtual time. The same
// script, rig and records: only the worlds differ.

#include <functional>

#include "rig/script.hpp"
#include "rig/theatre.hpp"
#include "scenario/conductor.hpp"

namespace gameday::rig {

/// Called on the load's thread while a real game day runs; a simulated one is over too soon.
struct Hooks {
  /// Once, before the first experiment. `stop` ends the run: faults heal first.
  std::function<void(rt::World& world, rt::Stop& stop)> begin;
  /// A task beside the conductor; it must end soon after `over` is requested.
  std::function<rt::awaitable<void>(rt::World& world, const scenario::Conductor& conductor,
                                    const rt::Stop& over)>
      watch;
  /// Once a second: why the run must end now; empty: it goes on.
  scenario::Brake brake;
  /// Once, after the last; whatever `begin` made that lives on the world is destroyed here.
  std::function<void()> end;
};

/// Returns when everything has ended and every server is down. The script's sink is called from
/// all three threads of a real game day.
scenario::Ending play(Kind kind, const Script& script, const Hooks& hooks = {});

}  // namespace gameday::rig
