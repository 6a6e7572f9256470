#pragma once
// The action `dns`: what becomes of the lookups of a provider's name. Plain data. It holds for
// everybody whose resolver is ours; who has a connection already looks nothing up.

#include <cstdint>

#include "base/time.hpp"

namespace gameday::faults {

struct Dns {
  enum class Kind : std::uint8_t {
    nxdomain,  // the name does not exist
    servfail,  // the resolver failed
    hang,      // no answer, until the client gives up
    late       // the true answer, later by `delay`
  };
  Kind kind = Kind::nxdomain;
  Duration delay{};  // late: at least dns_delay_least
};

inline constexpr Duration dns_delay_least = 1ms;

}  // namespace gameday::faults
