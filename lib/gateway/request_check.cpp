#include "gateway/request_check.hpp"

#include <algorithm>

#include <simdjson.h>

#include "llm/chat.hpp"
#include "llm/stream.hpp"

namespace gameday::gateway {

namespace {

constexpr std::uint64_t choices_most = llm::stream_parts_most;

struct Rare {
  bool names_fallbacks = false;  // the object itself: in a prompt the word means nothing
  std::uint32_t choices = 1;
};

/// What hardly any request has: all but never a second parse.
Rare rare_facts(std::string_view body) {
  Rare rare;
  const bool maybe = body.find("\"fallbacks\"") != std::string_view::npos ||
                     body.find("\"n\"") != std::string_view::npos;
  simdjson::dom::parser parser;
  simdjson::dom::object root;
  if (!maybe || parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) {
    return rare;
  }
  rare.names_fallbacks = root["fallbacks"].error() == simdjson::SUCCESS;
  std::uint64_t choices = 0;
  if (root["n"].get(choices) == simdjson::SUCCESS) {
    rare.choices = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(choices, 1, choices_most));
  }
  return rare;
}

}  // namespace

std::optional<ErrorAnswer> mistake_in(policy::Request& request, llm::RequestReader& reader) {
  const llm::RequestFacts facts = reader.read(request.body);
  if (!facts.is_object) {
    return bad_request("The body is not a JSON object.", "invalid_json");
  }
  if (facts.model.empty()) {
    return bad_request("You must provide a model parameter.", "missing_required_parameter");
  }
  const Rare rare = rare_facts(request.body);
  if (rare.names_fallbacks) {
    return bad_request("fallbacks in a request is not in this version; name them in the config.",
                       "unsupported_parameter");
  }
  request.stream = facts.stream;
  request.include_usage = facts.include_usage;
  request.choices = rare.choices;
  return std::nullopt;
}

}  // namespace gameday::gateway
