// From one world to another: real worlds on two threads, and a virtual one with itself.
#include "rt/across.hpp"

#include <thread>

#include "rt/error.hpp"
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
  post_to(there.world(), [&ran] { ran = true; });
  there.leave();
  there.serve();
  EXPECT_TRUE(ran);
}

awaitable<void> ask_for(World& world, std::string host, error_code& ec) {
  const Address name{std::move(host), 80};
  const Bound bound{later(world.now(), 10s), Limit::dns};
  const auto addresses = co_await world.network.resolve(name, bound);
  ec = addresses ? error_code{} : addresses.error();
}

// RFC 6761: names under .invalid never exist; a machine without a resolver says dns_failure.
TEST(Resolve, ANameThatDoesNotExist) {
  RealWorld world(Epoch::start(), Seed(1));
  error_code ec;
  world.run(ask_for(world.world(), "gameday.invalid", ec));
  EXPECT_TRUE(ec == IoError::no_such_host || ec == IoError::dns_failure) << ec.message();
}

awaitable<void> leave_one_open(World& world) {
  static error_code ignored;
  world.tasks.spawn("lookup", ask_for(world, "gameday.invalid", ignored));
  co_return;
}

TEST(Resolve, AWorldDoesNotWaitForItsLookups) {
  RealWorld world(Epoch::start(), Seed(1));
  world.run(leave_one_open(world.world()));
}

}  // namespace
}  // namespace gameday::rt
