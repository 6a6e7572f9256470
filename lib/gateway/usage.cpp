#include "gateway/usage.hpp"

#include <simdjson.h>

namespace gameday::gateway {

policy::Usage usage_of(std::string_view body) {
  policy::Usage usage;
  simdjson::dom::parser parser;
  simdjson::dom::object told;
  if (parser.parse(body.data(), body.size())["usage"].get(told) == simdjson::SUCCESS) {
    const auto number = [&](std::string_view name) {
      std::uint64_t count = 0;
      return told[name].get(count) == simdjson::SUCCESS ? count : 0;
    };
    usage.prompt = number("prompt_tokens");
    usage.completion = number("completion_tokens");
  }
  return usage;
}

}  // namespace gameday::gateway
