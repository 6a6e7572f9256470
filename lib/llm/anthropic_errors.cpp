#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "llm/anthropic.hpp"
#include "llm/anthropic_fields.hpp"
#include "llm/dialect_answers.hpp"
#include "llm/openai_fields.hpp"
#include "llm/status_words.hpp"

namespace gameday::llm {
namespace {

struct Row {
  std::string_view name;
  int status;
  std::string_view type;
  std::string_view code;     // in `details`; empty: null
  std::string_view message;  // {model} is filled in
};

constexpr std::string_view invalid = "invalid_request_error";

constexpr std::array rows = {
    Row{"rate-limit", 429, "rate_limit_error", "",
        "This request would exceed your organization's rate limit of 50 requests per minute "
        "(model: {model}). For details, refer to: https://docs.claude.com/en/api/rate-limits. You "
        "can see the response headers for current usage. Please try again later."},
    Row{"slow-down", 429, "rate_limit_error", "ramp_limit_exceeded",
        "This request would exceed your organization's maximum usage increase rate for input "
        "tokens per minute. Please scale up your input tokens usage more gradually to maintain "
        "within the acceleration limits."},
    Row{"quota", 400, invalid, "", "You have reached your specified API usage limits."},
    Row{"credit", 400, invalid, "",
        "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing "
        "to upgrade or purchase credits."},
    Row{"spend-limit", 429, "rate_limit_error", "enforced_spend_limit_reached",
        "Your organization has reached its enforced spend limit."},
    Row{"billing", 402, "billing_error", "",
        "There is an issue with your billing or payment information. Please check your payment "
        "details in the Console."},
    Row{"bad-key", 401, "authentication_error", "", "invalid x-api-key"},
    Row{"forbidden", 403, "permission_error", "",
        "Your API key does not have permission to use the specified resource."},
    Row{"region", 403, "permission_error", "", "Request not allowed"},
    Row{"on-hold", 400, invalid, "organization_on_hold", "This organization is on hold."},
    Row{"no-model", 404, "not_found_error", "", "model: {model}"},
    Row{"gone", 410, "not_found_error", "", "model: {model}"},
    Row{"bad-param", 400, invalid, "",
        "`temperature` and `top_p` cannot both be specified for this model. Please use only one."},
    Row{"context", 400, invalid, "", "prompt is too long: 204321 tokens > 200000 maximum"},
    Row{"content-filter", 400, invalid, "", "Output blocked by content filtering policy"},
    Row{"too-large", 413, "request_too_large", "", "Request exceeds the maximum size"},
    Row{"server", 500, "api_error", "", "Internal server error"},
    Row{"overloaded", 529, "overloaded_error", "", "Overloaded"},
    Row{"timeout", 504, "timeout_error", "", "The request timed out. Please try again."},
    Row{"conflict", 409, "conflict_error", "",
        "The request conflicts with the current state of the resource."},
};

const Row* row_of(std::string_view name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

std::string filled(std::string_view message, std::string_view model) {
  constexpr std::string_view hole = "{model}";
  std::string text(message);
  if (const std::size_t at = text.find(hole); at != std::string::npos) {
    text.replace(at, hole.size(), model.empty() ? "claude-sonnet-4-5" : model);
  }
  return text;
}

struct Asked {
  std::uint64_t id;
  std::optional<Duration> retry_after;
  std::string_view model;
  std::optional<WallTime> wall;
};

TrueAnswer written(const Row& row, int status, const Asked& asked) {
  AnthropicFields fields;
  fields.id = asked.id;
  fields.processing = 2ms;  // an edge that refuses does not think long
  fields.wall = asked.wall;
  fields.limits = status != 401 && status != 403 && status != 413;
  fields.requests_spent = row.name == "rate-limit";
  if (fields.requests_spent) {
    fields.requests_reset = asked.retry_after.value_or(1s);
  }
  TrueAnswer answer;
  answer.body = write_anthropic_error(row.type, filled(row.message, asked.model), row.code,
                                      anthropic_id("req", asked.id));
  answer.head = http::response_of(status, "application/json", answer.body.size());
  if (asked.retry_after) {
    answer.head.fields.add("retry-after", to_retry_after_text(*asked.retry_after));
  }
  // Seen on these two; a spend limit is a 429 that no retry mends, and says nothing.
  if (status == 400 || (status == 429 && row.name != "spend-limit")) {
    answer.head.fields.add("x-should-retry", status == 429 ? "true" : "false");
  }
  add_anthropic_fields(answer.head.fields, fields);
  return answer;
}

}  // namespace

TrueAnswer anthropic_error(std::string_view name, std::uint64_t id,
                           std::optional<Duration> retry_after, std::string_view model,
                           std::optional<WallTime> wall) {
  const Row* row = row_of(name);
  CHECK(row != nullptr, "a name of error_names(); the parser refuses others");
  return written(*row, row->status, {id, retry_after, model, wall});
}

TrueAnswer anthropic_status(int status, std::uint64_t id, std::optional<Duration> retry_after,
                            std::string_view model, std::optional<WallTime> wall) {
  if (auto page = page_of_status(status, id, retry_after, Dialect::anthropic)) {
    return *std::move(page);
  }
  const Asked asked{id, retry_after, model, wall};
  if (const std::string_view name = error_of_status(status); !name.empty()) {
    return written(*row_of(name), status, asked);
  }
  const Row other{"", status, status >= 500 ? "api_error" : invalid, "",
                  "The request could not be completed."};
  return written(other, status, asked);
}

}  // namespace gameday::llm
