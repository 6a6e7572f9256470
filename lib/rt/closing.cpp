#include "rt/closing.hpp"

#include <algorithm>
#include <array>

#include "rt/error.hpp"

namespace gameday::rt {
namespace {

// Nothing tells us when the peer has acknowledged, so we look again: first soon, for loopback
// (100 us), then less often (5 ms), for a peer that does not read.
constexpr Duration first_look = 100us;
constexpr Duration last_look = 5ms;

}  // namespace

awaitable<error_code> drained(World& world, ByteStream& stream, Bound bound) {
  for (Duration look = first_look; stream.unsent() > 0; look = std::min(look * 2, last_look)) {
    const Bound step = bound.tighter(later(world.now(), look), Limit::none);
    const error_code ec = co_await sleep(world, step);
    if (ec == IoError::stopped || step.due == bound.due) {
      co_return stream.unsent() > 0 ? ec : error_code{};
    }
  }
  co_return error_code{};
}

awaitable<void> close_politely(World& world, ByteStream& stream, Bound bound) {
  stream.end(End::half_close);
  const Bound listening = bound.tighter(later(world.now(), polite_discard_time), Limit::drain);
  std::array<std::byte, 4096> discarded;
  std::size_t heard = 0;
  while (heard < polite_discard_limit) {
    const IoResult read = co_await stream.read_some(discarded, listening);
    if (read.ec) {
      break;
    }
    heard += read.n;
  }
  co_await stream.said(listening);
  stream.end(End::close);
}

}  // namespace gameday::rt
