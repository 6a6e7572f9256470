#include <array>
#include <string>

#include <gtest/gtest.h>

#include "rt/closing.hpp"
#include "rt/error.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rt {
namespace {

std::string text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

awaitable<void> echo_one(World& world, Listener& listener) {
  const result<StreamPtr> accepted = co_await listener.accept(Bound{});
  std::array<std::byte, 64> buffer;
  const IoResult read = co_await (*accepted)->read_some(buffer, Bound{});
  const std::string answer = text(std::span(buffer).first(read.n));
  co_await write_all(**accepted, answer, Bound{});
  co_await close_politely(world, **accepted, Bound{});
}

awaitable<void> ask(World& world, std::string& answer, TimePoint& answered) {
  const Address anywhere{"mock", 0};
  const result<std::unique_ptr<Listener>> listener = world.network.listen(anywhere);
  EXPECT_EQ((*listener)->address().port, 20000);
  TaskGroup tasks(world.executor);
  tasks.spawn("echo", echo_one(world, **listener));
  const Bound bound{later(world.now(), 1s)};
  const result<StreamPtr> stream = co_await world.network.dial((*listener)->address(), bound);
  co_await write_all(**stream, "hello", bound);
  std::array<std::byte, 64> buffer;
  const IoResult read = co_await (*stream)->read_some(buffer, bound);
  answer = text(std::span(buffer).first(read.n));
  answered = world.now();
  (*stream)->end(End::close);
  co_await tasks.join(Bound{});
}

TEST(MemoryNetwork, EachDeliveryCosts20Microseconds) {
  VirtualWorld world(Seed(1));
  std::string answer;
  TimePoint answered;
  world.run(ask(world.world(), answer, answered));
  EXPECT_EQ(answer, "hello");
  EXPECT_EQ(answered, run_start + 3 * 20us);  // the dial, there, back
}

}  // namespace
}  // namespace gameday::rt
