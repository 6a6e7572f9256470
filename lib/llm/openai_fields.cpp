#include "llm/openai_fields.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "base/units.hpp"

namespace gameday::llm {
namespace {

// A first-tier account's limits for a small model.
constexpr int requests_a_minute = 500;
constexpr int tokens_a_minute = 200'000;

}  // namespace

std::string hex16(std::uint64_t bits) {
  return fmt::format("{:016x}", bits);
}

std::string to_reset_text(Duration duration) {
  const auto all = std::chrono::ceil<std::chrono::milliseconds>(duration).count();
  if (all < 1'000) {
    return fmt::format("{}ms", all);
  }
  const auto minutes = all / 60'000;
  const auto rest = all % 60'000;
  std::string seconds = fmt::format("{}.{:03}", rest / 1'000, rest % 1'000);
  seconds.erase(seconds.find_last_not_of('0') + 1);
  if (seconds.back() == '.') {
    seconds.pop_back();
  }
  return minutes > 0 ? fmt::format("{}m{}s", minutes, seconds) : seconds + 's';
}

std::string to_retry_after_text(Duration wait) {
  return fmt::format("{}", std::chrono::ceil<std::chrono::seconds>(wait).count());
}

void add_openai_fields(http::Fields& fields, const OpenAiFields& what) {
  const std::string first = hex16(hash64("llm/request_id", what.id, std::uint64_t{0}));
  const std::string second = hex16(hash64("llm/request_id", what.id, std::uint64_t{1}));
  fields.add("x-request-id", "req_" + first + second);
  fields.add("openai-organization", "org-gameday");
  fields.add("openai-processing-ms", fmt::format("{}", what.processing / 1ms));
  fields.add("openai-version", "2020-10-01");
  if (what.limits) {
    const int left = what.requests_spent ? 0 : requests_a_minute - 1;
    fields.add("x-ratelimit-limit-requests", fmt::format("{}", requests_a_minute));
    fields.add("x-ratelimit-limit-tokens", fmt::format("{}", tokens_a_minute));
    fields.add("x-ratelimit-remaining-requests", fmt::format("{}", left));
    fields.add("x-ratelimit-remaining-tokens", fmt::format("{}", tokens_a_minute - 100));
    fields.add("x-ratelimit-reset-requests", to_reset_text(what.requests_reset));
    fields.add("x-ratelimit-reset-tokens", "30ms");  // 60 s / 200,000 x 100
  }
  fields.add("server", "cloudflare");
  fields.add("cf-cache-status", "DYNAMIC");
  fields.add("cf-ray", first + "-SYD");
}

}  // namespace gameday::llm
