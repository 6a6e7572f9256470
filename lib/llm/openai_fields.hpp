#pragma once
// The header fields that OpenAI's edge puts on every answer. Source: OpenAI API reference,
// "Debugging requests" and "Rate limits in headers"; resets are durations until the limit is full
// again, written as Go writes them (`12ms`, `1.5s`, `6m0s`).

#include <cstdint>
#include <string>

#include "base/time.hpp"
#include "http/message.hpp"

namespace gameday::llm {

struct OpenAiFields {
  std::uint64_t id = 0;             // makes the request id: equal ids, equal bytes
  Duration processing{};            // printed in whole milliseconds
  bool limits = true;               // x-ratelimit-*: absent where the key was not accepted
  bool requests_spent = false;      // none of this minute's requests is left …
  Duration requests_reset = 120ms;  // … and this is when they are back. 60 s / 500 = 120 ms each
};
void add_openai_fields(http::Fields& fields, const OpenAiFields& what);

/// `12ms`, `1s`, `6m0s`, `1m30.95s`
std::string to_reset_text(Duration duration);

/// 16 hex digits, for ids.
std::string hex16(std::uint64_t bits);

/// Whole seconds, rounded up, as Retry-After wants them.
std::string to_retry_after_text(Duration wait);

}  // namespace gameday::llm
