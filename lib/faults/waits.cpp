#include "faults/waits.hpp"

namespace gameday::faults {
namespace {

std::optional<Duration> length_of(const std::optional<Wait>& wait, std::uint64_t drawn) {
  if (!wait) {
    return std::nullopt;
  }
  return wait->drawn ? Rng(drawn).lognormal(*wait->drawn) : wait->fixed;
}

}  // namespace

Waits draw_waits(const Deed& deed, Rng rng) {
  Waits waits;
  const std::uint64_t headers = rng.next();
  const std::uint64_t first_event = rng.next();
  const std::uint64_t each_event = rng.next();
  waits.sizes = rng.next();
  if (deed.delay) {
    waits.connect = length_of(deed.delay->connect, headers);  // of another deed than the rest
    waits.headers = length_of(deed.delay->headers, headers);
    waits.first_event = length_of(deed.delay->first_event, first_event);
    waits.each_event = length_of(deed.delay->each_event, each_event);
  }
  return waits;
}

}  // namespace gameday::faults
