#include "llm/translate_output.hpp"

#include <algorithm>
#include <array>

#include <simdjson.h>

#include "llm/json_values.hpp"

namespace gameday::llm {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view parameter = "response_format";

template <std::size_t N>
bool among(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

void read_response_format(const dom::element& value, Output& output, Refusal& refusal) {
  const std::string_view type = value.is_object() ? text_in(value, "type") : std::string_view();
  if (type == "text") {
    return;
  }
  if (type != "json_schema") {
    refusal.because(parameter,
                    "can only be `text` or `json_schema` for a provider that speaks "
                    "Anthropic's Messages: it has no JSON without a schema.");
    return;
  }
  dom::element schema;
  if (value["json_schema"]["schema"].get(schema) != simdjson::SUCCESS || !schema.is_object()) {
    refusal.because("response_format.json_schema.schema", "must be a JSON schema.");
    return;
  }
  output.schema = simdjson::minify(schema);
}

bool read_effort(const dom::element& value, Output& output, Refusal& refusal) {
  constexpr std::array<std::string_view, 5> both = {"low", "medium", "high", "xhigh", "max"};
  constexpr std::array<std::string_view, 2> openais = {"none", "minimal"};
  const std::string_view word = text_of(value);
  if (among(openais, word)) {
    return false;
  }
  if (!among(both, word)) {
    refusal.because("reasoning_effort",
                    "must be `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max`.");
  }
  output.effort = word;
  return true;
}

}  // namespace gameday::llm
