#pragma once
// What a bare status means when nothing more is said: the name of an error, or the page of the box
// in front of the provider. The same in both dialects.

#include <cstdint>
#include <optional>
#include <string_view>

#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::llm {

/// The error whose body a bare status gets: 401 is bad-key. Empty: none has it.
std::string_view error_of_status(int status);

/// 502 and 504 are nginx's, 520 to 526 Cloudflare's; all others: nothing.
std::optional<TrueAnswer> page_of_status(int status, std::uint64_t id,
                                         std::optional<Duration> retry_after, Dialect dialect);

}  // namespace gameday::llm
