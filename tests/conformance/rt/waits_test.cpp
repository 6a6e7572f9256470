// How waits end, row by row, over both worlds: by what came, by a Bound, by a Stop.
#include <array>

#include "rt/error.hpp"
#include "worlds.hpp"

namespace gameday::rt {
namespace {

awaitable<void> a_timed_out_wait_took_nothing(World& world) {
  const Pair pair = co_await connect(world);
  const TimePoint began = world.now();
  const ReadText nothing = co_await read_text(*pair.server, briefly(world));
  EXPECT_EQ(nothing.ec, IoError::timed_out);
  EXPECT_GE(world.now() - began, 30ms);
  co_await write_text(*pair.client, "late", soon(world));
  const ReadText late = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(late.text, "late");
}

awaitable<void> a_due_in_the_past_ends_at_once(World& world) {
  const Pair pair = co_await connect(world);
  const Bound past{world.now()};
  const ReadText read = co_await read_text(*pair.server, past);
  EXPECT_EQ(read.ec, IoError::timed_out);
  const error_code writable = co_await pair.client->writable(past);
  EXPECT_EQ(writable, IoError::timed_out);
  const result<StreamPtr> accepted = co_await pair.listener->accept(past);
  EXPECT_EQ(accepted.error(), IoError::timed_out);
  const result<StreamPtr> dialled = co_await world.network.dial(pair.listener->address(), past);
  EXPECT_EQ(dialled.error(), IoError::timed_out);
}

awaitable<void> a_stop_before_the_wait_ends_it_at_once(World& world) {
  const Pair pair = co_await connect(world);
  Stop stop;
  stop.request(Why::client_gone);
  const Bound bound = soon(world).with(stop);
  const ReadText read = co_await read_text(*pair.server, bound);
  EXPECT_EQ(read.ec, IoError::stopped);
  const error_code writable = co_await pair.client->writable(bound);
  EXPECT_EQ(writable, IoError::stopped);
  const result<StreamPtr> accepted = co_await pair.listener->accept(bound);
  EXPECT_EQ(accepted.error(), IoError::stopped);
  const result<StreamPtr> dialled = co_await world.network.dial(pair.listener->address(), bound);
  EXPECT_EQ(dialled.error(), IoError::stopped);
  const error_code slept = co_await sleep(world, bound);
  EXPECT_EQ(slept, IoError::stopped);
}

awaitable<void> stop_after(World& world, Duration wait, Stop& stop) {
  const Bound bound{later(world.now(), wait)};
  co_await sleep(world, bound);
  stop.request(Why::plan_changed);
}

awaitable<void> a_stopped_wait_took_nothing(World& world) {
  const Pair pair = co_await connect(world);
  Stop stop;
  TaskGroup tasks(world.executor);
  tasks.spawn("stopper", stop_after(world, 5ms, stop));
  const ReadText nothing = co_await read_text(*pair.server, soon(world).with(stop));
  EXPECT_EQ(nothing.ec, IoError::stopped);
  co_await write_text(*pair.client, "kept", soon(world));
  const ReadText kept = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(kept.text, "kept");
  co_await tasks.join(soon(world));
}

awaitable<void> wait_writable(ByteStream& stream, Bound bound, error_code& ended) {
  ended = co_await stream.writable(bound);
}

/// Full in one direction and silent in the other: both may wait, and end apart from each other.
awaitable<void> a_read_and_a_write_wait_at_once(World& world) {
  const Pair pair = co_await connect(world);
  error_code full;
  while (!full) {
    fill(*pair.client);
    full = co_await pair.client->writable(briefly(world));
  }
  TaskGroup tasks(world.executor);
  error_code write_ended = IoError::other;
  Stop stop;
  tasks.spawn("writer", wait_writable(*pair.client, soon(world).with(stop), write_ended));
  const ReadText silence = co_await read_text(*pair.client, briefly(world));
  EXPECT_EQ(silence.ec, IoError::timed_out);
  EXPECT_EQ(tasks.in_flight(), 1U) << "the read's limit ended the write";
  tasks.spawn("stopper", stop_after(world, 5ms, stop));
  const ReadText still_silent = co_await read_text(*pair.client, briefly(world));
  EXPECT_EQ(still_silent.ec, IoError::timed_out) << "the write's stop ended the read";
  co_await tasks.join(soon(world));
  EXPECT_EQ(write_ended, IoError::stopped);
}

awaitable<void> reset_after(World& world, Duration wait, ByteStream& stream) {
  const Bound bound{later(world.now(), wait)};
  co_await sleep(world, bound);
  stream.end(End::reset);
}

awaitable<void> ending_a_stream_ends_its_own_wait(World& world) {
  const Pair pair = co_await connect(world);
  TaskGroup tasks(world.executor);
  tasks.spawn("kill", reset_after(world, 5ms, *pair.server));
  const ReadText read = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(read.ec, IoError::reset);
  std::array<std::byte, 8> buffer;
  EXPECT_EQ(pair.server->try_read(buffer).ec, IoError::reset);
  co_await tasks.join(soon(world));
}

awaitable<void> try_read_never_waits(World& world) {
  const Pair pair = co_await connect(world);
  std::array<std::byte, 8> buffer;
  EXPECT_EQ(pair.server->try_read(buffer).ec, IoError::would_block);
  pair.client->end(End::close);
  co_await sleep(world, briefly(world));
  EXPECT_EQ(pair.server->try_read(buffer).ec, IoError::eof);
}

constexpr Row rows[] = {
    {"a_timed_out_wait_took_nothing", a_timed_out_wait_took_nothing},
    {"a_due_in_the_past_ends_at_once", a_due_in_the_past_ends_at_once},
    {"a_stop_before_the_wait_ends_it_at_once", a_stop_before_the_wait_ends_it_at_once},
    {"a_stopped_wait_took_nothing", a_stopped_wait_took_nothing},
    {"a_read_and_a_write_wait_at_once", a_read_and_a_write_wait_at_once},
    {"ending_a_stream_ends_its_own_wait", ending_a_stream_ends_its_own_wait},
    {"try_read_never_waits", try_read_never_waits},
};

class Waits : public Rows {};
TEST_P(Waits, Keeps) {
  keep();
}
INSTANTIATE_TEST_SUITE_P(Rt, Waits, in_both_worlds(rows), row_name);

}  // namespace
}  // namespace gameday::rt
