#include "rt/world.hpp"

#include "rt/waiter.hpp"

namespace gameday::rt {

awaitable<error_code> sleep(World& world, Bound bound) {
  Waiter waiter(Loop::of(world.executor));
  const Woken woken = co_await waiter.wait(bound);
  co_return to_error(woken);
}

}  // namespace gameday::rt
