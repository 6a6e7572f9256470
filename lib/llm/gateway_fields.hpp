#pragma once
// Fields of a request that are meant for a gateway on its way, whatever it asks for.

namespace simdjson::dom {
class object;
}  // namespace simdjson::dom

namespace gameday::llm {

/// `fallbacks`, as OpenRouter has it, or our own `deadline_ms`.
bool has_gateway_fields(const simdjson::dom::object& request);

}  // namespace gameday::llm
