#pragma once
// How long a provider may take for what, and what files and pages call it.

#include <array>
#include <optional>

#include "base/time.hpp"

namespace gameday::gateway {

/// One limit each; the attempt's covers all others of one try.
struct Timeouts {
  Duration connect = 1s;
  Duration tls = 2s;             // the handshake, where the provider is https
  Duration headers = 4s;         // streamed calls
  Duration unary_headers = 30s;  // unary: the whole generation comes before the head
  Duration first_token = 4s;     // streams: from the head to the first content
  Duration idle = 10s;           // between two reads of a body, or two events of a stream
  Duration attempt = 60s;
  std::optional<Duration> unary_attempt;  // where nothing streams; none: as attempt
  bool operator==(const Timeouts&) const = default;
};
/// As files and pages write them.
struct TimeoutName {
  const char* name;
  Duration Timeouts::*time;
};
inline constexpr std::array timeout_names = {TimeoutName{"connect", &Timeouts::connect},
                                             TimeoutName{"tls", &Timeouts::tls},
                                             TimeoutName{"headers", &Timeouts::headers},
                                             TimeoutName{"unary_headers", &Timeouts::unary_headers},
                                             TimeoutName{"first_token", &Timeouts::first_token},
                                             TimeoutName{"idle", &Timeouts::idle},
                                             TimeoutName{"attempt", &Timeouts::attempt}};

}  // namespace gameday::gateway
