#pragma once
// The parameters of an OpenAI request as Anthropic's Messages know them: read, refused or dropped.
// simdjson's header stays in the .cpp files.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/anthropic_version.hpp"
#include "llm/translate_messages.hpp"
#include "llm/translate_output.hpp"
#include "llm/translate_tools.hpp"

namespace simdjson::dom {
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

/// Views into the parsed request.
struct Parameters {
  AnthropicVersion version = AnthropicVersion::v2023_06_01;
  Conversation conversation;
  std::optional<std::uint64_t> max_tokens;
  std::vector<std::string_view> stop;
  std::optional<double> temperature;  // 0 to 1
  std::optional<double> top_p;        // never both
  std::string_view user;
  Tools tools;
  Output output;
  bool stream = false;
  Refusal refusal;
  std::vector<std::string> dropped;  // each once

  void drop(std::string_view parameter);
};
Parameters read_parameters(const simdjson::dom::object& request, AnthropicVersion version);

}  // namespace gameday::llm
