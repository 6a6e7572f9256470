#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/translate.hpp"
#include "llm/translate_parameters.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

constexpr int decimals = 6;  // of temperature and top_p

void write_blocks(JsonWriter& json, const std::vector<std::string_view>& texts) {
  json.array();
  for (const std::string_view text : texts) {
    json.object().key("type").text("text").key("text").text(text).end();
  }
  json.end();
}

void write_output(JsonWriter& json, const Output& output) {
  if (output.schema.empty() && output.effort.empty()) {
    return;
  }
  json.key("output_config").object();
  if (!output.effort.empty()) {
    json.key("effort").text(output.effort);
  }
  if (!output.schema.empty()) {
    json.key("format").object().key("type").text("json_schema");
    json.key("schema").raw(output.schema).end();
  }
  json.end();
}

std::string written(const Parameters& wanted, std::string_view model, std::uint64_t max_tokens) {
  std::string body;
  JsonWriter json(body);
  json.object().key("model").text(model).key("max_tokens").number(max_tokens);
  if (!wanted.conversation.system.empty()) {
    json.key("system");
    write_blocks(json, wanted.conversation.system);
  }
  write_turns(json, wanted.conversation.turns);
  if (!wanted.tools.list.empty()) {
    json.key("tools").raw(wanted.tools.list);
  }
  if (!wanted.tools.choice.empty()) {
    json.key("tool_choice").raw(wanted.tools.choice);
  }
  write_output(json, wanted.output);
  if (!wanted.stop.empty()) {
    json.key("stop_sequences").array();
    for (const std::string_view text : wanted.stop) {
      json.text(text);
    }
    json.end();
  }
  if (wanted.temperature) {
    json.key("temperature").number(*wanted.temperature, decimals);
  }
  if (wanted.top_p) {
    json.key("top_p").number(*wanted.top_p, decimals);
  }
  if (!wanted.user.empty()) {
    json.key("metadata").object().key("user_id").text(wanted.user).end();
  }
  if (wanted.stream) {
    json.key("stream").boolean(true);
  }
  json.end();
  return body;
}

}  // namespace

Translated to_messages_request(std::string_view openai_body, std::string_view model,
                               std::uint64_t max_tokens_default, AnthropicVersion version) {
  Translated out;
  dom::parser parser;
  dom::object request;
  if (parser.parse(openai_body.data(), openai_body.size()).get(request) != simdjson::SUCCESS) {
    out.refused = "The body is not a JSON object.";
    return out;
  }
  Parameters wanted = read_parameters(request, version);
  if (!wanted.refusal.any()) {
    out.body = written(wanted, model, wanted.max_tokens.value_or(max_tokens_default));
  }
  out.dropped = std::move(wanted.dropped);
  out.refused = std::move(wanted.refusal.sentence);
  out.parameter = std::move(wanted.refusal.parameter);
  return out;
}

}  // namespace gameday::llm
