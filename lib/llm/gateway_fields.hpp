#pragma once
// Fields of a request that are meant for a gateway on its way, whatever it asks for.

#include <simdjson.h>

namespace gameday::llm {

/// `fallbacks`, as OpenRouter has it, or our own `deadline_ms`.
inline bool has_gateway_fields(const simdjson::dom::object& request) {
  return request["fallbacks"].error() == simdjson::SUCCESS ||
         request["deadline_ms"].error() == simdjson::SUCCESS;
}

}  // namespace gameday::llm
