#pragma once
// Tools of an OpenAI request and the choice among them, as Anthropic's Messages want them.
// simdjson's header stays in the .cpp files. Sources: both API references, "Tool use".

#include <string>

#include "llm/translate_refusal.hpp"

namespace simdjson::dom {
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

/// JSON, ready to be written; empty: the request has none.
struct Tools {
  std::string list;    // of `tools`
  std::string choice;  // of `tool_choice`
};
/// Of tools, tool_choice and parallel_tool_calls. Of allowed_tools only those are told.
Tools read_tools(const simdjson::dom::object& request, Refusal& refusal);

}  // namespace gameday::llm
