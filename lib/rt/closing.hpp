#pragma once
// Ending a stream so that the peer sees exactly what was meant.

#include "rt/world.hpp"

namespace gameday::rt {

/// How long and how much close_politely() listens to a peer that is still talking.
inline constexpr std::size_t polite_discard_limit = 64 * 1024;
inline constexpr Duration polite_discard_time = 1s;

/// Waits until the peer's side has every byte; then end(reset) loses none of them.
awaitable<error_code> drained(World& world, ByteStream& stream, Bound bound);

/// half_close, discard what still comes (64 KiB, 1 s at most), close: an answer that was written
/// before the request was read to its end is not destroyed by the kernel's RST. Within that second
/// TLS's goodbye may still find room.
awaitable<void> close_politely(World& world, ByteStream& stream, Bound bound);

}  // namespace gameday::rt
