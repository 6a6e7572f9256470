#include "rt/virtual_world.hpp"

#include <gtest/gtest.h>

#include "rt/closing.hpp"
#include "rt/error.hpp"
#include "rt/event.hpp"

namespace gameday::rt {
namespace {

awaitable<void> sleep_twice(World& world, TimePoint& woke) {
  const Bound first{later(world.now(), 250ms)};
  const error_code ec = co_await sleep(world, first);
  EXPECT_EQ(ec, IoError::timed_out);
  const Bound second{later(world.now(), 1h)};
  co_await sleep(world, second);
  woke = world.now();
}

TEST(VirtualWorld, TimeJumpsToTheSleeper) {
  VirtualWorld world(Seed(1));
  TimePoint woke;
  world.run(sleep_twice(world.world(), woke));
  EXPECT_EQ(woke, run_start + 1h + 250ms);
  EXPECT_EQ(world.world().clock.wall(), WallTime(946'684'800s) + 1h + 250ms);
}

awaitable<void> wait_for_ever(World& world) {
  Event nobody_notifies(world);
  co_await nobody_notifies.wait(Bound{});
}

TEST(VirtualWorldDeathTest, DeadlockNamesTheTasks) {
  VirtualWorld world(Seed(1));
  EXPECT_DEATH(world.run(wait_for_ever(world.world())), "tasks in flight: main.*deadlock");
}

awaitable<void> retry_without_pause(World& world) {
  for (;;) {
    const Bound now{world.now()};
    co_await sleep(world, now);
  }
}

TEST(VirtualWorldDeathTest, AMillionHandlersAtOneInstant) {
  VirtualWorld world(Seed(1));
  EXPECT_DEATH(world.run(retry_without_pause(world.world())), "1,000,000 handlers at one instant");
}

// What main leaves behind is destroyed with the world: parked, posted or between two timers. ASan
// sees what leaks.
awaitable<void> leave_tasks_behind(World& world) {
  world.tasks.spawn("waits for ever", wait_for_ever(world));
  static TimePoint ignored;
  world.tasks.spawn("sleeps", sleep_twice(world, ignored));
  world.tasks.spawn("is runnable", retry_without_pause(world));
  co_return;
}

TEST(VirtualWorld, UnwindsWhatMainLeftBehind) {
  VirtualWorld world(Seed(1));
  world.run(leave_tasks_behind(world.world()));
  EXPECT_EQ(world.world().tasks.in_flight(), 3U);
}

}  // namespace
}  // namespace gameday::rt
