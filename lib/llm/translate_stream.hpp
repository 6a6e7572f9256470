#pragma once
// A streamed answer of Anthropic's Messages as OpenAI's chunks. Sources: "Streaming messages",
// "The chat completion chunk object". No I/O; one thread.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "llm/openai_stream.hpp"
#include "llm/stream_event.hpp"

namespace gameday::llm {

/// One stream. Feed it the facts of every event (StreamWatch::see, with calls mended: it trusts
/// indices and ids); what it appends to `out` are
/// whole OpenAI events or comments, maybe nothing. After message_stop come finish, usage (if asked
/// for, and if both its counts were told: a count that nobody knows is not 0) and [DONE]; an error
/// is passed on, and after it comes nothing; after an event that is broken comes nothing either:
/// whoever watches says what is wrong.
class StreamTranslator {
 public:
  StreamTranslator(std::int64_t created, bool include_usage);

  void event(const EventFacts& facts, std::string& out);
  /// The body ended well without message_stop: after a stop reason, what still belongs to it.
  void end(std::string& out);

 private:
  struct Tool {  // a tool call whose block is open
    std::uint32_t block;
    std::uint32_t index;     // OpenAI counts the calls, not the blocks
    bool arguments = false;  // a fragment has come
    std::string whole;       // what came with its beginning, if no fragment does
  };

  void start(const EventFacts& facts);
  void count(const EventFacts& facts);
  void block(const EventFacts& facts, std::string& out);
  void tool_start(const EventFacts& facts, std::string& out);
  void tool_delta(const EventFacts& facts, std::string& out);
  void tool_stop(const EventFacts& facts, std::string& out);
  void complete(const Tool& tool, std::string& out) const;
  void finish(std::string& out);
  void role(std::string& out);

  ChunkHead head_;
  bool role_told_ = false;
  bool ended_ = false;
  std::string stop_reason_;
  std::optional<std::uint64_t> prompt_tokens_;  // none: not told
  std::uint64_t cached_tokens_ = 0;             // of those
  std::optional<std::uint64_t> completion_tokens_;
  std::vector<Tool> tools_;
  std::uint32_t tools_begun_ = 0;
};

}  // namespace gameday::llm
