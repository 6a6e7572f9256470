// From one world to another: real worlds on two threads, and a virtual one with itself.
#include "rt/across.hpp"

#include <thread>

#include <boost/asio/post.hpp>

#include "worlds.hpp"

namespace gameday::rt {
namespace {

awaitable<void> note_thread(World& there, std::thread::id& id) {
  const Bound pause{later(there.now(), 2ms)};
  co_await sleep(there, pause);
  id = std::this_thread::get_id();
}

awaitable<void> there_and_back(World& home, World& there, std::thread::id& worked_on) {
  const std::thread::id before = std::this_thread::get_id();
  for (int round = 0; round < 10; ++round) {
    const std::function<awaitable<void>()> work = [&] { return note_thread(there, worked_on); };
    co_await run_on(home, there, work);
    EXPECT_EQ(std::this_thread::get_id(), before);
  }
}

TEST(Across, RunsOnTheOtherThreadAndReturns) {
  const Epoch epoch = Epoch::start();
  RealWorld home(epoch, Seed(1));
  RealWorld there(epoch, Seed(1));
  std::thread other([&there] { there.serve(); });
  const std::thread::id other_id = other.get_id();
  std::thread::id worked_on;
  home.run(there_and_back(home.world(), there.world(), worked_on));
  EXPECT_EQ(worked_on, other_id);
  there.leave();
  other.join();
}

TEST(Across, WithinOneWorldItIsAPlainCall) {
  VirtualWorld world(Seed(1));
  std::thread::id worked_on;
  world.run(there_and_back(world.world(), world.world(), worked_on));
  EXPECT_EQ(worked_on, std::this_thread::get_id());
  EXPECT_EQ(world.world().now(), run_start + 10 * 2ms);
}

TEST(Across, LeaveRunsWhatWasPostedBefore) {
  RealWorld there(Epoch::start(), Seed(1));
  bool ran = false;
  asio::post(there.world().executor, [&ran] { ran = true; });
  there.leave();
  there.serve();
  EXPECT_TRUE(ran);
}

}  // namespace
}  // namespace gameday::rt
