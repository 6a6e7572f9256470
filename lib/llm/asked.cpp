#include "llm/asked.hpp"

#include <simdjson.h>

#include "llm/json_values.hpp"
#include "llm/messages_check.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

/// Arguments are an object, whatever a schema leaves open.
std::string schema_in(const dom::element& holder, const char* name) {
  dom::element schema;
  const bool given =
      holder[name].get(schema) == simdjson::SUCCESS && (schema.is_object() || schema.is_bool());
  std::string text = given ? simdjson::minify(schema) : "{}";
  return text == "{}" ? R"({"type":"object","properties":{}})" : text;  // what else a call takes
}

/// OpenAI's stand in a `function`, Anthropic's in the list itself.
void read_tools(Dialect dialect, const dom::object& body, Asked& asked) {
  dom::array tools;
  if (body["tools"].get(tools) != simdjson::SUCCESS) {
    return;
  }
  for (const dom::element tool : tools) {
    dom::element described = tool;
    const bool openai = dialect == Dialect::openai;
    if (openai && tool["function"].get(described) != simdjson::SUCCESS) {
      continue;  // custom tools have no schema
    }
    const std::string_view name = text_in(described, "name");
    if (!name.empty() && asked.tools.size() < tools_most) {
      asked.tools.push_back(
          {std::string(name), schema_in(described, openai ? "parameters" : "input_schema")});
    }
  }
}

bool flag(const simdjson::simdjson_result<dom::element>& value, bool wanted) {
  bool said = false;
  return value.get(said) == simdjson::SUCCESS && said == wanted;
}

/// "required", or an object that names one.
void read_openai_choice(const dom::object& body, Asked& asked) {
  asked.one_call_most = flag(body["parallel_tool_calls"], false);
  dom::element choice;
  if (body["tool_choice"].get(choice) != simdjson::SUCCESS) {
    return;
  }
  dom::element function;
  if (choice.is_object() && choice["function"].get(function) == simdjson::SUCCESS) {
    asked.tool_to_call = text_in(function, "name");
  }
  asked.must_call = text_of(choice) == "required" || !asked.tool_to_call.empty();
}

void read_anthropic_choice(const dom::object& body, Asked& asked) {
  dom::element choice;
  if (body["tool_choice"].get(choice) != simdjson::SUCCESS || !choice.is_object()) {
    return;
  }
  const std::string_view type = text_in(choice, "type");
  asked.tool_to_call = type == "tool" ? text_in(choice, "name") : "";
  asked.must_call = type == "any" || !asked.tool_to_call.empty();
  asked.one_call_most = flag(choice["disable_parallel_tool_use"], true);
}

void read_format(const dom::element& format, const char* field, const char* schema_holder,
                 Asked& asked) {
  const std::string_view type = text_in(format, "type");
  if (type != "json_schema" && type != "json_object") {
    return;
  }
  asked.json = true;
  asked.format_field = field;
  dom::element holder = format;
  if (schema_holder != nullptr && format[schema_holder].get(holder) != simdjson::SUCCESS) {
    return;
  }
  dom::element schema;
  if (holder["schema"].get(schema) == simdjson::SUCCESS && schema.is_object()) {
    asked.schema = simdjson::minify(schema);
  }
}

void read_formats(const dom::object& body, Asked& asked) {
  dom::element format;
  if (body["response_format"].get(format) == simdjson::SUCCESS && format.is_object()) {
    read_format(format, "response_format", "json_schema", asked);
  }
  dom::element config;
  if (body["output_config"].get(config) == simdjson::SUCCESS && config.is_object() &&
      config["format"].get(format) == simdjson::SUCCESS && format.is_object()) {
    read_format(format, "output_config.format", nullptr, asked);
  }
  if (body["output_format"].get(format) == simdjson::SUCCESS && format.is_object()) {
    read_format(format, "output_format", nullptr, asked);
  }
}

void read_parameters(const dom::object& body, Asked& asked) {
  dom::element value;
  if (body["temperature"].get(value) == simdjson::SUCCESS && value.is_number()) {
    asked.temperature = simdjson::minify(value);
  }
  asked.top_p = body["top_p"].get(value) == simdjson::SUCCESS && value.is_number();
  asked.top_k = body["top_k"].get(value) == simdjson::SUCCESS && value.is_number();
  if (std::uint64_t most = 0; body["max_tokens"].get(most) == simdjson::SUCCESS) {
    asked.max_tokens = most;
  }
  dom::array messages;
  if (body["messages"].get(messages) == simdjson::SUCCESS) {
    for (const dom::element message : messages) {
      asked.ends_with_assistant = text_in(message, "role") == "assistant";
    }
  }
}

}  // namespace

Asked read_asked(Dialect dialect, std::string_view body) {
  Asked asked;
  dom::parser parser;
  dom::object object;
  if (parser.parse(body.data(), body.size()).get(object) != simdjson::SUCCESS) {
    return asked;
  }
  read_tools(dialect, object, asked);
  if (dialect == Dialect::openai) {
    read_openai_choice(object, asked);
  } else {
    read_anthropic_choice(object, asked);
    asked.mistake = mistake_in_messages(object);
  }
  read_formats(object, asked);
  read_parameters(object, asked);
  return asked;
}

}  // namespace gameday::llm
