#include <simdjson.h>

#include "base/json_writer.hpp"
#include "llm/error_words.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

// A text as it is, a number as its digits; null and everything else: empty.
std::string word_of(const dom::element& object, const char* name) {
  dom::element value;
  if (object[name].get(value) != simdjson::SUCCESS) {
    return {};
  }
  if (std::string_view text; value.get(text) == simdjson::SUCCESS) {
    return std::string(text);
  }
  if (std::int64_t number = 0; value.get(number) == simdjson::SUCCESS) {
    return std::to_string(number);
  }
  return {};
}

// Anthropic's code stands in `details`.
ErrorObject words_of(const dom::element& object) {
  ErrorObject words{word_of(object, "message"), word_of(object, "type"), word_of(object, "code")};
  dom::element details;
  if (words.code.empty() && object["details"].get(details) == simdjson::SUCCESS) {
    words.code = word_of(details, "error_code");
  }
  return words;
}

}  // namespace

std::optional<ErrorObject> read_error(std::string_view body) {
  dom::parser parser;
  dom::element root;
  if (parser.parse(body.data(), body.size()).get(root) != simdjson::SUCCESS) {
    return std::nullopt;
  }
  if (root.is_array() && root.at(0).get(root) != simdjson::SUCCESS) {  // Google wraps it in a list
    return std::nullopt;
  }
  dom::element error;
  if (root["error"].get(error) == simdjson::SUCCESS) {
    if (std::string_view text; error.get(text) == simdjson::SUCCESS) {
      return ErrorObject{std::string(text), {}, {}};
    }
    return error.is_object() ? std::optional(words_of(error)) : std::nullopt;
  }
  // vLLM: {"object":"error","message":…,"code":400}; the Responses API: {"type":"error","code":…}.
  if (word_of(root, "object") == "error") {
    return words_of(root);
  }
  if (word_of(root, "type") == "error") {
    return ErrorObject{word_of(root, "message"), {}, word_of(root, "code")};
  }
  return std::nullopt;
}

std::string write_error(std::string_view message, std::string_view type, std::string_view param,
                        std::string_view code) {
  std::string body;
  JsonWriter json(body);
  const auto text_or_null = [&](const char* name, std::string_view value) {
    json.key(name);
    if (value.empty()) {
      json.null();
    } else {
      json.text(value);
    }
  };
  json.object().key("error").object().key("message").text(message).key("type").text(type);
  text_or_null("param", param);
  text_or_null("code", code);
  json.end().end();
  return body;
}

}  // namespace gameday::llm
