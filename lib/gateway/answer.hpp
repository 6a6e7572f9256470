#pragma once
// What a client is told when there is no answer: always our own JSON in OpenAI's words, never a
// provider's page. Pure.
//
// Retry-After is 1..60 s, the only range that all official SDKs honour alike; without a wait to
// name, x-should-retry: false keeps them from tripling an outage.

#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"
#include "policy/failure.hpp"

namespace gameday::gateway {

struct ErrorAnswer {
  int status = 502;
  std::string type;
  std::string code;  // empty: null
  std::string message;
  std::optional<Duration> retry_after;
};

/// `who` is the target that is shown: `openai/gpt-4o-mini`.
ErrorAnswer answer_for(const policy::Failure& failure, std::string_view who);
/// The same for a stream that broke after its first content: what its last event says. The status
/// is long gone out.
std::string event_for(const policy::Failure& failure, std::string_view who);
/// The caller's own mistake.
ErrorAnswer bad_request(std::string message, std::string code);
/// No token of ours came with it.
ErrorAnswer unauthorized();
/// The gateway is being stopped: another replica takes it.
ErrorAnswer shutting_down();

http::Response to_response(const ErrorAnswer& answer);

}  // namespace gameday::gateway
