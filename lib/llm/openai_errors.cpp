#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "llm/error_words.hpp"
#include "llm/openai_fields.hpp"
#include "llm/status_words.hpp"

namespace gameday::llm {
namespace {

struct Row {
  std::string_view name;
  int status;
  std::string_view type;
  std::string_view code;
  std::string_view param;
  std::string_view message;  // {model} and {wait} are filled in
};

constexpr std::string_view invalid = "invalid_request_error";
constexpr std::string_view no_money = "insufficient_quota";
constexpr std::string_view no_such_model =
    "The model `{model}` does not exist or you do not have access to it.";

constexpr std::array rows = {
    Row{"rate-limit", 429, "requests", "rate_limit_exceeded", "",
        "Rate limit reached for {model} in organization org-gameday on requests per min (RPM): "
        "Limit 500, Used 500, Requested 1. Please try again in {wait}. Visit "
        "https://platform.openai.com/account/rate-limits to learn more."},
    Row{"slow-down", 429, "rate_limit_error", "slow_down", "",
        "Slow down. Please reduce your request rate to its original level, keep it steady for at "
        "least 15 minutes, and then raise it gradually."},
    Row{"quota", 429, no_money, "insufficient_quota", "",
        "You exceeded your current quota, please check your plan and billing details. For more "
        "information on this error, read the docs: "
        "https://platform.openai.com/docs/guides/error-codes/api-errors."},
    Row{"credit", 429, no_money, "credit_balance_exhausted", "",
        "Your credit balance is exhausted. Please add credits to continue."},
    Row{"spend-limit", 429, no_money, "project_spend_limit_exceeded", "",
        "This project has reached its spend limit. Please raise the limit to continue."},
    Row{"billing", 429, no_money, "billing_not_active", "",
        "Your account is not active, please check your billing details on our website."},
    Row{"bad-key", 401, invalid, "invalid_api_key", "",
        "Incorrect API key provided. You can find your API key at "
        "https://platform.openai.com/account/api-keys."},
    Row{"forbidden", 403, "permission_error", "", "",
        "You have insufficient permissions for this operation."},
    Row{"region", 403, "request_forbidden", "unsupported_country_region_territory", "",
        "Country, region, or territory not supported"},
    Row{"on-hold", 403, "permission_error", "", "",
        "Your organization is on hold. Please contact support."},
    Row{"no-model", 404, invalid, "model_not_found", "", no_such_model},
    Row{"gone", 410, invalid, "model_not_found", "", no_such_model},
    Row{"bad-param", 400, invalid, "unsupported_parameter", "max_tokens",
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
        "'max_completion_tokens' instead."},
    Row{"context", 400, invalid, "context_length_exceeded", "messages",
        "This model's maximum context length is 128000 tokens. However, your messages resulted in "
        "131074 tokens. Please reduce the length of the messages."},
    Row{"content-filter", 400, invalid, "content_filter", "prompt",
        "The response was filtered due to the prompt triggering the content management policy. "
        "Please modify your prompt and retry."},
    Row{"too-large", 413, invalid, "", "", "Request body is too large."},
    Row{"server", 500, "server_error", "", "",
        "The server had an error while processing your request. Sorry about that!"},
    Row{"overloaded", 503, "service_unavailable_error", "server_is_overloaded", "",
        "The server is currently overloaded with other requests. Sorry about that! You can retry "
        "your request."},
    Row{"timeout", 504, "server_error", "", "", "The request timed out. Please try again."},
    Row{"conflict", 409, invalid, "", "",
        "The resource was updated by another request. Please try again."},
};

const Row* row_of(std::string_view name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; });
  return found == rows.end() ? nullptr : &*found;
}

std::string filled(std::string_view message, std::string_view model, Duration wait) {
  std::string text(message);
  const auto fill = [&](std::string_view hole, std::string_view with) {
    if (const std::size_t at = text.find(hole); at != std::string::npos) {
      text.replace(at, hole.size(), with);
    }
  };
  fill("{wait}", to_reset_text(wait));
  fill("{model}", model.empty() ? "gpt-4o-mini" : model);
  return text;
}

TrueAnswer written(const Row& row, int status, std::uint64_t id,
                   std::optional<Duration> retry_after, std::string_view model) {
  OpenAiFields fields;
  fields.id = id;
  fields.processing = 2ms;  // an edge that refuses does not think long
  fields.limits = status != 401 && status != 403;
  fields.requests_spent = row.name == "rate-limit";
  if (fields.requests_spent) {
    fields.requests_reset = retry_after.value_or(1s);
  }
  TrueAnswer answer;
  answer.body =
      write_error(filled(row.message, model, fields.requests_reset), row.type, row.param, row.code);
  answer.head = http::response_of(status, "application/json", answer.body.size());
  if (retry_after) {
    answer.head.fields.add("Retry-After", to_retry_after_text(*retry_after));
  }
  add_openai_fields(answer.head.fields, fields);
  return answer;
}

}  // namespace

const std::vector<std::string_view>& error_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> list;
    for (const Row& row : rows) {
      list.push_back(row.name);
    }
    return list;
  }();
  return names;
}

TrueAnswer openai_error(std::string_view name, std::uint64_t id,
                        std::optional<Duration> retry_after, std::string_view model) {
  const Row* row = row_of(name);
  CHECK(row != nullptr, "a name of error_names(); the parser refuses others");
  return written(*row, row->status, id, retry_after, model);
}

TrueAnswer openai_status(int status, std::uint64_t id, std::optional<Duration> retry_after,
                         std::string_view model) {
  if (auto page = page_of_status(status, id, retry_after, Dialect::openai)) {
    return *std::move(page);
  }
  if (const std::string_view name = error_of_status(status); !name.empty()) {
    return written(*row_of(name), status, id, retry_after, model);
  }
  const Row other{"", status, status >= 500 ? "server_error" : invalid,
                  "", "",     "The request could not be completed."};
  return written(other, status, id, retry_after, model);
}

}  // namespace gameday::llm
