#pragma once
// OpenAI's chat in front, Anthropic's Messages behind: requests one way, answers and errors the
// other (streams: llm/translate_stream.hpp). Texts, images, documents, tools and their results,
// structured output, sampling, usage, finish reasons. What would change the answer's meaning and
// has no equivalent (n > 1, audio, JSON without a schema) is refused in a sentence before anything
// is sent, the rest is dropped and named. Every text arrives byte for byte. Sources: both API
// references. No I/O; one thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/anthropic_version.hpp"
#include "llm/chat.hpp"
#include "llm/error_words.hpp"

namespace gameday::llm {

struct Translated {
  std::string body;                  // Anthropic's request; empty when refused
  std::vector<std::string> dropped;  // without an equivalent: `seed`; safe in a header field
  std::string refused;               // a sentence; empty: it could be said
  std::string parameter;             // which one was refused: `n`, `messages[2].role`
};
/// `model` replaces the request's. max_tokens_default where the request names none: the API wants
/// one.
Translated to_messages_request(std::string_view openai_body, std::string_view model,
                               std::uint64_t max_tokens_default = 4096,
                               AnthropicVersion version = AnthropicVersion::v2023_06_01);

/// A whole answer as OpenAI would give it; nothing when the body is no whole message (its `facts`,
/// of read_message, say why), its stop reason is unknown, or a call in it has no name or arguments
/// that are no object. An id that a call lacks, or shares with another, is made up. Usage that was
/// not told is not there. `created`: Unix seconds.
std::optional<std::string> to_chat_answer(std::string_view message, const AnswerFacts& facts,
                                          std::int64_t created);

/// stop, length, tool_calls, content_filter; empty for an unknown or absent stop reason: no stop is
/// ever invented.
std::string_view to_finish_reason(std::string_view stop_reason);

/// The id of a call that came without one of its own: equal answers, equal ids.
std::string made_up_call_id(std::string_view answer_id, std::uint64_t call);

/// Anthropic's error words as OpenAI's: rate_limit_error is rate_limit_error/rate_limit_exceeded …
ErrorObject to_openai_error(const ErrorObject& anthropic);

}  // namespace gameday::llm
