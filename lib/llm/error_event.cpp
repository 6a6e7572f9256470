#include <algorithm>

#include "base/assert.hpp"
#include "base/json_writer.hpp"
#include "llm/dialect_answers.hpp"

namespace gameday::llm {
namespace {

// Responses API: code, message, param beside the type. The number of the event is not known here;
// no official client reads it.
std::string flat(const ErrorObject& error) {
  std::string body;
  JsonWriter json(body);
  json.object().key("type").text("error").key("code");
  json.text(error.code.empty() ? error.type : error.code);
  json.key("message").text(error.message).key("param").null().key("sequence_number").number(0);
  json.end();
  return body;
}

std::string vllm(const ErrorObject& error, int status) {
  std::string body;
  JsonWriter json(body);
  json.object().key("object").text("error").key("message").text(error.message);
  json.key("type").text(error.type).key("param").null().key("code").number(status).end();
  return body;
}

std::string string(const ErrorObject& error) {
  std::string body;
  JsonWriter json(body);
  json.object().key("error").text(error.message).end();
  return body;
}

}  // namespace

const std::vector<std::string_view>& error_forms() {
  static const std::vector<std::string_view> forms = {"native", "object", "string",
                                                      "flat",   "vllm",   "named"};
  return forms;
}

std::string error_as_event(Dialect dialect, std::string_view name, std::string_view form,
                           std::uint64_t id, std::string_view model) {
  const auto& forms = error_forms();
  CHECK(std::find(forms.begin(), forms.end(), form) != forms.end(), "the parser refuses others");
  const TrueAnswer answer = true_error(dialect, name, id, std::nullopt, model);
  const auto error = read_error(answer.body);
  CHECK(error.has_value(), "every true error is an error object");
  const bool native = form == "native" && dialect == Dialect::anthropic;
  std::string event = native || form == "named" || form == "flat" ? "event: error\n" : "";
  event += "data: ";
  if (form == "string") {
    event += string(*error);
  } else if (form == "flat") {
    event += flat(*error);
  } else if (form == "vllm") {
    event += vllm(*error, answer.head.status);
  } else {
    event += answer.body;
  }
  return event += "\n\n";
}

}  // namespace gameday::llm
