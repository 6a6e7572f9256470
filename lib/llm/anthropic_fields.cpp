#include "llm/anthropic_fields.hpp"

#include <array>
#include <chrono>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "llm/openai_fields.hpp"

namespace gameday::llm {
namespace {

struct Limit {
  const char* name;
  int most;  // of a first-tier account for a mid-sized model, a minute
  int used;  // by the one request that is being answered
  Duration back;
};

// Tokens come back steadily: 60 s / 30,000 x 100 = 200 ms.
constexpr std::array token_limits = {
    Limit{"input-tokens", 30'000, 100, 200ms},
    Limit{"output-tokens", 8'000, 100, 750ms},
    Limit{"tokens", 38'000, 200, 750ms},
};
constexpr int requests_a_minute = 50;

void add_limit(http::Fields& fields, const Limit& limit, const std::optional<WallTime>& wall) {
  const std::string prefix = fmt::format("anthropic-ratelimit-{}-", limit.name);
  fields.add(prefix + "limit", fmt::format("{}", limit.most));
  fields.add(prefix + "remaining", fmt::format("{}", limit.most - limit.used));
  if (wall) {
    fields.add(prefix + "reset", to_rfc3339(*wall + limit.back));
  }
}

}  // namespace

std::string anthropic_id(std::string_view prefix, std::uint64_t id) {
  constexpr std::size_t length = 22;
  const std::string digits = hex16(hash64("llm/anthropic_id", prefix, id, std::uint64_t{0})) +
                             hex16(hash64("llm/anthropic_id", prefix, id, std::uint64_t{1}));
  return fmt::format("{}_01{}", prefix, digits.substr(0, length));
}

std::string to_rfc3339(WallTime wall) {
  const auto whole = std::chrono::ceil<std::chrono::seconds>(wall.time_since_epoch());
  const auto days = std::chrono::floor<std::chrono::days>(whole);
  const std::chrono::year_month_day date{std::chrono::sys_days(days)};
  const std::chrono::hh_mm_ss time(whole - days);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

void add_anthropic_fields(http::Fields& fields, const AnthropicFields& what) {
  fields.add("request-id", anthropic_id("req", what.id));
  fields.add("anthropic-organization-id", "8f2d6b1e-5c3a-4d7e-9b10-6a1de0da4000");
  if (what.limits) {
    const int used = what.requests_spent ? requests_a_minute : 1;
    add_limit(fields, Limit{"requests", requests_a_minute, used, what.requests_reset}, what.wall);
    for (const Limit& limit : token_limits) {
      add_limit(fields, limit, what.wall);
    }
  }
  fields.add("x-envoy-upstream-service-time", fmt::format("{}", what.processing / 1ms));
  fields.add("server", "cloudflare");
  fields.add("cf-cache-status", "DYNAMIC");
  fields.add("cf-ray", hex16(hash64("llm/ray", what.id)) + "-SYD");
}

}  // namespace gameday::llm
