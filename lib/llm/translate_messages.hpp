#pragma once
// The conversation of an OpenAI request as Anthropic wants it: system texts apart, the rest in
// turns that alternate, each call of a tool answered at the beginning of the very next turn.
// simdjson's header stays in the .cpp files.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "llm/translate_refusal.hpp"

namespace simdjson::dom {
class element;
}  // namespace simdjson::dom

namespace gameday {
class JsonWriter;
}

namespace gameday::llm {

/// A piece of a turn. Views into the parsed request.
struct Block {
  enum class What : std::uint8_t { text, image, document, tool_use, tool_result };
  What what = What::text;
  std::string_view text;  // tool_use: the arguments, a JSON object; image, document: base64 …
  std::string_view media_type;  // … of this type, or an address where there is none
  std::string_view name;        // of the tool, or the document's title
  std::string id;               // of the call that is made or answered
  std::vector<Block> inside;    // what the tool gave
};

struct Turn {
  bool assistant = false;
  std::vector<Block> blocks;  // never empty
};

struct Conversation {
  std::vector<std::string_view> system;
  std::vector<Turn> turns;      // neighbours differ, the last one is the user's
  bool names_dropped = false;   // a message had a `name`
  bool detail_dropped = false;  // an image had a `detail`
};
Conversation read_conversation(const simdjson::dom::element& messages, Refusal& refusal);

/// `"messages": [ … ]`
void write_turns(JsonWriter& json, const std::vector<Turn>& turns);

}  // namespace gameday::llm
