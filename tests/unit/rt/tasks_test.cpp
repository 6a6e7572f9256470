#include "rt/tasks.hpp"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "rt/error.hpp"
#include "rt/event.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rt {
namespace {

awaitable<void> wait_then_note(Event& event, Bound bound, char letter, std::string& notes) {
  const error_code ec = co_await event.wait(bound);
  notes += letter;
  notes += ec ? (ec == IoError::stopped ? '!' : '-') : '+';
}

awaitable<void> three_wait(World& world, std::string& notes) {
  Event event(world);
  Stop stop;
  TaskGroup tasks(world.executor);
  const Bound one_second{later(world.now(), 1s)};
  tasks.spawn("a", wait_then_note(event, Bound{}, 'a', notes));
  tasks.spawn("b", wait_then_note(event, one_second, 'b', notes));
  tasks.spawn("c", wait_then_note(event, Bound{}.with(stop), 'c', notes));
  tasks.spawn("d", wait_then_note(event, Bound{}, 'd', notes));
  EXPECT_EQ(tasks.in_flight(), 4U);

  const error_code nobody_ended = co_await tasks.join(one_second);
  EXPECT_EQ(nobody_ended, IoError::timed_out);
  EXPECT_EQ(notes, "b-");
  stop.request(Why::plan_changed);
  event.notify();
  const error_code ended = co_await tasks.join(Bound{});
  EXPECT_FALSE(ended);
  EXPECT_EQ(tasks.in_flight(), 0U);
}

TEST(Event, WakesAllInOrderAndLeavesOthersToTheirBounds) {
  VirtualWorld world(Seed(1));
  std::string notes;
  world.run(three_wait(world.world(), notes));
  EXPECT_EQ(notes, "b-c!a+d+");
}

awaitable<void> nested(World& world, int depth, int& ended) {
  TaskGroup children(world.executor);
  if (depth > 0) {
    children.spawn("left", nested(world, depth - 1, ended));
    children.spawn("right", nested(world, depth - 1, ended));
  }
  const Bound pause{later(world.now(), 1ms)};
  co_await sleep(world, pause);
  co_await children.join(Bound{});
  ++ended;
}

TEST(TaskGroup, JoinsWhatItStarted) {
  VirtualWorld world(Seed(1));
  int ended = 0;
  world.run(nested(world.world(), 6, ended));
  EXPECT_EQ(ended, 127);
}

awaitable<void> fail() {
  throw std::runtime_error("disk full");
  co_return;
}

TEST(TaskGroupDeathTest, AnExceptionEndsTheProgramWithTheTasksName) {
  VirtualWorld world(Seed(1));
  EXPECT_DEATH(world.run(fail()), "an exception left the task \"main\": disk full");
}

awaitable<void> forget_to_join(World& world) {
  TaskGroup tasks(world.executor);
  int ended = 0;
  tasks.spawn("forgotten", nested(world, 0, ended));
  co_return;
}

TEST(TaskGroupDeathTest, MustBeJoined) {
  VirtualWorld world(Seed(1));
  EXPECT_DEATH(world.run(forget_to_join(world.world())),
               "tasks in flight: forgotten, main.*destroyed before it was joined");
}

}  // namespace
}  // namespace gameday::rt
