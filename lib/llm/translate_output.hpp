#pragma once
// What an OpenAI request says about the shape of its answer, and how long to think about it, for
// Anthropic's output_config. simdjson's header stays in the .cpp files.

#include <string>
#include <string_view>

#include "llm/translate_refusal.hpp"

namespace simdjson::dom {
class element;
}  // namespace simdjson::dom

namespace gameday::llm {

struct Output {
  std::string schema;       // of JSON, as JSON; empty: text is asked for
  std::string_view effort;  // empty: none is named
};

/// response_format: a schema's name, description and strictness have no place there; JSON without
/// a schema cannot be asked for.
void read_response_format(const simdjson::dom::element& value, Output& output, Refusal& refusal);

/// reasoning_effort. False: that there be (almost) no reasoning cannot be said, it is dropped.
bool read_effort(const simdjson::dom::element& value, Output& output, Refusal& refusal);

}  // namespace gameday::llm
