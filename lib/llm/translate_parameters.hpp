#pragma once
// The parameters of an OpenAI request as Anthropic's Messages know them: read, refused or dropped.
// simdjson's header stays in the .cpp files.

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "llm/translate.hpp"
#include "llm/translate_messages.hpp"

namespace simdjson::dom {
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

/// Views into the parsed request.
struct Parameters {
  Conversation conversation;
  std::optional<std::uint64_t> max_tokens;
  std::vector<std::string_view> stop;
  std::optional<double> temperature;  // 0 to 1
  std::optional<double> top_p;        // never both
  std::string_view user;
  bool stream = false;
  Translated out;  // what was refused, what was dropped

  void refuse(std::string_view parameter, std::string_view why);
  void drop(std::string_view parameter);
};
Parameters read_parameters(const simdjson::dom::object& request);

}  // namespace gameday::llm
