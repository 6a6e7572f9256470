#include <algorithm>
#include <array>

#include "llm/translate.hpp"

namespace gameday::llm {
namespace {

struct Row {
  std::string_view from_type;
  std::string_view from_code;  // of `details`; empty: any
  std::string_view words;      // the message begins so; empty: any
  std::string_view type;
  std::string_view code;
};

constexpr std::string_view invalid = "invalid_request_error";
constexpr std::string_view no_money = "insufficient_quota";

// The first row that fits. Money comes under three types, and no retry mends it.
constexpr std::array rows = {
    Row{invalid, "", "You have reached your specified API usage limits", no_money, no_money},
    Row{invalid, "", "Your credit balance is too low", no_money, "credit_balance_exhausted"},
    Row{invalid, "organization_on_hold", "", "permission_error", ""},
    Row{invalid, "", "prompt is too long", invalid, "context_length_exceeded"},
    Row{invalid, "", "", invalid, ""},
    Row{"authentication_error", "", "", invalid, "invalid_api_key"},
    Row{"billing_error", "", "", no_money, "billing_not_active"},
    Row{"permission_error", "", "", "permission_error", ""},
    Row{"not_found_error", "", "", invalid, "model_not_found"},
    Row{"conflict_error", "", "", invalid, ""},
    Row{"request_too_large", "", "", invalid, ""},
    Row{"rate_limit_error", "enforced_spend_limit_reached", "", no_money, no_money},
    Row{"rate_limit_error", "contract_spend_limit_reached", "", no_money, no_money},
    Row{"rate_limit_error", "ramp_limit_exceeded", "", "rate_limit_error", "slow_down"},
    Row{"rate_limit_error", "", "", "rate_limit_error", "rate_limit_exceeded"},
    Row{"api_error", "", "", "server_error", ""},
    Row{"timeout_error", "", "", "server_error", ""},
    Row{"overloaded_error", "", "", "service_unavailable_error", "server_is_overloaded"},
};

}  // namespace

ErrorObject to_openai_error(const ErrorObject& anthropic) {
  const auto* const row = std::find_if(rows.begin(), rows.end(), [&](const Row& candidate) {
    return candidate.from_type == anthropic.type &&
           (candidate.from_code.empty() || candidate.from_code == anthropic.code) &&
           anthropic.message.starts_with(candidate.words);
  });
  if (row == rows.end()) {  // a type of tomorrow
    return {anthropic.message, "server_error", ""};
  }
  return {anthropic.message, std::string(row->type), std::string(row->code)};
}

}  // namespace gameday::llm
