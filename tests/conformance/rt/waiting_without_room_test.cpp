// To wait for something to read without memory for it: a read without any room.
#include <array>

#include "rt/error.hpp"
#include "worlds.hpp"

namespace gameday::rt {
namespace {

constexpr std::span<std::byte> no_room;

/// Reads all there is now; then waits for more, or for the end.
awaitable<IoResult> wait_for_more(ByteStream& stream, std::string& text, Bound bound) {
  std::array<std::byte, 100> bytes;
  IoResult read;
  do {
    text.append(reinterpret_cast<const char*>(bytes.data()), read.n);
    read = stream.try_read(bytes);
  } while (!read.ec);
  if (read.ec == IoError::would_block) {
    read = co_await stream.read_some(no_room, bound);
  }
  co_return read;
}

awaitable<void> write_later(World& world, ByteStream& stream, std::string text) {
  co_await sleep(world, briefly(world));
  co_await write_text(stream, std::move(text), soon(world));
}

awaitable<void> it_takes_nothing(World& world) {
  const Pair pair = co_await connect(world);
  TaskGroup tasks(world.executor);
  std::string got;
  for (int i = 0; i < 5; ++i) {
    tasks.spawn("writer", write_later(world, *pair.client, "some " + std::to_string(i)));
    const IoResult waited = co_await wait_for_more(*pair.server, got, soon(world));
    EXPECT_FALSE(waited.ec) << waited.ec.message();
    EXPECT_EQ(waited.n, 0U);
  }
  co_await tasks.join(soon(world));
  const IoResult silent = co_await wait_for_more(*pair.server, got, briefly(world));
  EXPECT_EQ(silent.ec, IoError::timed_out);
  EXPECT_EQ(got, "some 0some 1some 2some 3some 4");
  // Any other read may follow.
  tasks.spawn("writer", write_later(world, *pair.client, "and more"));
  const ReadText more = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(more.text, "and more");
  co_await tasks.join(soon(world));
}

awaitable<void> another_read_finds_what_it_has_waited_for(World& world) {
  const Pair pair = co_await connect(world);
  TaskGroup tasks(world.executor);
  std::string none;
  tasks.spawn("writer", write_later(world, *pair.client, "there"));
  const IoResult waited = co_await wait_for_more(*pair.server, none, soon(world));
  EXPECT_FALSE(waited.ec);
  const ReadText read = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(read.text, "there");
  co_await tasks.join(soon(world));
}

awaitable<void> the_ends_wake_it(World& world) {
  for (const End how : {End::half_close, End::reset}) {
    const Pair pair = co_await connect(world);
    std::string none;
    const IoResult early = co_await wait_for_more(*pair.server, none, briefly(world));
    EXPECT_EQ(early.ec, IoError::timed_out);
    pair.client->end(how);
    IoResult waited;
    for (int i = 0; i < 3 && !waited.ec; ++i) {
      waited = co_await wait_for_more(*pair.server, none, soon(world));
    }
    EXPECT_EQ(waited.ec, how == End::reset ? IoError::reset : IoError::eof);
  }
}

awaitable<void> a_reset_behind_data_wakes_it(World& world) {
  const Pair pair = co_await connect(world);
  co_await write_text(*pair.client, "last words", soon(world));
  co_await sleep(world, briefly(world));
  pair.client->end(End::reset);
  co_await sleep(world, briefly(world));
  std::string got;
  IoResult waited;
  for (int i = 0; i < 3 && !waited.ec; ++i) {
    waited = co_await wait_for_more(*pair.server, got, soon(world));
  }
  EXPECT_EQ(waited.ec, IoError::reset);
}

awaitable<void> a_stop_ends_it(World& world) {
  const Pair pair = co_await connect(world);
  Stop stop;
  TaskGroup tasks(world.executor);
  const auto stop_soon = [](World& here, Stop& other) -> awaitable<void> {
    co_await sleep(here, briefly(here));
    other.request(Why::shutdown);
  };
  tasks.spawn("stop", stop_soon(world, stop));
  std::string none;
  const Bound bound = soon(world).with(stop);
  const IoResult stopped = co_await wait_for_more(*pair.server, none, bound);
  EXPECT_EQ(stopped.ec, IoError::stopped);
  const IoResult at_once = co_await wait_for_more(*pair.server, none, bound);
  EXPECT_EQ(at_once.ec, IoError::stopped);
  co_await tasks.join(soon(world));
  // Nothing is lost by it.
  co_await write_text(*pair.client, "later", soon(world));
  const ReadText read = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(read.text, "later");
}

/// Short reads, as on a connection that is kept: what an empty socket costs is learned from them.
awaitable<void> exchange_some(World& world, const Pair& pair) {
  for (int i = 0; i < 5; ++i) {
    co_await write_text(*pair.client, "short", soon(world));
    const ReadText read = co_await read_text(*pair.server, soon(world));
    EXPECT_EQ(read.text, "short");
    std::string none;
    const IoResult silent = co_await wait_for_more(*pair.server, none, briefly(world));
    EXPECT_EQ(silent.ec, IoError::timed_out);
  }
}

awaitable<void> the_end_that_comes_with_data_is_not_missed(World& world) {
  const Pair pair = co_await connect(world);
  co_await exchange_some(world, pair);
  co_await write_text(*pair.client, "last words", soon(world));
  pair.client->end(End::half_close);
  co_await sleep(world, briefly(world));  // both are there before the first read
  std::string got;
  IoResult waited;
  for (int i = 0; i < 3 && !waited.ec; ++i) {
    waited = co_await wait_for_more(*pair.server, got, soon(world));
  }
  EXPECT_EQ(waited.ec, IoError::eof);
  EXPECT_EQ(got, "last words");
}

awaitable<void> what_a_read_has_left_is_not_waited_for(World& world) {
  const Pair pair = co_await connect(world);
  co_await exchange_some(world, pair);
  co_await write_text(*pair.client, std::string(250, 'x'), soon(world));
  co_await sleep(world, briefly(world));
  std::array<std::byte, 100> room;
  EXPECT_EQ(pair.server->try_read(room).n, 100U);
  const IoResult second = co_await pair.server->read_some(room, soon(world));
  EXPECT_EQ(second.n, 100U);
  EXPECT_EQ(pair.server->try_read(room).n, 50U);
  EXPECT_EQ(pair.server->try_read(room).ec, IoError::would_block);
}

awaitable<void> what_comes_before_the_wait_is_found(World& world) {
  const Pair pair = co_await connect(world);
  co_await exchange_some(world, pair);
  for (int i = 0; i < 3; ++i) {
    co_await write_text(*pair.client, "between", soon(world));
    co_await sleep(world, briefly(world));
    std::string got;
    const IoResult silent = co_await wait_for_more(*pair.server, got, briefly(world));
    EXPECT_EQ(silent.ec, IoError::timed_out);
    EXPECT_EQ(got, "between");
  }
}

awaitable<void> an_end_that_was_read_is_found_again(World& world) {
  for (const End how : {End::half_close, End::reset}) {
    const Pair pair = co_await connect(world);
    co_await exchange_some(world, pair);
    pair.client->end(how);
    std::array<std::byte, 8> room;
    const IoResult read = co_await pair.server->read_some(room, soon(world));
    EXPECT_EQ(read.ec, how == End::reset ? IoError::reset : IoError::eof);
    EXPECT_EQ(pair.server->try_read(room).ec, read.ec);
  }
}

constexpr Row rows[] = {
    {"it_takes_nothing", it_takes_nothing},
    {"another_read_finds_what_it_has_waited_for", another_read_finds_what_it_has_waited_for},
    {"the_ends_wake_it", the_ends_wake_it},
    {"a_reset_behind_data_wakes_it", a_reset_behind_data_wakes_it},
    {"a_stop_ends_it", a_stop_ends_it},
    {"the_end_that_comes_with_data_is_not_missed", the_end_that_comes_with_data_is_not_missed},
    {"what_a_read_has_left_is_not_waited_for", what_a_read_has_left_is_not_waited_for},
    {"what_comes_before_the_wait_is_found", what_comes_before_the_wait_is_found},
    {"an_end_that_was_read_is_found_again", an_end_that_was_read_is_found_again},
};

class WaitingWithoutRoom : public Rows {};
TEST_P(WaitingWithoutRoom, Keeps) {
  keep();
}
INSTANTIATE_TEST_SUITE_P(Rt, WaitingWithoutRoom, in_both_worlds(rows), row_name);

}  // namespace
}  // namespace gameday::rt
