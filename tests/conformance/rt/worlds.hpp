#pragma once
// One coroutine body, run in memory under virtual time and over TCP on loopback.

#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "rt/real_world.hpp"
#include "rt/virtual_world.hpp"

namespace gameday::rt {

enum class Kind : std::uint8_t { memory, tcp };

class AnyWorld {
 public:
  explicit AnyWorld(Kind kind);
  World& world();
  void run(awaitable<void> main);

 private:
  std::unique_ptr<VirtualWorld> memory_;
  std::unique_ptr<RealWorld> tcp_;
};

/// One promise, kept in both worlds.
struct Row {
  const char* name;
  awaitable<void> (*body)(World& world);
};
class Rows : public testing::TestWithParam<std::tuple<Kind, Row>> {
 protected:
  void keep();
};
std::string row_name(const testing::TestParamInfo<Rows::ParamType>& row);
template <std::size_t N>
auto in_both_worlds(const Row (&rows)[N]) {
  return testing::Combine(testing::Values(Kind::memory, Kind::tcp), testing::ValuesIn(rows));
}

/// Two ends of one connection.
struct Pair {
  std::unique_ptr<Listener> listener;
  StreamPtr client;
  StreamPtr server;
};
awaitable<Pair> connect(World& world);

/// 5 s from now: nothing on loopback takes that long, so reaching it fails the row.
Bound soon(World& world);
/// 30 ms from now: for what must not come.
Bound briefly(World& world);

awaitable<error_code> write_text(ByteStream& stream, std::string text, Bound bound);
/// At most 4 KiB; empty with an error.
struct ReadText {
  std::string text;
  error_code ec;
};
awaitable<ReadText> read_text(ByteStream& stream, Bound bound);
/// Everything until an error, and that error.
awaitable<ReadText> read_to_end(ByteStream& stream, Bound bound);
/// As much of endless 'x' as fits without waiting; says how much.
std::size_t fill(ByteStream& stream);

}  // namespace gameday::rt
