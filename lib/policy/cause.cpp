#include "policy/cause.hpp"

#include <array>
#include <charconv>
#include <optional>
#include <string_view>

namespace gameday::policy {

namespace {

struct Word {
  std::string_view word;
  Cause cause;
};

constexpr std::array codes{
    Word{"rate_limit_exceeded", Cause::rate_limited},
    Word{"slow_down", Cause::rate_limited},
    Word{"ramp_limit_exceeded", Cause::rate_limited},
    Word{"insufficient_quota", Cause::out_of_money},
    Word{"credit_balance_exhausted", Cause::out_of_money},
    Word{"organization_spend_limit_exceeded", Cause::out_of_money},
    Word{"project_spend_limit_exceeded", Cause::out_of_money},
    Word{"organization_usage_limit_exceeded", Cause::out_of_money},
    Word{"enforced_spend_limit_reached", Cause::out_of_money},
    Word{"contract_spend_limit_reached", Cause::out_of_money},
    Word{"billing_not_active", Cause::out_of_money},
    Word{"invalid_api_key", Cause::bad_key},
    Word{"account_deactivated", Cause::account},
    Word{"organization_on_hold", Cause::account},
    Word{"unsupported_country_region_territory", Cause::region},
    Word{"model_not_found", Cause::no_model},
    Word{"DeploymentNotFound", Cause::no_model},
    Word{"unknown_url", Cause::unfit},
    Word{"context_length_exceeded", Cause::bad_request},
    Word{"unsupported_parameter", Cause::bad_request},
    Word{"unsupported_value", Cause::bad_request},
    Word{"missing_required_parameter", Cause::bad_request},
    Word{"invalid_value", Cause::bad_request},
    Word{"unknown_parameter", Cause::bad_request},
    Word{"content_filter", Cause::bad_request},
    Word{"server_is_overloaded", Cause::overloaded},
};

constexpr std::array types{
    Word{"insufficient_quota", Cause::out_of_money},
    Word{"requests", Cause::rate_limited},
    Word{"tokens", Cause::rate_limited},
    Word{"rate_limit_error", Cause::rate_limited},
    Word{"authentication_error", Cause::bad_key},
    Word{"billing_error", Cause::account},
    Word{"permission_error", Cause::account},
    Word{"request_forbidden", Cause::account},
    Word{"not_found_error", Cause::no_model},
    Word{"request_too_large", Cause::too_large},
    Word{"timeout_error", Cause::slow},
    Word{"conflict_error", Cause::passing},
    Word{"overloaded_error", Cause::overloaded},
    Word{"service_unavailable_error", Cause::overloaded},
};

/// Types that say no more than the first digit of the status; they count only without one.
constexpr std::array vague_types{
    Word{"invalid_request_error", Cause::bad_request},
    Word{"server_error", Cause::passing},
    Word{"api_error", Cause::passing},
};

/// What Anthropic says in the message alone, under types that are vague or broader.
constexpr std::array phrases{
    Word{"You have reached your specified API usage limits", Cause::out_of_money},
    Word{"Your credit balance is too low", Cause::out_of_money},
    Word{"Request not allowed", Cause::region},
};

std::optional<Cause> find_phrase(std::string_view message) {
  for (const Word& phrase : phrases) {
    if (message.starts_with(phrase.word)) {
      return phrase.cause;
    }
  }
  return std::nullopt;
}

template <class Words>
std::optional<Cause> find(const Words& words, std::string_view word) {
  for (const Word& known : words) {
    if (known.word == word) {
      return known.cause;
    }
  }
  return std::nullopt;
}

/// Routers put the upstream's status where the code belongs.
std::optional<int> status_in(std::string_view code) {
  int status = 0;
  const auto [end, ec] = std::from_chars(code.data(), code.data() + code.size(), status);
  const bool whole = ec == std::errc() && end == code.data() + code.size();
  if (!whole || status < 400 || status > 599) {
    return std::nullopt;
  }
  return status;
}

}  // namespace

Cause cause_of_status(int status) {
  switch (status) {
    case 400:
    case 422:
      return Cause::bad_request;
    case 413:
    case 431:
      return Cause::too_large;
    case 401:
      return Cause::bad_key;
    case 402:
    case 403:
      return Cause::account;
    case 404:
    case 410:
      return Cause::no_model;
    case 408:
    case 409:
      return Cause::passing;
    case 429:
      return Cause::rate_limited;
    case 503:
    case 529:
      return Cause::overloaded;
    case 504:
    case 522:
    case 524:
      return Cause::slow;
    case 525:  // Cloudflare's words for TLS to the origin
    case 526:
      return Cause::unfit;
    default:
      return status >= 500 && status <= 599 ? Cause::passing : Cause::unfit;
  }
}

Cause cause_of(const llm::ErrorObject& error, int status) {
  if (const auto cause = find(codes, error.code)) {
    return *cause;
  }
  if (const auto embedded = status_in(error.code)) {
    return cause_of_status(*embedded);
  }
  if (const auto cause = find_phrase(error.message)) {
    return *cause;
  }
  if (const auto cause = find(types, error.type)) {
    return *cause;
  }
  if (status < 400) {
    return find(vague_types, error.type).value_or(Cause::unfit);
  }
  return cause_of_status(status);
}

}  // namespace gameday::policy
