#include "rt/stream.hpp"

#include <vector>

#include "rt/error.hpp"

namespace gameday::rt {
namespace {

/// Drops the first `n` bytes.
void consume(std::vector<asio::const_buffer>& buffers, std::size_t n) {
  auto it = buffers.begin();
  while (it != buffers.end() && it->size() <= n) {
    n -= it->size();
    ++it;
  }
  buffers.erase(buffers.begin(), it);
  if (!buffers.empty()) {
    buffers.front() += n;
  }
}

}  // namespace

awaitable<error_code> write_all(ByteStream& stream, std::span<const asio::const_buffer> buffers,
                                Bound bound) {
  // Nearly every message fits at once: no copy of the list then.
  IoResult wrote = stream.try_write(buffers);
  if (!wrote.ec && wrote.n == asio::buffer_size(buffers)) {
    co_return error_code{};
  }
  std::vector<asio::const_buffer> rest(buffers.begin(), buffers.end());
  for (;;) {
    if (wrote.ec && wrote.ec != IoError::would_block) {
      co_return wrote.ec;
    }
    consume(rest, wrote.n);
    if (rest.empty()) {
      co_return error_code{};
    }
    const error_code ec = co_await stream.writable(bound);
    if (ec) {
      co_return ec;
    }
    wrote = stream.try_write(rest);
  }
}

awaitable<error_code> write_all(ByteStream& stream, std::string_view bytes, Bound bound) {
  const asio::const_buffer buffer(bytes.data(), bytes.size());
  const error_code ec = co_await write_all(stream, std::span(&buffer, 1), bound);
  co_return ec;
}

}  // namespace gameday::rt
