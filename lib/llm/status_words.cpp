#include "llm/status_words.hpp"

#include <array>
#include <utility>

#include "llm/openai_fields.hpp"
#include "llm/pages.hpp"

namespace gameday::llm {
namespace {

// Several names share a status; these are what it means on its own. 503 and 529 are the two
// dialects' words for the same.
constexpr std::array<std::pair<int, std::string_view>, 13> meanings = {{
    {400, "bad-param"},
    {401, "bad-key"},
    {402, "billing"},
    {403, "forbidden"},
    {404, "no-model"},
    {408, "timeout"},
    {409, "conflict"},
    {410, "gone"},
    {413, "too-large"},
    {429, "rate-limit"},
    {500, "server"},
    {503, "overloaded"},
    {529, "overloaded"},
}};

}  // namespace

std::string_view error_of_status(int status) {
  for (const auto& [number, name] : meanings) {
    if (number == status) {
      return name;
    }
  }
  return {};
}

std::optional<TrueAnswer> page_of_status(int status, std::uint64_t id,
                                         std::optional<Duration> retry_after, Dialect dialect) {
  const bool nginx = status == 502 || status == 504;
  if (!nginx && (status < 520 || status > 526)) {
    return std::nullopt;
  }
  TrueAnswer page = nginx ? nginx_page(status) : cloudflare_page(status, id, dialect);
  if (retry_after) {
    page.head.fields.add("Retry-After", to_retry_after_text(*retry_after));
  }
  return page;
}

}  // namespace gameday::llm
