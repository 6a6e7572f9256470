// What Anthropic says to each kind of request. Source: the Anthropic API reference, "Messages",
// "Streaming messages", "Models", "Errors", "Versions".

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "http/field_values.hpp"
#include "llm/anthropic.hpp"
#include "llm/anthropic_blocks.hpp"
#include "llm/anthropic_fields.hpp"
#include "llm/anthropic_version.hpp"
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

constexpr std::string_view without_sampling = llm::to_text(llm::AnthropicVersion::v2026_10_21);

bool samples(const llm::Asked& asked) {
  return !asked.temperature.empty() || asked.top_p || asked.top_k;
}

/// In the order of Finish.
constexpr std::array<std::string_view, 5> stops = {"end_turn", "max_tokens", "refusal", "refusal",
                                                   "tool_use"};

llm::MessageAnswer message_of(const Answer& answer) {
  llm::MessageAnswer message;
  message.id = llm::anthropic_id("msg", answer.id);
  message.model = answer.model;
  message.thinking = answer.reasoning;
  message.text = answer.text;
  message.empty_text = answer.text.empty() && !answer.null_text;
  message.calls = answer.calls;
  message.stop_reason = stops[static_cast<std::size_t>(answer.finish)];
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

/// A block for each thing that is said. The ping after the first one's start is where the real ones
/// send it.
class MessageEvents final : public Events {
 public:
  explicit MessageEvents(const Answer& answer) : answer_(answer), message_(message_of(answer)) {}

  std::string opening() override { return llm::message_start_event(message_); }

  std::string piece(const Piece& piece) override {
    using What = Piece::What;
    if (piece.what == What::refusal) {
      return {};  // the stop reason alone says so
    }
    const What kind = piece.what == What::arguments ? What::call : piece.what;
    std::string events;
    if (piece.what == What::call || kind != open_) {
      events = stop();
      events += start(kind, piece.call);
    }
    switch (piece.what) {
      case What::reasoning:
        return events += llm::thinking_delta_event(block_, piece.text);
      case What::text:
        return events += llm::text_delta_event(block_, piece.text);
      case What::arguments:
        return events += llm::tool_delta_event(index(true), piece.text);
      default:
        return events;
    }
  }

  std::string closing() override {
    return stop() + llm::message_delta_event(message_.stop_reason, message_.output_tokens) +
           std::string(llm::message_stop_event);
  }

 private:
  using Tools = faults::MockAnswer::Tools;

  std::string start(Piece::What kind, std::size_t call) {
    const bool first = blocks_ == 0;
    open_ = kind;
    block_ = blocks_++;
    std::string event;
    if (kind == Piece::What::reasoning) {
      event = llm::thinking_start_event(block_);
    } else if (kind == Piece::What::text) {
      event = llm::text_start_event(block_);
    } else {
      const llm::ToolCall& tool = answer_.calls[call];
      const bool whole = answer_.flaw == Tools::one_chunk;
      event = llm::tool_start_event(index(false), tool, whole ? tool.arguments : "{}");
    }
    return first ? event.append(llm::ping_event) : event;
  }

  /// Of the open block; nothing when there is none.
  std::string stop() {
    const auto was = std::exchange(open_, std::nullopt);
    if (!was) {
      return {};
    }
    if (was == Piece::What::call) {
      return llm::tool_stop_event(index(false));
    }
    const bool thought = was == Piece::What::reasoning;
    return (thought ? llm::signature_event(block_) : std::string()) + llm::block_stop_event(block_);
  }

  /// Of the open block, which is a call.
  std::optional<std::uint32_t> index(bool fragment) const {
    return answer_.flaw == Tools::no_index                  ? std::nullopt
           : answer_.flaw == Tools::index_zero              ? std::optional(0U)
           : answer_.flaw == Tools::wrong_index && fragment ? std::optional(block_ + 1)
                                                            : std::optional(block_);
  }

  const Answer& answer_;
  llm::MessageAnswer message_;
  std::optional<Piece::What> open_;  // call: arguments, too
  std::uint32_t block_ = 0;          // the open one's number
  std::uint32_t blocks_ = 0;         // begun so far
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

  std::optional<TrueAnswer> refused(const http::Head& request, const llm::RequestFacts& facts,
                                    const llm::Asked& asked, const Edge& edge) const override {
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
    } else if (!asked.mistake.empty()) {
      why = asked.mistake;
    } else if (request.fields.get("anthropic-version") == without_sampling && samples(asked)) {
      why = "temperature, top_p, top_k: Extra inputs are not permitted";
    } else {
      return std::nullopt;
    }
    return error_answer(400, invalid, why, edge);
  }

  TrueAnswer bad_request(const Refusal& refusal, const Edge& edge) const override {
    return error_answer(400, invalid, refusal.message, edge);
  }

  TrueAnswer elsewhere(const http::Head& request, std::string_view,
                       const std::vector<std::string>& models, const Edge& edge) const override {
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
