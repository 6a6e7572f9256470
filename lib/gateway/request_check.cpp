#include "gateway/request_check.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "gateway/headers.hpp"
#include "llm/chat.hpp"
#include "llm/embeddings.hpp"
#include "llm/stream.hpp"

namespace gameday::gateway {

namespace {

constexpr std::uint64_t choices_most = llm::stream_parts_most;

/// What every request for a model must be.
std::optional<ErrorAnswer> no_request(bool is_object, const std::string& model) {
  if (!is_object) {
    return bad_request("The body is not a JSON object.", "invalid_json");
  }
  if (model.empty()) {
    return bad_request("You must provide a model parameter.", "missing_required_parameter");
  }
  return std::nullopt;
}

}  // namespace

std::optional<ErrorAnswer> mistake_in_fields(policy::Request& request) {
  const http::Fields& fields = request.fields;
  if (fields.has(deadline_field) && !deadline_of(fields)) {
    return bad_request(fmt::format("{} is a whole number of milliseconds.", deadline_field),
                       "invalid_value");
  }
  const std::string_view on_break = fields.get(on_break_field);
  if (!on_break.empty() && on_break != "restart" && on_break != "error") {
    return bad_request(fmt::format("{} is restart or error.", on_break_field), "invalid_value");
  }
  request.restart = on_break == "restart";
  return std::nullopt;
}

std::optional<ErrorAnswer> mistake_in_chat(policy::Request& request, BodyNotes& notes,
                                           llm::RequestReader& reader) {
  llm::RequestFacts facts = reader.read(request.body);
  notes = {std::move(facts.model), facts.for_gateway};
  if (auto mistake = no_request(facts.is_object, notes.model)) {
    return mistake;
  }
  request.stream = facts.stream;
  request.include_usage = facts.include_usage;
  const auto choices = std::clamp<std::uint64_t>(facts.choices, 1, choices_most);
  request.choices = static_cast<std::uint32_t>(choices);
  return std::nullopt;
}

std::optional<ErrorAnswer> mistake_in_embeddings(policy::Request& request, BodyNotes& notes,
                                                 llm::RequestReader&) {
  llm::EmbeddingsAsked asked = llm::read_embeddings_asked(request.body);
  notes = {std::move(asked.model), asked.for_gateway};
  if (auto mistake = no_request(asked.is_object, notes.model)) {
    return mistake;
  }
  if (asked.count == 0) {
    return bad_request("You must provide an input: a text, or a list of them.",
                       "missing_required_parameter");
  }
  if (asked.count > llm::embedding_inputs_most) {
    return bad_request(fmt::format("input has {} items, more than the {} that are allowed.",
                                   asked.count, llm::embedding_inputs_most),
                       "invalid_value");
  }
  request.choices = static_cast<std::uint32_t>(asked.count);
  return std::nullopt;
}

}  // namespace gameday::gateway
