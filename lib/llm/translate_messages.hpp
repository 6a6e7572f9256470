#pragma once
// The conversation of an OpenAI request as Anthropic wants it: system texts apart, the rest in
// turns that alternate. Text only. simdjson's header stays in the .cpp files.

#include <string>
#include <string_view>
#include <vector>

namespace simdjson::dom {
class element;
}  // namespace simdjson::dom

namespace gameday::llm {

struct Turn {
  bool assistant = false;
  std::vector<std::string_view> texts;  // none is empty
};

/// Views into the parsed request.
struct Conversation {
  std::vector<std::string_view> system;
  std::vector<Turn> turns;     // neighbours differ, the last one is the user's
  bool names_dropped = false;  // a message had a `name`
  std::string refused;         // a sentence; empty: all of it could be said
  std::string parameter;       // what was refused
};
Conversation read_conversation(const simdjson::dom::element& messages);

}  // namespace gameday::llm
