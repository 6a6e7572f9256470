#pragma once
// A short streamed answer, "Hi" and "ho", as either provider writes it: one event an element.

#include <string>
#include <vector>

#include "llm/anthropic.hpp"
#include "llm/dialect.hpp"
#include "llm/openai_stream.hpp"

namespace gameday::test {

/// Before its first delta there is one event (OpenAI), or two.
inline std::size_t events_before_content(llm::Dialect which) {
  return which == llm::Dialect::anthropic ? 2 : 1;
}

inline std::vector<std::string> good_stream(llm::Dialect which, bool usage = false) {
  if (which == llm::Dialect::anthropic) {
    llm::MessageAnswer message;
    message.id = "x";
    message.model = "m";
    message.input_tokens = 3;
    return {llm::message_start_event(message),
            llm::text_start_event(0),
            llm::text_delta_event(0, "Hi"),
            llm::text_delta_event(0, "ho"),
            llm::block_stop_event(0),
            llm::message_delta_event("end_turn", 2),
            std::string(llm::message_stop_event)};
  }
  llm::ChunkHead head;
  head.id = "x";
  head.model = "m";
  head.include_usage = usage;
  std::vector<std::string> events = {llm::role_chunk(head), llm::content_chunk(head, "Hi"),
                                     llm::content_chunk(head, "ho"),
                                     llm::finish_chunk(head, "stop")};
  if (usage) {
    events.push_back(llm::usage_chunk(head, 3, 2));
  }
  events.emplace_back(llm::done_event);
  return events;
}

}  // namespace gameday::test
