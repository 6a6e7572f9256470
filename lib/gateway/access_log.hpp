#pragma once
// One line of JSON a request. Pure.
//
// Never in it: tokens, keys (their aliases are), header fields other than X-Request-Id, the query,
// and what was asked or answered, but for the body of the request where that was asked for by name.

#include <cstdint>
#include <string>
#include <string_view>

#include "gateway/metrics.hpp"
#include "http/message.hpp"
#include "policy/attempt.hpp"

namespace gameday::gateway {

inline constexpr std::size_t logged_body_most = 64 * 1024;  // of one request, in bytes

struct AccessEntry {
  std::uint64_t id = 0;  // counts from 1 per process
  WallTime at{};         // its head had come
  const http::Head& request;
  const Told& told;
  std::string_view outcome;    // as in /metrics; `page` for what is no chat completion
  std::string_view model;      // asked for; empty: none, or not known
  std::string_view served_by;  // empty: nobody
  const policy::Trail& trail;
  const std::vector<Target>& chain;
  policy::Usage usage;
  std::string_view body;  // empty: not to be logged
};

/// With its line feed.
std::string access_line(const AccessEntry& entry);

}  // namespace gameday::gateway
