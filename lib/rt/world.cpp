#include "rt/world.hpp"

#include "rt/waiter.hpp"

namespace gameday::rt {

awaitable<error_code> sleep(World& world, Bound bound) {
  return wait_out(Loop::of(world.executor), bound);
}

}  // namespace gameday::rt
