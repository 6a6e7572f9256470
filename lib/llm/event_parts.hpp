#pragma once
// The halves of EventReader, one a dialect: a parsed event in, facts out (cleared before).
// simdjson's header stays in the .cpp files; its name is declared here.

#include <string_view>

#include "llm/stream_event.hpp"

namespace simdjson::dom {
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

void read_openai_event(const simdjson::dom::object& event, EventFacts& facts);
/// `name`: of the `event:` line, for an event that does not repeat it as its type.
void read_anthropic_event(std::string_view name, const simdjson::dom::object& event,
                          EventFacts& facts);

}  // namespace gameday::llm
