#include "mock/refusals.hpp"

#include <fmt/format.h>

namespace gameday::mock {
namespace {

using Refuse = faults::MockAnswer::Refuse;

constexpr std::string_view no_parameter = "unsupported_parameter";
constexpr std::string_view no_value = "unsupported_value";

// As much as the first Claude models could write.
constexpr std::uint64_t most_tokens = 4096;

bool is_default(std::string_view temperature) {
  return temperature == "1" || temperature == "1.0";
}

std::optional<Refusal> by_openai(Refuse refuse, const llm::Asked& asked) {
  switch (refuse) {
    case Refuse::temperature:
      if (!asked.temperature.empty() && !is_default(asked.temperature)) {
        return Refusal{fmt::format("Unsupported value: 'temperature' does not support {} with this "
                                   "model. Only the default (1) value is supported.",
                                   asked.temperature),
                       "temperature", no_value};
      }
      break;
    case Refuse::temperature_with_top_p:
      if (!asked.temperature.empty() && asked.top_p) {
        return Refusal{"Unsupported parameter: 'top_p' is not supported with this model.", "top_p",
                       no_parameter};
      }
      break;
    case Refuse::max_tokens:
      if (asked.max_tokens) {
        return Refusal{
            "Unsupported parameter: 'max_tokens' is not supported with this model. Use "
            "'max_completion_tokens' instead.",
            "max_tokens", no_parameter};
      }
      break;
    case Refuse::prefill:
      if (asked.ends_with_assistant) {
        return Refusal{
            "Invalid 'messages': the last message must not have the role 'assistant' "
            "with this model.",
            "messages", "invalid_value"};
      }
      break;
    case Refuse::response_format:
      if (asked.json) {
        return Refusal{fmt::format("Invalid parameter: 'response_format' of type '{}' is not "
                                   "supported with this model.",
                                   asked.schema.empty() ? "json_object" : "json_schema"),
                       "response_format", ""};
      }
      break;
  }
  return std::nullopt;
}

/// It has neither param nor code.
std::string by_anthropic(Refuse refuse, const llm::Asked& asked, std::string_view model) {
  switch (refuse) {
    case Refuse::temperature:
      return asked.temperature.empty() ? "" : "`temperature` is deprecated for this model.";
    case Refuse::temperature_with_top_p:
      return !asked.temperature.empty() && asked.top_p
                 ? "`temperature` and `top_p` cannot both be specified for this model. Please use "
                   "only one."
                 : "";
    case Refuse::max_tokens:  // every request has it, so what is refused is too many
      return asked.max_tokens.value_or(0) <= most_tokens
                 ? ""
                 : fmt::format(
                       "max_tokens: {} > {}, which is the maximum allowed number of output "
                       "tokens for {}",
                       *asked.max_tokens, most_tokens, model);
    case Refuse::prefill:
      return asked.ends_with_assistant
                 ? "This model does not support assistant message prefill. The conversation must "
                   "end with a user message."
                 : "";
    case Refuse::response_format:
      break;
  }
  return asked.json ? asked.format_field + ": Extra inputs are not permitted" : "";
}

}  // namespace

std::optional<Refusal> refused_for(llm::Dialect dialect, const std::vector<Refuse>& refuse,
                                   const llm::Asked& asked, std::string_view model) {
  for (const Refuse one : refuse) {
    if (dialect == llm::Dialect::openai) {
      if (auto refusal = by_openai(one, asked)) {
        return refusal;
      }
    } else if (std::string why = by_anthropic(one, asked, model); !why.empty()) {
      return Refusal{std::move(why), "", ""};
    }
  }
  return std::nullopt;
}

}  // namespace gameday::mock
