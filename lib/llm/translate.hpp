#pragma once
// OpenAI's chat in front, Anthropic's Messages behind: requests one way, answers, streams and
// errors the other. Text, system, stop, max tokens, temperature, usage, finish reasons; what would
// change the answer's meaning and has no equivalent here (tools, images, n > 1, structured output)
// is refused in a sentence before anything is sent, the rest is dropped and named. Every text
// arrives byte for byte. Sources: both API references. No I/O; one thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/error_words.hpp"
#include "llm/openai_stream.hpp"
#include "llm/stream_event.hpp"

namespace gameday::llm {

struct Translated {
  std::string body;                  // Anthropic's request; empty when refused
  std::vector<std::string> dropped;  // without an equivalent: `seed`; safe in a header field
  std::string refused;               // a sentence; empty: it could be said
  std::string parameter;             // which one was refused: `tools`, `messages[2].role`
};
/// `model` replaces the request's. max_tokens_default where the request names none: the API wants
/// one.
Translated to_messages_request(std::string_view openai_body, std::string_view model,
                               std::uint64_t max_tokens_default = 4096);

/// A whole answer as OpenAI would give it; nothing when the body is no whole message (read_message
/// says why) or its stop reason is unknown. `created`: Unix seconds.
std::optional<std::string> to_chat_answer(std::string_view message, std::int64_t created);

/// stop, length, tool_calls, content_filter; empty for an unknown or absent stop reason: no stop is
/// ever invented.
std::string_view to_finish_reason(std::string_view stop_reason);

/// Anthropic's error words as OpenAI's: rate_limit_error is rate_limit_error/rate_limit_exceeded …
ErrorObject to_openai_error(const ErrorObject& anthropic);
/// 529, which only Anthropic knows, is 503; all others stay.
int to_openai_status(int anthropic);

/// One stream. Feed it every event with its facts (StreamWatch::see); what it appends to `out` are
/// whole OpenAI events or comments, maybe nothing. After message_stop come finish, usage (if asked
/// for) and [DONE]; an error is passed on, and after it comes nothing; after an event that is
/// broken comes nothing either: whoever watches says what is wrong.
class StreamTranslator {
 public:
  StreamTranslator(std::int64_t created, bool include_usage);

  void event(std::string_view data, const EventFacts& facts, std::string& out);
  /// The body ended well without message_stop: after a stop reason, what still belongs to it.
  void end(std::string& out);

 private:
  struct Tool {  // a tool call whose block is open
    std::uint32_t block;
    std::uint32_t index;     // OpenAI counts the calls, not the blocks
    bool arguments = false;  // a fragment has come
  };

  void start(std::string_view data, const EventFacts& facts);
  void block(std::string_view data, const EventFacts& facts, std::string& out);
  void tool_start(std::string_view data, const EventFacts& facts, std::string& out);
  void tool_delta(std::string_view data, const EventFacts& facts, std::string& out);
  void tool_stop(const EventFacts& facts, std::string& out);
  void finish(std::string& out);
  void role(std::string& out);

  ChunkHead head_;
  bool role_told_ = false;
  bool ended_ = false;
  std::string stop_reason_;
  std::uint64_t prompt_tokens_ = 0;
  std::uint64_t completion_tokens_ = 0;
  std::vector<Tool> tools_;
  std::uint32_t tools_begun_ = 0;
};

}  // namespace gameday::llm
