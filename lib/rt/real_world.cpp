#include "rt/real_world.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include "rt/loop.hpp"
#include "rt/real_clock.hpp"
#include "rt/tcp_network.hpp"

namespace gameday::rt {
namespace {

awaitable<void> main_then_stop(awaitable<void> main, asio::io_context& io) {
  co_await std::move(main);
  io.stop();
}

}  // namespace

struct RealWorld::Parts {
  Parts(Epoch epoch, Seed seed_of_world)
      : io(std::make_unique<asio::io_context>(1)),
        clock(*io, epoch),
        loop(Loop::make(*io, clock)),
        busy(io->get_executor()),
        network(loop),
        tasks(io->get_executor()),
        seed(seed_of_world),
        world{io->get_executor(), clock, network, tasks, seed} {}
  ~Parts() {
    network.close();
    clock.close();
    busy.reset();
    io.reset();  // coroutines that never ended unwind here, and use what is below
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  std::unique_ptr<asio::io_context> io;
  RealClock clock;
  Loop& loop;
  asio::executor_work_guard<Executor> busy;
  TcpNetwork network;
  TaskGroup tasks;
  Seed seed;
  World world;
};

RealWorld::RealWorld(Epoch epoch, Seed seed) : parts_(std::make_unique<Parts>(epoch, seed)) {}
RealWorld::~RealWorld() = default;

World& RealWorld::world() {
  return parts_->world;
}

void RealWorld::run(awaitable<void> main) {
  asio::io_context& io = *parts_->io;
  TaskGroup running(parts_->world.executor);
  running.spawn("main", main_then_stop(std::move(main), io));
  io.run();
  // main has returned (or somebody called leave()); its task ends in one of the next handlers.
  while (running.in_flight() != 0) {
    io.restart();
    io.run_one();
  }
  io.restart();
}

void RealWorld::serve() {
  asio::io_context& io = *parts_->io;
  io.run();
  io.restart();
  io.poll();
}

void RealWorld::leave() {
  parts_->io->stop();
}

}  // namespace gameday::rt
