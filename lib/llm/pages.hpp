#pragma once
// What stands in front of a provider and answers for it: HTML or text, not JSON.
// Sources: nginx src/http/ngx_http_special_response.c; Cloudflare's documentation of 5xx errors;
// Envoy source/common/router/router.cc.

#include <cstdint>
#include <string_view>

#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::llm {

/// nginx's own page: 502, 503, 504, 413.
TrueAnswer nginx_page(int status);
/// Cloudflare's page: 520 to 526. `id` makes the ray, the dialect the host it names.
TrueAnswer cloudflare_page(int status, std::uint64_t id, Dialect dialect);
/// Envoy's one line of plain text, always 503.
TrueAnswer envoy_page(std::string_view text);
/// A page for people under a 200: what a CDN or a captive portal puts in the way.
TrueAnswer web_page(std::string_view title, std::string_view text);

}  // namespace gameday::llm
