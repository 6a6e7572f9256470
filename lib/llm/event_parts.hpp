#pragma once
// The halves of EventReader, one a dialect: a parsed event in, facts out (cleared before).
// simdjson's header stays in the .cpp files; its names are declared here.

#include <string_view>

#include "llm/stream_event.hpp"

namespace simdjson::dom {
class element;
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

void read_openai_event(const simdjson::dom::object& event, EventFacts& facts);
/// `name`: of the `event:` line, for an event that does not repeat it as its type.
void read_anthropic_event(std::string_view name, const simdjson::dom::object& event,
                          EventFacts& facts);

/// Empty for anything but a text.
std::string_view text_of(const simdjson::dom::element& value);
/// Zero for anything but a whole number that is not negative.
std::uint64_t count_of(const simdjson::dom::element& value);
/// An error field that SDKs act upon: null, false, 0 and "" are none.
bool says_error(const simdjson::dom::element& value);

}  // namespace gameday::llm
