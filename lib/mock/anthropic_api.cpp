// What Anthropic says to each kind of request. Source: the Anthropic API reference, "Messages",
// "Streaming messages", "Models", "Errors", "Versions".

#include <algorithm>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "http/field_values.hpp"
#include "llm/anthropic.hpp"
#include "llm/anthropic_fields.hpp"
#include "mock/api.hpp"

namespace gameday::mock {
namespace {

using llm::TrueAnswer;

constexpr std::string_view invalid = "invalid_request_error";
constexpr std::string_view not_found = "not_found_error";
constexpr std::string_view model_created = "2024-07-18T00:00:00Z";  // as old as OpenAI's here

llm::AnthropicFields fields_of(const Edge& edge, bool limits = true) {
  llm::AnthropicFields fields;
  fields.id = edge.id;
  fields.processing = edge.processing;
  fields.wall = edge.wall;
  fields.limits = limits;
  return fields;
}

TrueAnswer json_answer(int status, std::string body, const llm::AnthropicFields& fields) {
  TrueAnswer answer;
  answer.head = http::response_of(status, "application/json", body.size());
  llm::add_anthropic_fields(answer.head.fields, fields);
  answer.body = std::move(body);
  return answer;
}

TrueAnswer error_answer(int status, std::string_view type, std::string_view message,
                        const Edge& edge) {
  std::string body =
      llm::write_anthropic_error(type, message, "", llm::anthropic_id("req", edge.id));
  return json_answer(status, std::move(body), fields_of(edge, status != 401));
}

std::string_view stop_of(const Answer& answer) {
  return answer.cut ? "max_tokens" : "end_turn";
}

llm::MessageAnswer message_of(const Answer& answer) {
  llm::MessageAnswer message;
  message.id = llm::anthropic_id("msg", answer.id);
  message.model = answer.model;
  message.text = answer.text;
  message.stop_reason = stop_of(answer);
  message.input_tokens = answer.prompt_tokens;
  message.output_tokens = answer.tokens;
  return message;
}

void write_model(JsonWriter& json, std::string_view name) {
  json.object().key("type").text("model").key("id").text(name);
  json.key("display_name").text(name).key("created_at").text(model_created).end();
}

void write_id(JsonWriter& json, std::string_view key, const std::vector<std::string>& models,
              std::size_t index) {
  json.key(key);
  if (models.empty()) {
    json.null();
  } else {
    json.text(models[index]);
  }
}

std::string model_list(const std::vector<std::string>& models) {
  std::string body;
  JsonWriter json(body);
  json.object().key("data").array();
  for (const std::string& model : models) {
    write_model(json, model);
  }
  json.end().key("has_more").boolean(false);
  write_id(json, "first_id", models, 0);
  write_id(json, "last_id", models, models.size() - 1);
  json.end();
  return body;
}

/// One text block. The ping after its start is where the real ones send it.
class MessageEvents final : public Events {
 public:
  explicit MessageEvents(const Answer& answer) : message_(message_of(answer)) {}

  std::string opening() const override {
    return llm::message_start_event(message_) + llm::text_start_event(0) +
           std::string(llm::ping_event);
  }
  std::string token(std::string_view text) const override { return llm::text_delta_event(0, text); }
  std::string closing() const override {
    return llm::block_stop_event(0) +
           llm::message_delta_event(message_.stop_reason, message_.output_tokens) +
           std::string(llm::message_stop_event);
  }

 private:
  llm::MessageAnswer message_;
};

class Anthropic final : public Api {
 public:
  std::string_view chat_path() const override { return "/v1/messages"; }

  /// Newer SDKs send their key as a Bearer token, older ones as x-api-key.
  std::optional<TrueAnswer> turned_away(const http::Head& request,
                                        const Edge& edge) const override {
    if (request.fields.get("x-api-key").empty() && http::bearer_of(request.fields).empty()) {
      return error_answer(401, "authentication_error", "x-api-key header is required", edge);
    }
    if (request.fields.get("anthropic-version").empty()) {
      return error_answer(400, invalid, "anthropic-version: header is required", edge);
    }
    return std::nullopt;
  }

  std::optional<TrueAnswer> refused(const llm::RequestFacts& facts,
                                    const Edge& edge) const override {
    std::string_view why;
    if (!facts.is_object) {
      why = "The request body is not valid JSON.";
    } else if (facts.model.empty()) {
      why = "model: Field required";
    } else if (!facts.max_tokens) {
      why = "max_tokens: Field required";
    } else if (*facts.max_tokens == 0) {
      why = "max_tokens: Input should be greater than or equal to 1";
    } else if (!facts.has_messages) {
      why = "messages: at least one message is required";
    } else {
      return std::nullopt;
    }
    return error_answer(400, invalid, why, edge);
  }

  TrueAnswer elsewhere(const http::Head& request, const std::vector<std::string>& models,
                       const Edge& edge) const override {
    const auto name = model_asked_for(request);
    if (!name) {
      return error_answer(404, not_found, "Not Found", edge);
    }
    if (name->empty()) {
      return json_answer(200, model_list(models), fields_of(edge));
    }
    if (std::find(models.begin(), models.end(), *name) == models.end()) {
      return error_answer(404, not_found, fmt::format("model: {}", *name), edge);
    }
    std::string body;
    JsonWriter json(body);
    write_model(json, *name);
    return json_answer(200, std::move(body), fields_of(edge));
  }

  TrueAnswer whole(const Answer& answer, const Edge& edge) const override {
    return json_answer(200, llm::write_message(message_of(answer)), fields_of(edge));
  }

  Stream stream(const Answer& answer, const Edge& edge) const override {
    Stream stream;
    stream.head = stream_head();
    llm::add_anthropic_fields(stream.head.fields, fields_of(edge));
    stream.events = std::make_unique<MessageEvents>(answer);
    return stream;
  }
};

}  // namespace

std::unique_ptr<Api> anthropic_api() {
  return std::make_unique<Anthropic>();
}

}  // namespace gameday::mock
