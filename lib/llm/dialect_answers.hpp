#pragma once
// The provider-true answers of docs/faults.md in either dialect: errors by name and by
// status, pages, errors inside a stream, good canned answers. openai_error and openai_status are in
// error_words.hpp. `id` makes request ids (equal ids, equal bytes); `model` fills messages. Only
// Anthropic's rate-limit resets are moments: without `wall` they are left out.

#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::llm {

/// For a name of error_names().
TrueAnswer anthropic_error(std::string_view name, std::uint64_t id,
                           std::optional<Duration> retry_after, std::string_view model,
                           std::optional<WallTime> wall = std::nullopt);
/// 429 is rate-limit, 503 and 529 overloaded, 502 and 504 nginx's page, and so on.
TrueAnswer anthropic_status(int status, std::uint64_t id, std::optional<Duration> retry_after,
                            std::string_view model, std::optional<WallTime> wall = std::nullopt);

/// The one of the dialect.
TrueAnswer true_error(Dialect dialect, std::string_view name, std::uint64_t id,
                      std::optional<Duration> retry_after, std::string_view model,
                      std::optional<WallTime> wall = std::nullopt);
TrueAnswer true_status(Dialect dialect, int status, std::uint64_t id,
                       std::optional<Duration> retry_after, std::string_view model,
                       std::optional<WallTime> wall = std::nullopt);

/// `page: NAME`: nginx-502 …, envoy-503, envoy-no-upstream, cloudflare-520 …, maintenance, login.
/// The last two have status 200.
const std::vector<std::string_view>& page_names();
/// The dialect decides the host that a page names.
TrueAnswer page_answer(std::string_view name, std::uint64_t id, Dialect dialect = Dialect::openai);

/// The error of a name as an in-band event of a stream, its blank line included. Forms:
/// native: as this provider does it; object: {"error":{…}} without an event name; string:
/// {"error":"…"}; flat: `event: error` of the Responses API; vllm: {"object":"error",…}; named: the
/// object under `event: error`.
const std::vector<std::string_view>& error_forms();
std::string error_as_event(Dialect dialect, std::string_view name, std::string_view form,
                           std::uint64_t id, std::string_view model);

/// A good canned answer, for `respond: {completion: unary|stream|empty}`; empty: a whole unary
/// answer without any text.
const std::vector<std::string_view>& completion_shapes();
TrueAnswer canned_completion(Dialect dialect, std::string_view shape, std::uint64_t id,
                             std::string_view model, std::optional<WallTime> wall = std::nullopt);

}  // namespace gameday::llm
