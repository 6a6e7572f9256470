#include "rig/game_day.hpp"

#include <thread>

#include "rig/rig_stage.hpp"
#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rig {
namespace {

rt::awaitable<void> conduct(Worlds worlds, const Script& script, const Hooks& hooks,
                            scenario::Ending& ending) {
  scenario::Guards guards(script.scenario, script.sink);
  const Script guarded{script.scenario, script.plan, script.options, guards};
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

/// A world of its own thread, from construction to destruction.
class ServingThread {
 public:
  ServingThread(rt::Epoch epoch, Seed seed)
      : world_(epoch, seed), thread_([this] { world_.serve(); }) {}
  ~ServingThread() { world_.leave(); }
  rt::World& world() { return world_.world(); }

 private:
  rt::RealWorld world_;
  std::jthread thread_;  // last: joined before the world dies
};

}  // namespace

scenario::Ending play(Kind kind, const Script& script, const Hooks& hooks) {
  scenario::Ending ending;
  const Seed seed = script.plan.seed;
  if (kind == Kind::simulated) {
    rt::VirtualWorld world(seed);
    const Worlds worlds{world.world(), world.world(), world.world()};
    world.run(conduct(worlds, script, Hooks{}, ending));
    return ending;
  }
  const rt::Epoch epoch = rt::Epoch::start();
  ServingThread providers(epoch, seed);
  ServingThread gateways(epoch, seed);
  rt::RealWorld load(epoch, seed);
  const Worlds worlds{load.world(), gateways.world(), providers.world()};
  load.run(conduct(worlds, script, hooks, ending));
  return ending;
}

}  // namespace gameday::rig
