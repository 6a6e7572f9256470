#pragma once
// The header fields that Anthropic's edge puts on every answer. Sources: Anthropic API reference,
// "Rate limits", "Errors"; unlike OpenAI's, resets are moments, RFC 3339 in UTC.

#include <cstdint>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "http/message.hpp"

namespace gameday::llm {

struct AnthropicFields {
  std::uint64_t id = 0;              // makes the request id: equal ids, equal bytes
  Duration processing{};             // printed in whole milliseconds
  std::optional<WallTime> wall;      // none: no reset fields, they would be a lie
  bool limits = true;                // anthropic-ratelimit-*: absent where the key was not accepted
  bool requests_spent = false;       // none of this minute's requests is left …
  Duration requests_reset = 1200ms;  // … and this is when they are back. 60 s / 50 = 1.2 s each
};
void add_anthropic_fields(http::Fields& fields, const AnthropicFields& what);

/// `req_01…` and `msg_01…` as long as the real ones, of what and number.
std::string anthropic_id(std::string_view prefix, std::uint64_t id);

/// `2026-11-25T13:27:04Z`, rounded up to the second.
std::string to_rfc3339(WallTime wall);

}  // namespace gameday::llm
