#include "mock/openai_answers.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "llm/error_words.hpp"

namespace gameday::mock {
namespace {

constexpr std::string_view invalid = "invalid_request_error";

// A Unix time like those the API lists; the mock's models are as old as gpt-4o-mini.
constexpr std::int64_t model_created = 1'721'172'741;

void write_model(JsonWriter& json, std::string_view name) {
  json.object().key("id").text(name).key("object").text("model");
  json.key("created").number(model_created).key("owned_by").text("gameday").end();
}

}  // namespace

Message json_answer(int status, std::string body, const llm::OpenAiFields& fields) {
  Message message;
  message.head = http::response_of(status, "application/json", body.size());
  llm::add_openai_fields(message.head.fields, fields);
  message.body = std::move(body);
  return message;
}

std::optional<Message> refusal_of(const llm::RequestFacts& facts, const llm::OpenAiFields& fields) {
  std::string error;
  if (!facts.is_object) {
    error = llm::write_error(
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't "
        "using your HTTP library correctly. The OpenAI API expects a JSON payload, but what was "
        "sent was not valid JSON.)",
        invalid, "", "");
  } else if (facts.model.empty()) {
    error = llm::write_error("you must provide a model parameter", invalid, "", "");
  } else if (!facts.has_messages) {
    error = llm::write_error("Missing required parameter: 'messages'.", invalid, "messages",
                             "missing_required_parameter");
  } else if (facts.stream) {
    error = llm::write_error(
        "Unsupported value: 'stream' does not support true with this version of gameday's mock.",
        invalid, "stream", "unsupported_value");
  } else {
    return std::nullopt;
  }
  return json_answer(400, std::move(error), fields);
}

Message no_key(llm::OpenAiFields fields) {
  fields.limits = false;
  std::string error = llm::write_error(
      "You didn't provide an API key. You need to provide your API key in an Authorization header "
      "using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from "
      "https://platform.openai.com/account/api-keys.",
      invalid, "", "");
  return json_answer(401, std::move(error), fields);
}

Message no_such_url(const http::Head& request, const llm::OpenAiFields& fields) {
  const std::string message = fmt::format(
      "Unknown request URL: {} {}. Please check the URL for typos, or see the docs at "
      "https://platform.openai.com/docs/api-reference/.",
      request.method, request.path());
  return json_answer(404, llm::write_error(message, invalid, "", "unknown_url"), fields);
}

Message model_list(const std::vector<std::string>& models, const llm::OpenAiFields& fields) {
  std::string body;
  JsonWriter json(body);
  json.object().key("object").text("list").key("data").array();
  for (const std::string& model : models) {
    write_model(json, model);
  }
  json.end().end();
  return json_answer(200, std::move(body), fields);
}

Message model_named(const std::vector<std::string>& models, std::string_view name,
                    const llm::OpenAiFields& fields) {
  if (std::find(models.begin(), models.end(), name) == models.end()) {
    const std::string message = fmt::format("The model '{}' does not exist", name);
    return json_answer(404, llm::write_error(message, invalid, "model", "model_not_found"), fields);
  }
  std::string body;
  JsonWriter json(body);
  write_model(json, name);
  return json_answer(200, std::move(body), fields);
}

}  // namespace gameday::mock
