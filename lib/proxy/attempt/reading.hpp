#pragma once
// How an attempt reads its request's body: as it comes, or so many bytes a second.
//
// Read slowly, each piece is given out when its time is over, and nothing else is read meanwhile:
// what the client still sends fills the connection (some 128 KiB, with what is read ahead to notice
// that it leaves), and then its window closes. A smaller buffer in the kernel would not close it
// sooner: shrunk under way it makes loopback creep, also after a heal. 100 Continue goes out at
// once.

#include "faults/throttle.hpp"
#include "proxy/attempt/body_copy.hpp"
#include "proxy/attempt/heal_watch.hpp"
#include "proxy/attempt/hit.hpp"

namespace gameday::proxy {

class Reading {
 public:
  Reading(rt::World& world, http::Exchange& exchange) : world_(world), exchange_(exchange) {}

  /// From now on, until a heal. `hit` is told when somebody waits for it; both outlive this.
  void slow_down(Bytes per_second, const HealWatch& watch, Hit& hit);
  /// As Exchange::read_part.
  rt::awaitable<result<http::BodyPart>> part(rt::Bound bound);
  /// Adds what may be read of it by `now`, until `most` bytes are there. If the rest never comes,
  /// the next read says so again.
  rt::awaitable<void> take_what_is_here(BodyCopy& body, std::size_t most, rt::Bound now);

 private:
  http::BodyPart next_piece() const;
  void take(const http::BodyPart& piece);
  rt::awaitable<error_code> wait_for(std::uint64_t size, rt::Bound bound);

  rt::World& world_;
  http::Exchange& exchange_;
  faults::Throttle throttle_{std::nullopt};
  std::size_t most_ = 0;  // of a piece: a second's worth
  const HealWatch* watch_ = nullptr;
  Hit* hit_ = nullptr;
  std::optional<http::BodyPart> held_;  // has come, and its time is not over; never of no bytes
};

}  // namespace gameday::proxy
