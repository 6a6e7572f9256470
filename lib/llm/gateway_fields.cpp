#include "llm/gateway_fields.hpp"

#include <simdjson.h>

namespace gameday::llm {

bool has_gateway_fields(const simdjson::dom::object& request) {
  return request["fallbacks"].error() == simdjson::SUCCESS ||
         request["deadline_ms"].error() == simdjson::SUCCESS;
}

}  // namespace gameday::llm
