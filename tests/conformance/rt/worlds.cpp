#include "worlds.hpp"

#include <array>

#include "rt/error.hpp"

namespace gameday::rt {

AnyWorld::AnyWorld(Kind kind) {
  if (kind == Kind::memory) {
    memory_ = std::make_unique<VirtualWorld>(Seed(1));
  } else {
    tcp_ = std::make_unique<RealWorld>(Epoch::start(), Seed(1));
  }
}

World& AnyWorld::world() {
  return memory_ ? memory_->world() : tcp_->world();
}

void AnyWorld::run(awaitable<void> main) {
  if (memory_) {
    memory_->run(std::move(main));
  } else {
    tcp_->run(std::move(main));
  }
}

void Rows::keep() {
  AnyWorld world(std::get<Kind>(GetParam()));
  world.run(std::get<Row>(GetParam()).body(world.world()));
}

std::string row_name(const testing::TestParamInfo<Rows::ParamType>& row) {
  const bool memory = std::get<Kind>(row.param) == Kind::memory;
  return std::string(memory ? "memory_" : "tcp_") + std::get<Row>(row.param).name;
}

awaitable<Pair> connect(World& world) {
  Pair pair;
  const Address anywhere{"127.0.0.1", 0};
  pair.listener = std::move(world.network.listen(anywhere).value());
  const Bound bound = soon(world);
  pair.client = (co_await world.network.dial(pair.listener->address(), bound)).value();
  pair.server = (co_await pair.listener->accept(bound)).value();
  co_return pair;
}

Bound soon(World& world) {
  return Bound{later(world.now(), 5s), Limit::total};
}
Bound briefly(World& world) {
  return Bound{later(world.now(), 30ms), Limit::idle};
}

awaitable<error_code> write_text(ByteStream& stream, std::string text, Bound bound) {
  const error_code ec = co_await write_all(stream, text, bound);
  co_return ec;
}

awaitable<ReadText> read_text(ByteStream& stream, Bound bound) {
  std::array<std::byte, 4096> buffer;
  const IoResult read = co_await stream.read_some(buffer, bound);
  ReadText result{std::string(reinterpret_cast<const char*>(buffer.data()), read.n), read.ec};
  co_return result;
}

awaitable<ReadText> read_to_end(ByteStream& stream, Bound bound) {
  ReadText all;
  while (!all.ec) {
    const ReadText read = co_await read_text(stream, bound);
    all.text += read.text;
    all.ec = read.ec;
  }
  co_return all;
}

std::size_t fill(ByteStream& stream) {
  const std::string many(16 * 1024, 'x');
  const asio::const_buffer buffer(many.data(), many.size());
  std::size_t total = 0;
  for (;;) {
    const IoResult wrote = stream.try_write(std::span(&buffer, 1));
    if (wrote.ec) {
      EXPECT_EQ(wrote.ec, IoError::would_block);
      return total;
    }
    total += wrote.n;
  }
}

}  // namespace gameday::rt
