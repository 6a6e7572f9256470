#pragma once
// Every size, count and time that a peer could stretch, by name.

#include <cstddef>

#include "base/time.hpp"

namespace gameday::http {

struct Limits {
  std::size_t head = 64 * 1024;         // start line and all fields together
  std::size_t fields = 256;             // of a head; looking them up is linear, so work is bounded
  std::size_t body = 32 * 1024 * 1024;  // as Anthropic; OpenAI's is smaller
  std::size_t chunk_line = 4 * 1024;    // a chunk's size line with extensions; also all trailers
  Duration head_time = 10s;             // from the first byte of a head to its end
  Duration body_time = 60s;             // between two reads of a body
  Duration idle_time = 75s;             // a kept-alive connection without a request
  Duration write_time = 30s;            // a peer that takes no byte
  std::size_t connections = 10'000;     // a listener's; more wait in the kernel's backlog
};

}  // namespace gameday::http
