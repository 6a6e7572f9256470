#pragma once
// Every size, count and time of the control API that a caller could stretch, by name. Toxiproxy
// has none of them.

#include <cstddef>

#include "base/time.hpp"

namespace gameday::control {

inline constexpr std::size_t most_proxies = 1000;         // of 28,000 ports
inline constexpr std::size_t most_toxics = 100;           // each is a stage of every connection
inline constexpr std::size_t most_faults = 100;           // each is looked at by every request
inline constexpr std::size_t longest_name = 256;          // of a proxy or a toxic, in bytes
inline constexpr std::size_t longest_address = 512;       // a DNS name has 253 at most
inline constexpr std::size_t longest_path = 4096;         // Linux' PATH_MAX
inline constexpr std::size_t largest_body = 1024 * 1024;  // a thousand proxies with some toxics
inline constexpr std::size_t deepest_json = 64;           // what clients send has five levels
inline constexpr Duration longest_lease = 24h * 366;

// Toxiproxy's own: for the whole of a request, for an answer, and between two of them.
inline constexpr Duration read_time = 15s;
inline constexpr Duration write_time = 30s;
inline constexpr Duration idle_time = 60s;

/// Between two signs of life of /events: below what proxies and browsers call idle.
inline constexpr Duration beat_time = 15s;

// It waits for a dial as long as the kernel does, in the loop that accepts. Here nobody else waits
// for it, and ten seconds see two lost SYNs through.
inline constexpr Duration dial_time = 10s;

}  // namespace gameday::control
