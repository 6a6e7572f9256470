#pragma once
// The ways a provider fails, as a contract speaks of them: one name for each row of what can be
// promised, computed and measured.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "policy/failure.hpp"

namespace gameday::gateway::lint {

enum class FailureClass : std::uint8_t {
  healthy,
  rate_limited_hint,  // 429 with Retry-After
  rate_limited,       // 429 without
  server_error,       // 500
  bad_gateway,        // 502
  unavailable,        // 503
  gateway_timeout,    // 504
  overloaded,         // 529
  bad_key,            // 401
  payment,            // 402
  no_model,           // 404
  bad_request,        // 400
  refused,
  black_hole,            // a connection that is never made
  silent_headers,        // silence before the head
  silent_after_headers,  // … between the head and the first content
  stall,                 // … after content; in a unary body, after its first half
  slow_drip,             // content that goes on for ever, slowly
  reset_before,          // RST before the head
  reset_in_body,         // … after content
  truncated_json,        // a body or an event that is no JSON, before any content
  error_in_200,          // an error object where an answer belongs: a server's own trouble
  html,                  // a page where an answer belongs
  cut_without_end        // the framing ends well, the answer does not
};

enum class Shape : std::uint8_t { unary, streamed };

/// All of them, in the order above.
const std::vector<FailureClass>& failure_classes();

/// `silent headers`, `429 with Retry-After`: the words of reports and contracts.
const char* to_text(FailureClass what);
const char* to_text(Shape shape);

/// The client has content by then: nobody else can be asked, and what is lost is told in-band.
bool after_content(FailureClass what, Shape shape);

/// What a policy sees of one try; nothing: no failure, or one after content.
std::optional<policy::Failure> failure_of(FailureClass what, Shape shape);

}  // namespace gameday::gateway::lint
