#pragma once
// What Anthropic's Messages refuse about a conversation with tools, in the API's own words. For who
// answers for a model; a gateway that translates must never hear it. simdjson's header stays in the
// .cpp files. Sources: 400s of the real API, as quoted in issues of public repositories.

#include <string>

namespace simdjson::dom {
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

/// Empty: nothing. Looked at are blank texts in blocks, calls and their results, schemas of tools
/// and a choice without any.
std::string mistake_in_messages(const simdjson::dom::object& request);

}  // namespace gameday::llm
