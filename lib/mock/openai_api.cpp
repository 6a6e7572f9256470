// What OpenAI says to each kind of request. Source: the OpenAI API reference, chat completions,
// "Streaming" and "Models".

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/json_writer.hpp"
#include "http/field_values.hpp"
#include "llm/openai_fields.hpp"
#include "llm/openai_stream.hpp"
#include "mock/api.hpp"
#include "mock/embeddings.hpp"

namespace gameday::mock {
namespace {

using llm::TrueAnswer;

constexpr std::string_view invalid = "invalid_request_error";
constexpr std::string_view embeddings_path = "/v1/embeddings";

// A Unix time like those the API lists; the mock's models are as old as gpt-4o-mini.
constexpr std::int64_t model_created = 1'721'172'741;

llm::OpenAiFields fields_of(const Edge& edge, bool limits = true) {
  llm::OpenAiFields fields;
  fields.id = edge.id;
  fields.processing = edge.processing;
  fields.limits = limits;
  return fields;
}

TrueAnswer json_answer(int status, std::string body, const llm::OpenAiFields& fields) {
  TrueAnswer answer;
  answer.head = http::response_of(status, "application/json", body.size());
  llm::add_openai_fields(answer.head.fields, fields);
  answer.body = std::move(body);
  return answer;
}

std::string id_of(const Answer& answer) {
  return "chatcmpl-" + llm::hex16(answer.id);
}

/// In the order of Finish. Whoever refuses has finished well, and says so in a field of its own.
constexpr std::array<std::string_view, 5> finishes = {"stop", "length", "content_filter", "stop",
                                                      "tool_calls"};

std::string_view finish_of(const Answer& answer) {
  return finishes[static_cast<std::size_t>(answer.finish)];
}

void write_model(JsonWriter& json, std::string_view name) {
  json.object().key("id").text(name).key("object").text("model");
  json.key("created").number(model_created).key("owned_by").text("gameday").end();
}

TrueAnswer embeddings(std::string_view body, const Edge& edge) {
  const llm::EmbeddingsAsked asked = llm::read_embeddings_asked(body);
  std::string message;
  std::string_view param;
  if (!asked.is_object) {
    message = "We could not parse the JSON body of your request.";
  } else if (asked.model.empty()) {
    message = "you must provide a model parameter";
  } else if (asked.count == 0) {
    message = "Missing required parameter: 'input'.";
    param = "input";
  } else if (asked.count > llm::embedding_inputs_most) {
    message = fmt::format("Invalid 'input': array too long. Expected at most {} items.",
                          llm::embedding_inputs_most);
    param = "input";
  } else {
    return json_answer(200, llm::write_embeddings(embed(asked)), fields_of(edge));
  }
  return json_answer(400, llm::write_error(message, invalid, param, ""), fields_of(edge));
}

std::string model_list(const std::vector<std::string>& models) {
  std::string body;
  JsonWriter json(body);
  json.object().key("object").text("list").key("data").array();
  for (const std::string& model : models) {
    write_model(json, model);
  }
  json.end().end();
  return body;
}

class Chunks final : public Events {
 public:
  explicit Chunks(const Answer& answer) : answer_(answer) {
    head_.id = id_of(answer);
    head_.model = answer.model;
    head_.created = answer.created;
    head_.include_usage = answer.include_usage;
  }

  std::string opening() override { return llm::role_chunk(head_, answer_.null_text); }

  std::string piece(const Piece& piece) override {
    switch (piece.what) {
      case Piece::What::reasoning:
        return llm::reasoning_chunk(head_, piece.text);
      case Piece::What::refusal:
        return llm::refusal_chunk(head_, piece.text);
      case Piece::What::call:
        return call(piece.call);
      case Piece::What::arguments:
        return llm::tool_chunk(head_, {index_of(piece.call, true), "", "", piece.text});
      case Piece::What::text:
        break;
    }
    return llm::content_chunk(head_, piece.text);
  }

  std::string closing() override {
    std::string events = llm::finish_chunk(head_, finish_of(answer_));
    if (head_.include_usage) {
      events += llm::usage_chunk(head_, answer_.prompt_tokens, answer_.tokens);
    }
    return events.append(llm::done_event);
  }

