#pragma once
// What stands in front of a provider and answers for it: HTML, not JSON. Sources:
// nginx src/http/ngx_http_special_response.c; Cloudflare's documentation of 5xx errors.

#include <cstdint>

#include "llm/error_words.hpp"

namespace gameday::llm {

/// nginx's own page: 502, 503, 504, 413.
TrueAnswer nginx_page(int status);
/// Cloudflare's page: 520 to 526. `id` makes the ray.
TrueAnswer cloudflare_page(int status, std::uint64_t id);

}  // namespace gameday::llm
