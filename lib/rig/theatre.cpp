#include "rig/theatre.hpp"

#include <thread>

#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rig {
namespace {

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

void in_worlds(Kind kind, Seed seed, const std::function<rt::awaitable<void>(Worlds)>& main) {
  if (kind == Kind::simulated) {
    rt::VirtualWorld world(seed);
    const Worlds worlds{world.world(), world.world(), world.world()};
    world.run(main(worlds));
    return;
  }
  const rt::Epoch epoch = rt::Epoch::start();
  ServingThread providers(epoch, seed);
  ServingThread gateways(epoch, seed);
  rt::RealWorld load(epoch, seed);
  const Worlds worlds{load.world(), gateways.world(), providers.world()};
  load.run(main(worlds));
}

}  // namespace gameday::rig
