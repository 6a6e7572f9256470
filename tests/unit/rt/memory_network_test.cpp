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

awaitable<void> talk(ByteStream& stream, std::string words, error_code& unheard) {
  unheard = co_await write_all(stream, words, Bound{});
}

awaitable<void> close_on(World& world, std::string words, Duration& took, error_code& unheard) {
  const Address anywhere{"mock", 0};
  const result<std::unique_ptr<Listener>> listener = world.network.listen(anywhere);
  const Bound bound{later(world.now(), 1s)};
  const result<StreamPtr> client = co_await world.network.dial((*listener)->address(), bound);
  const result<StreamPtr> server = co_await (*listener)->accept(bound);
  TaskGroup tasks(world.executor);
  tasks.spawn("talk", talk(**client, std::move(words), unheard));
  const TimePoint start = world.now();
  co_await close_politely(world, **server, Bound{});
  took = world.now() - start;
  co_await tasks.join(Bound{});
}

TEST(ClosePolitely, ListensNeitherForLongNorToMuch) {
  VirtualWorld world(Seed(1));
  Duration took{};
  error_code unheard;
  world.run(close_on(world.world(), "hello", took, unheard));
  EXPECT_EQ(took, polite_discard_time);
  EXPECT_FALSE(unheard);
  world.run(close_on(world.world(), std::string(4 * polite_discard_limit, 'x'), took, unheard));
  EXPECT_LT(took, polite_discard_time);
  EXPECT_EQ(unheard, IoError::reset);
}

}  // namespace
}  // namespace gameday::rt
