#pragma once
// The content of one message of an OpenAI request as Anthropic's blocks: texts, images, documents.
// simdjson's header stays in the .cpp files.
//
// What is nothing but blanks is left out where a message has no other text: Anthropic refuses that.
// Images come as data: URIs of four types or as https addresses; a PDF is a document.

#include <string>
#include <vector>

#include "llm/translate_messages.hpp"

namespace gameday::llm {

enum class Speaker : std::uint8_t { system, user, assistant, tool };

/// Which message is being read, and what there is to say about it.
struct MessageSpot {
  std::string where;  // messages[2]
  Refusal& refusal;
  bool detail_dropped = false;

  void refuse(std::string_view what, std::string_view why) {
    refusal.because(where + std::string(what), why);
  }
};

std::vector<Block> read_content(const simdjson::dom::element& message, Speaker speaker,
                                MessageSpot& spot);

}  // namespace gameday::llm
