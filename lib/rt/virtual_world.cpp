#include "rt/virtual_world.hpp"

#include <cstdio>
#include <string>

#include <boost/asio/executor_work_guard.hpp>
#include <fmt/format.h>

#include "base/assert.hpp"
#include "base/units.hpp"
#include "rt/loop.hpp"
#include "rt/memory_network.hpp"
#include "rt/virtual_clock.hpp"

namespace gameday::rt {
namespace {

// What a busy simulation does at one instant is hundreds; a retry loop without backoff never ends.
constexpr std::size_t most_at_one_instant = 1'000'000;

}  // namespace

std::size_t VirtualClock::jump() {
  now_ = std::max(now_, heap_.earliest());
  return heap_.fire(now_);
}

struct VirtualWorld::Parts {
  explicit Parts(Seed seed_of_world)
      : io(std::make_unique<asio::io_context>(1)),
        loop(Loop::make(*io, clock)),
        busy(io->get_executor()),
        network(loop),
        tasks(io->get_executor()),
        seed(seed_of_world),
        world{io->get_executor(), clock, network, tasks, seed} {}
  ~Parts() {
    busy.reset();
    io.reset();  // first: coroutines that never ended unwind here, and use everything else
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  [[noreturn]] void die(const char* why) const {
    fmt::print(stderr, "virtual time {}; tasks in flight: {}\n",
               gameday::to_text(clock.now().time_since_epoch()), loop.describe_tasks());
    CHECK(false, why);
    std::abort();
  }

  VirtualClock clock;
  std::unique_ptr<asio::io_context> io;
  Loop& loop;
  asio::executor_work_guard<Executor> busy;  // poll() must not end the loop for good when idle
  MemoryNetwork network;
  TaskGroup tasks;
  Seed seed;
  World world;
};

VirtualWorld::VirtualWorld(Seed seed) : parts_(std::make_unique<Parts>(seed)) {}
VirtualWorld::~VirtualWorld() = default;

World& VirtualWorld::world() {
  return parts_->world;
}

void VirtualWorld::run(awaitable<void> main) {
  Parts& parts = *parts_;
  TaskGroup running(parts.world.executor);
  running.spawn("main", std::move(main));
  TimePoint instant = parts.clock.now();
  std::size_t ran = 0;
  for (;;) {
    while (running.in_flight() != 0 && parts.io->poll_one() != 0) {
      if (++ran > most_at_one_instant) {
        parts.die("over 1,000,000 handlers at one instant: something retries without a pause");
      }
    }
    if (running.in_flight() == 0) {
      return;
    }
    if (parts.clock.earliest() == never) {
      parts.die("deadlock: nothing can run and nobody waits for time");
    }
    const std::size_t fired = parts.clock.jump();
    ran = parts.clock.now() == instant ? ran + fired : 0;
    instant = parts.clock.now();
  }
}

}  // namespace gameday::rt
