#pragma once
// What a request asks of a model beyond a text, in either dialect: calls of tools, an answer of a
// shape, and the parameters that some models refuse. Whoever answers for a model reads it. No I/O.
// Sources: OpenAI API reference, POST /v1/chat/completions; Anthropic API reference, "Messages".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/dialect.hpp"

namespace gameday::llm {

/// The most that either API takes; more are not read.
inline constexpr std::size_t tools_most = 128;

struct AskedTool {
  std::string name;
  std::string schema;  // of its arguments, JSON; an object's where it says none
};

struct Asked {
  std::vector<AskedTool> tools;
  bool must_call = false;      // a tool, whichever
  std::string tool_to_call;    // … this one; empty: any
  bool one_call_most = false;  // no calls side by side
  bool json = false;           // the answer is to be JSON …
  std::string schema;          // … of this schema; empty: an object
  std::string format_field;    // where the request says so: response_format, output_config.format
  std::string temperature;     // as it stands; empty: not given
  bool top_p = false;
  bool top_k = false;
  std::optional<std::uint64_t> max_tokens;  // under this very name
  bool ends_with_assistant = false;         // the answer's beginning, put into the model's mouth
  std::string mistake;  // Anthropic: what its messages or tools get wrong, in the API's own words
};

/// Nothing is asked by a body that is no JSON object.
Asked read_asked(Dialect dialect, std::string_view body);

}  // namespace gameday::llm
