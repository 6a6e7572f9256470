#include "gateway/request_check.hpp"

#include <string>

#include <simdjson.h>

#include "llm/chat.hpp"

namespace gameday::gateway {

namespace {

/// Whether the object names `fallbacks` itself: in a prompt the word means nothing.
bool names_fallbacks(std::string_view body) {
  if (body.find("\"fallbacks\"") == std::string_view::npos) {
    return false;  // all but never: no second parse
  }
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (parser.parse(simdjson::padded_string(body)).get(root) != simdjson::SUCCESS) {
    return false;
  }
  return root["fallbacks"].error() == simdjson::SUCCESS;
}

}  // namespace

std::optional<ErrorAnswer> mistake_in(std::string_view body) {
  const llm::RequestFacts facts = llm::read_request_facts(body);
  if (!facts.is_object) {
    return bad_request("The body is not a JSON object.", "invalid_json");
  }
  if (facts.model.empty()) {
    return bad_request("You must provide a model parameter.", "missing_required_parameter");
  }
  if (facts.stream) {
    return bad_request("stream: true is not in this version; ask for a unary answer.",
                       "unsupported_value");
  }
  if (names_fallbacks(body)) {
    return bad_request("fallbacks in a request is not in this version; name them in the config.",
                       "unsupported_parameter");
  }
  return std::nullopt;
}

}  // namespace gameday::gateway
