#pragma once
// What one event of a streamed answer means, in either dialect.
//
// delta, finish, usage, done are the words of docs/faults.md: a delta is what gives the
// reader something: non-empty content, reasoning, refusal, tool call. One event may be several at
// once (Anthropic's message_delta is finish and usage). No I/O; one thread. Sources: OpenAI API
// reference, "Streaming"; Anthropic, "Streaming messages".

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "llm/dialect.hpp"
#include "llm/error_words.hpp"

namespace gameday::llm {

/// Anthropic's events; a type we do not know is `other`, and clients pass over it.
enum class MessageEvent : std::uint8_t {
  other,
  message_start,
  content_block_start,
  content_block_delta,
  content_block_stop,
  message_delta,
  message_stop,
  ping,
  error
};

struct EventFacts {
  bool json = false;    // the data is a JSON object (or OpenAI's [DONE])
  bool silent = false;  // a ping: counted by nobody
  bool delta = false;
  bool finish = false;
  bool usage = false;
  bool done = false;          // [DONE], message_stop
  bool error = false;         // an error object where an event belongs
  bool out_of_order = false;  // set by StreamWatch, not by read_event
  ErrorObject what;           // of the error
  std::string text;           // of the delta, visible content only
  std::uint64_t content = 0;  // bytes of the delta: text, reasoning, refusal, arguments of calls
  std::string finish_reason;  // of the first choice that has one, in its own dialect's word
  std::string model;
  std::uint64_t prompt_tokens = 0;  // when usage, or in message_start; Anthropic: cached ones, too
  std::uint64_t cached_tokens = 0;  // Anthropic: of those, the ones that came from the cache
  std::uint64_t completion_tokens = 0;         // when usage
  bool prompt_told = false;                    // a number stands there, maybe 0 …
  bool completion_told = false;                // … here, too
  std::vector<std::uint32_t> choices;          // OpenAI: indices in this event …
  std::vector<std::uint32_t> finished;         // … and those with a finish reason
  MessageEvent message = MessageEvent::other;  // Anthropic: which event …
  std::uint32_t block = 0;                     // … and its content block's index …
  bool block_named = false;                    // … if it has one
  bool tool_use = false;                       // Anthropic: a call for the client begins
  std::string id;                              // Anthropic: of the message or block that begins
  std::string name;                            // Anthropic: of the tool that is called
  std::string arguments;                       // Anthropic: a fragment of the call's JSON, or all
};
EventFacts read_event(Dialect dialect, std::string_view name, std::string_view data);

/// read_event with its memory kept: for many events. About 1 us for a small chunk.
class EventReader {
 public:
  explicit EventReader(Dialect dialect);
  EventReader(EventReader&&) noexcept;
  EventReader& operator=(EventReader&&) noexcept;
  ~EventReader();

  /// Valid until the next call.
  EventFacts& read(std::string_view name, std::string_view data);

 private:
  struct Memory;
  std::unique_ptr<Memory> memory_;
};

}  // namespace gameday::llm
