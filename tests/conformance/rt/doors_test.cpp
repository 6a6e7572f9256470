// Listening and dialling, row by row, over both worlds.
#include "rt/error.hpp"
#include "worlds.hpp"

namespace gameday::rt {
namespace {

awaitable<error_code> dial_error(World& world, Address address, Bound bound) {
  const result<StreamPtr> stream = co_await world.network.dial(std::move(address), bound);
  co_return stream ? error_code{} : stream.error();
}

awaitable<void> nobody_listens_is_refused(World& world) {
  Pair pair = co_await connect(world);
  const Address address = pair.listener->address();
  pair.listener.reset();
  const error_code ec = co_await dial_error(world, address, soon(world));
  EXPECT_EQ(ec, IoError::refused);
}

awaitable<void> a_taken_port_is_in_use(World& world) {
  const Pair pair = co_await connect(world);
  EXPECT_NE(pair.listener->address().port, 0);
  const auto second = world.network.listen(pair.listener->address());
  EXPECT_EQ(second.error(), IoError::in_use);
}

/// Refused, the port stays ours, connections that exist live on, and the door opens again.
awaitable<void> a_refusing_door_opens_again(World& world) {
  const Pair pair = co_await connect(world);
  pair.listener->door(Door::refuse);
  const error_code refused = co_await dial_error(world, pair.listener->address(), soon(world));
  EXPECT_EQ(refused, IoError::refused);
  co_await write_text(*pair.client, "still here", soon(world));
  const ReadText read = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(read.text, "still here");
  const result<StreamPtr> nobody = co_await pair.listener->accept(briefly(world));
  EXPECT_EQ(nobody.error(), IoError::timed_out);

  pair.listener->door(Door::open);
  const result<StreamPtr> dialled =
      co_await world.network.dial(pair.listener->address(), soon(world));
  EXPECT_TRUE(dialled);
  const result<StreamPtr> accepted = co_await pair.listener->accept(soon(world));
  EXPECT_TRUE(accepted);
}

awaitable<void> refuse_after(World& world, Duration wait, Listener& listener) {
  const Bound bound{later(world.now(), wait)};
  co_await sleep(world, bound);
  listener.door(Door::refuse);
}

awaitable<void> an_accept_outlives_a_refusing_door(World& world) {
  const Pair pair = co_await connect(world);
  TaskGroup tasks(world.executor);
  tasks.spawn("refuse", refuse_after(world, 5ms, *pair.listener));
  const result<StreamPtr> nobody = co_await pair.listener->accept(briefly(world));
  EXPECT_EQ(nobody.error(), IoError::timed_out);
  co_await tasks.join(soon(world));
}

/// Not even the first handshake is completed, and connections that exist live on.
awaitable<void> a_black_hole_says_nothing(World& world) {
  const Pair pair = co_await connect(world);
  pair.listener->door(Door::black_hole);
  for (int i = 0; i < 3; ++i) {
    const error_code ec = co_await dial_error(world, pair.listener->address(), briefly(world));
    EXPECT_EQ(ec, IoError::timed_out);
  }
  const result<StreamPtr> nobody = co_await pair.listener->accept(briefly(world));
  EXPECT_EQ(nobody.error(), IoError::timed_out);
  co_await write_text(*pair.client, "still here", soon(world));
  const ReadText read = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(read.text, "still here");
}

/// Who is let in then is the dialler, not what kept the hole shut.
awaitable<void> a_black_hole_opens_again(World& world) {
  const Pair pair = co_await connect(world);
  for (int i = 0; i < 2; ++i) {
    pair.listener->door(Door::black_hole);
    const error_code ec = co_await dial_error(world, pair.listener->address(), briefly(world));
    EXPECT_EQ(ec, IoError::timed_out);
    pair.listener->door(Door::open);
    const result<StreamPtr> dialled =
        co_await world.network.dial(pair.listener->address(), soon(world));
    const result<StreamPtr> accepted = co_await pair.listener->accept(soon(world));
    co_await write_text(**dialled, "me", soon(world));
    const ReadText read = co_await read_text(**accepted, soon(world));
    EXPECT_EQ(read.text, "me");
  }
}

awaitable<void> a_black_hole_may_become_a_refusal(World& world) {
  const Pair pair = co_await connect(world);
  pair.listener->door(Door::black_hole);
  pair.listener->door(Door::refuse);
  const error_code refused = co_await dial_error(world, pair.listener->address(), soon(world));
  EXPECT_EQ(refused, IoError::refused);
  pair.listener->door(Door::black_hole);
  const error_code silent = co_await dial_error(world, pair.listener->address(), briefly(world));
  EXPECT_EQ(silent, IoError::timed_out);
}

awaitable<void> open_after(World& world, Duration wait, Listener& listener) {
  const Bound bound{later(world.now(), wait)};
  co_await sleep(world, bound);
  listener.door(Door::open);
}

/// One knock is not heard, the next one a second later is.
awaitable<void> who_knocks_on_is_let_in(World& world) {
  const Pair pair = co_await connect(world);
  pair.listener->door(Door::black_hole);
  TaskGroup tasks(world.executor);
  tasks.spawn("open", open_after(world, 20ms, *pair.listener));
  const TimePoint began = world.now();
  const result<StreamPtr> dialled =
      co_await world.network.dial(pair.listener->address(), soon(world));
  EXPECT_TRUE(dialled);
  EXPECT_GE(world.now() - began, 500ms);
  co_await tasks.join(soon(world));
}

awaitable<void> who_was_not_accepted_is_reset(World& world) {
  const Pair pair = co_await connect(world);
  const result<StreamPtr> waiting =
      co_await world.network.dial(pair.listener->address(), soon(world));
  EXPECT_TRUE(waiting);
  pair.listener->door(Door::refuse);
  const ReadText read = co_await read_text(**waiting, soon(world));
  EXPECT_EQ(read.ec, IoError::reset);
}

awaitable<void> a_number_resolves_to_itself(World& world) {
  const Address number{"127.0.0.1", 80};
  const auto addresses = co_await world.network.resolve(number, soon(world));
  EXPECT_EQ(addresses.value(), std::vector<Address>{number});
}

/// `::` is every address of this machine, and has its port to itself.
awaitable<void> a_wildcard_takes_every_address(World& world) {
  const auto every = std::move(world.network.listen({"::", 0}).value());
  const std::uint16_t port = every->address().port;
  EXPECT_EQ(every->address().host, "::");
  for (const char* const host : {"127.0.0.1", "::1"}) {
    const Address address{host, port};
    const result<StreamPtr> dialled = co_await world.network.dial(address, soon(world));
    EXPECT_TRUE(dialled) << host;
    const result<StreamPtr> accepted = co_await every->accept(soon(world));
    EXPECT_TRUE(accepted) << host;
    const auto second = world.network.listen(address);
    EXPECT_EQ(second.error(), IoError::in_use) << host;
  }
  const auto one = std::move(world.network.listen({"127.0.0.1", 0}).value());
  const auto all = world.network.listen({"::", one->address().port});
  EXPECT_EQ(all.error(), IoError::in_use);
}

constexpr Row rows[] = {
    {"nobody_listens_is_refused", nobody_listens_is_refused},
    {"a_taken_port_is_in_use", a_taken_port_is_in_use},
    {"a_refusing_door_opens_again", a_refusing_door_opens_again},
    {"an_accept_outlives_a_refusing_door", an_accept_outlives_a_refusing_door},
    {"a_black_hole_says_nothing", a_black_hole_says_nothing},
    {"a_black_hole_opens_again", a_black_hole_opens_again},
    {"a_black_hole_may_become_a_refusal", a_black_hole_may_become_a_refusal},
    {"who_knocks_on_is_let_in", who_knocks_on_is_let_in},
    {"who_was_not_accepted_is_reset", who_was_not_accepted_is_reset},
    {"a_number_resolves_to_itself", a_number_resolves_to_itself},
    {"a_wildcard_takes_every_address", a_wildcard_takes_every_address},
};

class Doors : public Rows {};
TEST_P(Doors, Keeps) {
  keep();
}
INSTANTIATE_TEST_SUITE_P(Rt, Doors, in_both_worlds(rows), row_name);

}  // namespace
}  // namespace gameday::rt
