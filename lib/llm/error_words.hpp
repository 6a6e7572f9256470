#pragma once
// Errors as providers say them: reading one, and writing the true answer for a name or a status.
// Source: OpenAI's error codes guide and API reference.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "http/message.hpp"

namespace gameday::llm {

/// The error object of a body: {"error":{message,type,param,code}}; code may be a number (routers).
struct ErrorObject {
  std::string message;
  std::string type;
  std::string code;
};
/// Nothing when the body holds no error object in any known form.
std::optional<ErrorObject> read_error(std::string_view body);
std::string write_error(std::string_view message, std::string_view type, std::string_view param,
                        std::string_view code);

/// A whole answer as a provider would give it, with Content-Type, request id, rate-limit fields and
/// Content-Length.
using TrueAnswer = http::Response;

/// The names that `respond: {error: NAME}` takes.
const std::vector<std::string_view>& error_names();

/// OpenAI's answer for a name of error_names(). `id` makes the request id (stable per draw);
/// `retry_after` becomes Retry-After in whole seconds, rounded up; `model` fills the message.
TrueAnswer openai_error(std::string_view name, std::uint64_t id,
                        std::optional<Duration> retry_after, std::string_view model);
/// … for a bare status: 429 is rate-limit, 503 overloaded, 502 and 504 nginx's page, and so on.
TrueAnswer openai_status(int status, std::uint64_t id, std::optional<Duration> retry_after,
                         std::string_view model);

/// An hour: a hint beyond it is nothing to wait for.
inline constexpr Duration retry_after_most = 1h;
/// A waiting hint of a response head: retry-after-ms first, then Retry-After as seconds or as an
/// HTTP date (against `wall`). Junk, negative and past: nothing. At most retry_after_most.
std::optional<Duration> read_retry_after(const http::Fields& fields, WallTime wall);

}  // namespace gameday::llm
