#pragma once
// The second seam: a full-duplex byte stream, over TCP or in memory.
//
// One read and one write may wait at once. Failures are values (rt/error.hpp). A wait that timed
// out or was stopped took nothing. FIN, RST and silence are three different things.

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

#include <boost/asio/buffer.hpp>

#include "base/end.hpp"
#include "base/result.hpp"
#include "rt/bound.hpp"
#include "rt/coroutine.hpp"

namespace gameday::rt {

struct IoResult {
  std::size_t n = 0;
  error_code ec;
};

class ByteStream {
 public:
  virtual ~ByteStream() = default;
  /// At least one byte, or an error; tries at once before it waits. Without any room, right after a
  /// try_read() that found nothing: waits until there may be something, n is 0.
  virtual awaitable<IoResult> read_some(std::span<std::byte> into, Bound bound) = 0;
  /// Never waits: would_block when there is nothing. Also the pool's "is it still open?".
  virtual IoResult try_read(std::span<std::byte> into) = 0;
  /// Gathers and takes a prefix; never waits.
  virtual IoResult try_write(std::span<const asio::const_buffer> buffers) = 0;
  virtual awaitable<error_code> writable(Bound bound) = 0;
  /// Bytes the peer's side has not acknowledged (SIOCOUTQ). 0 before a reset: it has every byte.
  virtual std::size_t unsent() const = 0;
  /// After a half_close: waits until its last word is on its way. Inside TLS that needs room, and
  /// without it the end looks like a cut; a bare stream's FIN is the kernel's at once.
  virtual awaitable<error_code> said(Bound bound) = 0;
  virtual void end(End how) noexcept = 0;
};

using StreamPtr = std::unique_ptr<ByteStream>;

/// Puts something of its own between a stream and whoever uses it.
using Lining = std::function<StreamPtr(StreamPtr stream)>;

/// All of it, or the error that stopped it. The buffers' memory must outlive the wait.
awaitable<error_code> write_all(ByteStream& stream, std::span<const asio::const_buffer> buffers,
                                Bound bound);
awaitable<error_code> write_all(ByteStream& stream, std::string_view bytes, Bound bound);

}  // namespace gameday::rt