 private:
  std::string call(std::size_t number) const {
    const llm::ToolCall& call = answer_.calls[number];
    const bool whole = answer_.flaw == Tools::one_chunk;
    llm::ToolDelta delta{index_of(number, false), "", call.name,
                         whole ? std::string_view(call.arguments) : ""};
    if (call.id) {
      delta.id = *call.id;
      delta.blank_id = call.id->empty();
    }
    return llm::tool_chunk(head_, delta);
  }

  std::optional<std::uint32_t> index_of(std::size_t call, bool fragment) const {
    const auto index = static_cast<std::uint32_t>(call);
    return answer_.flaw == Tools::no_index                  ? std::nullopt
           : answer_.flaw == Tools::index_zero              ? std::optional(0U)
           : answer_.flaw == Tools::wrong_index && fragment ? std::optional(index + 1)
                                                            : std::optional(index);
  }

  using Tools = faults::MockAnswer::Tools;
  const Answer& answer_;
  llm::ChunkHead head_;
};

class OpenAi final : public Api {
 public:
  std::string_view chat_path() const override { return "/v1/chat/completions"; }

  std::optional<TrueAnswer> turned_away(const http::Head& request,
                                        const Edge& edge) const override {
    if (!http::bearer_of(request.fields).empty()) {
      return std::nullopt;
    }
    std::string error = llm::write_error(
        "You didn't provide an API key. You need to provide your API key in an Authorization "
        "header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key "
        "from https://platform.openai.com/account/api-keys.",
        invalid, "", "");
    return json_answer(401, std::move(error), fields_of(edge, false));
  }

  std::optional<TrueAnswer> refused(const http::Head&, const llm::RequestFacts& facts,
                                    const llm::Asked&, const Edge& edge) const override {
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
    } else if (facts.include_usage && !facts.stream) {
      error = llm::write_error(
          "The 'stream_options' parameter is only allowed when 'stream' is enabled.", invalid,
          "stream_options", "");
    } else {
      return std::nullopt;
    }
    return json_answer(400, std::move(error), fields_of(edge));
  }

  TrueAnswer bad_request(const Refusal& refusal, const Edge& edge) const override {
    return json_answer(400, llm::write_error(refusal.message, invalid, refusal.param, refusal.code),
                       fields_of(edge));
  }

  TrueAnswer elsewhere(const http::Head& request, std::string_view body,
                       const std::vector<std::string>& models, const Edge& edge) const override {
    if (request.method == "POST" && request.path() == embeddings_path) {
      return embeddings(body, edge);
    }
    const auto name = model_asked_for(request);
    if (!name) {
      const std::string message = fmt::format(
          "Unknown request URL: {} {}. Please check the URL for typos, or see the docs at "
          "https://platform.openai.com/docs/api-reference/.",
          request.method, request.path());
      return json_answer(404, llm::write_error(message, invalid, "", "unknown_url"),
                         fields_of(edge));
    }
    if (name->empty()) {
      return json_answer(200, model_list(models), fields_of(edge));
    }
    if (std::find(models.begin(), models.end(), *name) == models.end()) {
      const std::string message = fmt::format("The model '{}' does not exist", *name);
      return json_answer(404, llm::write_error(message, invalid, "model", "model_not_found"),
                         fields_of(edge));
    }
    std::string model;
    JsonWriter json(model);
    write_model(json, *name);
    return json_answer(200, std::move(model), fields_of(edge));
  }

  TrueAnswer whole(const Answer& answer, const Edge& edge) const override {
    llm::ChatAnswer chat;
    chat.id = id_of(answer);
    chat.model = answer.model;
    chat.created = answer.created;
    chat.text = answer.text;
    chat.null_text = answer.null_text;
    chat.reasoning = answer.reasoning;
    chat.refusal = answer.refusal;
    chat.calls = answer.calls;
    chat.finish_reason = finish_of(answer);
    chat.prompt_tokens = answer.prompt_tokens;
    chat.completion_tokens = answer.tokens;
    chat.reasoning_tokens = answer.reasoning_tokens;
    return json_answer(200, llm::write_chat_answer(chat), fields_of(edge));
  }

  Stream stream(const Answer& answer, const Edge& edge) const override {
    Stream stream;
    stream.head = stream_head();
    llm::add_openai_fields(stream.head.fields, fields_of(edge));
    stream.events = std::make_unique<Chunks>(answer);
    return stream;
  }
};

}  // namespace

std::unique_ptr<Api> openai_api() {
  return std::make_unique<OpenAi>();
}

}  // namespace gameday::mock
