#include "rig/game_day.hpp"

#include "rig/allowances.hpp"
#include "rig/rig_stage.hpp"

namespace gameday::rig {
namespace {

rt::awaitable<void> conduct(Worlds worlds, const Script& script, const Hooks& hooks,
                            scenario::Ending& ending) {
  scenario::Guards guards(script.scenario, script.sink);
  const auto spent = [&guards](std::string why) { guards.trip(std::move(why)); };
  Allowances allowances(script.options, spent);
  const Script guarded{script.scenario, script.plan, script.options, guards, &allowances};
  RigStage stage(worlds, guarded);
  scenario::Conductor conductor(worlds.load, script.scenario, script.plan, stage, guards,
                                hooks.brake);
  rt::Stop stop;
  rt::Stop over;
  rt::TaskGroup watchers(worlds.load.executor);
  if (hooks.begin) {
    hooks.begin(worlds.load, stop);
  }
  if (hooks.watch) {
    watchers.spawn("rig/watch", hooks.watch(worlds.load, conductor, over));
  }
  ending = co_await conductor.run(stop);
  over.request(rt::Why::shutdown);
  co_await watchers.join(rt::Bound{});
  if (hooks.end) {
    hooks.end();
  }
}

}  // namespace

scenario::Ending play(Kind kind, const Script& script, const Hooks& hooks) {
  scenario::Ending ending;
  const Hooks none;  // a simulated one is over too soon for them
  const Hooks& heard = kind == Kind::simulated ? none : hooks;
  in_worlds(kind, script.plan.seed,
            [&](Worlds worlds) { return conduct(worlds, script, heard, ending); });
  return ending;
}

}  // namespace gameday::rig
