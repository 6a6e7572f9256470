#pragma once
// What happens to a parameter of an OpenAI request before a target sees it, by its name. Pure.
//
// A body is cut, not written anew: every byte that no rule is about stays as it was.

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gameday::llm {

/// convert: max_tokens and max_completion_tokens become each other; of both, the newer one counts.
/// refuse: a request that has it is not for this target.
enum class ParameterRule : std::uint8_t { pass, drop, convert, refuse };

/// As files write them, in the order of the values.
inline constexpr std::array<std::string_view, 4> parameter_rules = {"pass", "drop", "convert",
                                                                    "refuse"};

using ParameterRules = std::map<std::string, ParameterRule, std::less<>>;

struct Fitted {
  std::optional<std::string> body;   // nothing: as it was
  std::vector<std::string> dropped;  // by name, each once
  std::string refused;               // which one; empty: none
};
/// Null is as good as absent: such a parameter is taken out, but neither named nor refused. Nothing
/// happens to a body that is no JSON object.
Fitted fitted(std::string_view body, const ParameterRules& rules);

/// May stand in a header field: 1 to 64 letters, digits, `_`, `-` and `.`.
constexpr bool is_parameter_name(std::string_view name) {
  for (const char c : name) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '_' || c == '-' || c == '.';
    if (!fine) {
      return false;
    }
  }
  return !name.empty() && name.size() <= 64;
}

/// What max_tokens and max_completion_tokens are converted to; empty for all others.
constexpr std::string_view converted_name(std::string_view name) {
  return name == "max_tokens"              ? "max_completion_tokens"
         : name == "max_completion_tokens" ? "max_tokens"
                                           : std::string_view();
}

}  // namespace gameday::llm
