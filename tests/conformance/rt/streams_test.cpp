// What a byte stream promises, row by row, over both worlds.
#include <array>

#include "rt/closing.hpp"
#include "rt/error.hpp"
#include "worlds.hpp"

namespace gameday::rt {
namespace {

awaitable<void> data_flows_both_ways(World& world) {
  const Pair pair = co_await connect(world);
  co_await write_text(*pair.client, "question", soon(world));
  const ReadText question = co_await read_text(*pair.server, soon(world));
  EXPECT_EQ(question.text, "question");
  co_await write_text(*pair.server, "answer", soon(world));
  const ReadText answer = co_await read_text(*pair.client, soon(world));
  EXPECT_EQ(answer.text, "answer");
}

awaitable<void> a_delivery_takes_time(World& world) {
  const Pair pair = co_await connect(world);
  const TimePoint sent = world.now();
  co_await write_text(*pair.client, "x", soon(world));
  co_await read_text(*pair.server, soon(world));
  EXPECT_GE(world.now() - sent, 1us);
  EXPECT_LT(world.now() - sent, 1s);
}

awaitable<void> gathered_writes_arrive_in_order(World& world) {
  const Pair pair = co_await connect(world);
  const std::array<asio::const_buffer, 4> parts{asio::buffer("head", 4), asio::const_buffer(),
                                                asio::buffer("bo", 2), asio::buffer("dy", 2)};
  const IoResult wrote = pair.client->try_write(parts);
  EXPECT_EQ(wrote.n, 8U);
  pair.client->end(End::half_close);
  const ReadText read = co_await read_to_end(*pair.server, soon(world));
  EXPECT_EQ(read.text, "headbody");
}

awaitable<void> a_full_window_pushes_back(World& world) {
  const Pair pair = co_await connect(world);
  std::size_t sent = fill(*pair.client);
  EXPECT_GE(sent, 64U * 1024);
  const error_code still_full = co_await pair.client->writable(briefly(world));
  // The kernel moves bytes from our side to the peer's while it can.
  while (!still_full) {
    const std::size_t more = fill(*pair.client);
    sent += more;
    const error_code full = co_await pair.client->writable(briefly(world));
    if (full) {
      EXPECT_EQ(full, IoError::timed_out);
      break;
    }
  }
  std::size_t received = 0;
  while (received < sent) {
    const ReadText read = co_await read_text(*pair.server, soon(world));
    EXPECT_FALSE(read.ec);
    received += read.text.size();
  }
  const error_code room = co_await pair.client->writable(soon(world));
  EXPECT_FALSE(room);
}

awaitable<void> write_all_waits_for_a_slow_reader(World& world) {
  const Pair pair = co_await connect(world);
  TaskGroup tasks(world.executor);
  const std::string much(8 * 1024 * 1024, 'y');
  error_code wrote = IoError::other;
  const auto write = [](World& w, ByteStream& stream, const std::string& text,
                        error_code& result) -> awaitable<void> {
    result = co_await write_all(stream, text, soon(w));
    stream.end(End::half_close);
  };
  tasks.spawn("writer", write(world, *pair.client, much, wrote));
  const ReadText read = co_await read_to_end(*pair.server, soon(world));
  EXPECT_EQ(read.ec, IoError::eof);
  EXPECT_TRUE(read.text == much);
  co_await tasks.join(soon(world));
  EXPECT_FALSE(wrote);
}

awaitable<void> half_close_leaves_the_other_direction(World& world) {
  const Pair pair = co_await connect(world);
  co_await write_text(*pair.client, "last words", soon(world));
  pair.client->end(End::half_close);
  const ReadText read = co_await read_to_end(*pair.server, soon(world));
  EXPECT_EQ(read.text, "last words");
  EXPECT_EQ(read.ec, IoError::eof);
  co_await write_text(*pair.server, "heard", soon(world));
  const ReadText answer = co_await read_text(*pair.client, soon(world));
  EXPECT_EQ(answer.text, "heard");
  const asio::const_buffer more("x", 1);
  const IoResult wrote = pair.client->try_write(std::span(&more, 1));
  EXPECT_EQ(wrote.ec, IoError::reset);
}

awaitable<void> fin_reset_and_silence_differ(World& world) {
  const Pair fin = co_await connect(world);
  const Pair reset = co_await connect(world);
  const Pair silence = co_await connect(world);
  fin.client->end(End::close);
  reset.client->end(End::reset);
  const ReadText after_fin = co_await read_text(*fin.server, soon(world));
  EXPECT_EQ(after_fin.ec, IoError::eof);
  const ReadText after_reset = co_await read_text(*reset.server, soon(world));
  EXPECT_EQ(after_reset.ec, IoError::reset);
  const ReadText again = co_await read_text(*reset.server, soon(world));
  EXPECT_EQ(again.ec, IoError::reset);
  const ReadText after_silence = co_await read_text(*silence.server, briefly(world));
  EXPECT_EQ(after_silence.ec, IoError::timed_out);
}

awaitable<void> what_has_arrived_survives_a_reset(World& world) {
  const Pair pair = co_await connect(world);
  co_await write_text(*pair.client, "arrived", soon(world));
  const error_code ec = co_await drained(world, *pair.client, soon(world));
  EXPECT_FALSE(ec);
  EXPECT_EQ(pair.client->unsent(), 0U);
  pair.client->end(End::reset);
  co_await sleep(world, briefly(world));  // the reset is there before we read
  const ReadText read = co_await read_to_end(*pair.server, soon(world));
  EXPECT_EQ(read.text, "arrived");
  EXPECT_EQ(read.ec, IoError::reset);
}

awaitable<void> what_was_unsent_is_lost_by_a_reset(World& world) {
  const Pair pair = co_await connect(world);
  const std::size_t sent = fill(*pair.client);
  EXPECT_GT(pair.client->unsent(), 0U);
  pair.client->end(End::reset);
  const ReadText read = co_await read_to_end(*pair.server, soon(world));
  EXPECT_LT(read.text.size(), sent);
  EXPECT_EQ(read.ec, IoError::reset);
}

awaitable<void> close_with_unread_input_is_a_reset(World& world) {
  const Pair pair = co_await connect(world);
  co_await write_text(*pair.client, "never read", soon(world));
  co_await drained(world, *pair.client, soon(world));
  pair.server->end(End::close);
  const ReadText read = co_await read_text(*pair.client, soon(world));
  EXPECT_EQ(read.ec, IoError::reset);
}

awaitable<void> writing_to_who_has_closed_is_a_reset(World& world) {
  const Pair pair = co_await connect(world);
  pair.server->end(End::close);
  const ReadText fin = co_await read_text(*pair.client, soon(world));
  EXPECT_EQ(fin.ec, IoError::eof);
  error_code ec;
  for (int tries = 0; tries < 10 && !ec; ++tries) {
    ec = co_await write_text(*pair.client, "anyone there?", soon(world));
    co_await sleep(world, briefly(world));
  }
  EXPECT_EQ(ec, IoError::reset);
}

awaitable<void> a_polite_close_saves_the_answer(World& world) {
  const Pair pair = co_await connect(world);
  co_await write_text(*pair.client, std::string(10'000, 'q'), soon(world));
  co_await drained(world, *pair.client, soon(world));
  co_await write_text(*pair.server, "413", soon(world));
  TaskGroup tasks(world.executor);
  tasks.spawn("close", close_politely(world, *pair.server, soon(world)));
  const ReadText read = co_await read_to_end(*pair.client, soon(world));
  EXPECT_EQ(read.text, "413");
  EXPECT_EQ(read.ec, IoError::eof);
  pair.client->end(End::close);
  co_await tasks.join(soon(world));
}

constexpr Row rows[] = {
    {"data_flows_both_ways", data_flows_both_ways},
    {"a_delivery_takes_time", a_delivery_takes_time},
    {"gathered_writes_arrive_in_order", gathered_writes_arrive_in_order},
    {"a_full_window_pushes_back", a_full_window_pushes_back},
    {"write_all_waits_for_a_slow_reader", write_all_waits_for_a_slow_reader},
    {"half_close_leaves_the_other_direction", half_close_leaves_the_other_direction},
    {"fin_reset_and_silence_differ", fin_reset_and_silence_differ},
    {"what_has_arrived_survives_a_reset", what_has_arrived_survives_a_reset},
    {"what_was_unsent_is_lost_by_a_reset", what_was_unsent_is_lost_by_a_reset},
    {"close_with_unread_input_is_a_reset", close_with_unread_input_is_a_reset},
    {"writing_to_who_has_closed_is_a_reset", writing_to_who_has_closed_is_a_reset},
    {"a_polite_close_saves_the_answer", a_polite_close_saves_the_answer},
};

class Streams : public Rows {};
TEST_P(Streams, Keeps) {
  keep();
}
INSTANTIATE_TEST_SUITE_P(Rt, Streams, in_both_worlds(rows), row_name);

}  // namespace
}  // namespace gameday::rt
