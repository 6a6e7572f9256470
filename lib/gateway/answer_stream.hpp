#pragma once
// One streamed answer: a provider's bytes in, whole OpenAI events out, and how it ended. Pure.
//
// It ends well with a finish reason on every choice (OpenAI; [DONE] is neither needed nor proof) or
// with message_stop (Anthropic; a stop reason before a clean end will do). What comes after that
// and is no usage is nobody's. All other ends are failures, and nothing is ever invented: no
// finish, no [DONE]. Sources: the rules on completeness in docs/gateway.md.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "gateway/dialect.hpp"
#include "gateway/form_watch.hpp"
#include "http/sse.hpp"
#include "llm/stream.hpp"

namespace gameday::gateway {

/// Events that may be held until the first content comes: role chunks, a few hundred bytes each.
inline constexpr std::size_t held_most = 1024 * 1024;
/// Of a body without events: enough for an error object in place of a stream.
inline constexpr std::size_t prelude_most = 64 * 1024;

class AnswerStream {
 public:
  /// `created`: Unix seconds, where the provider does not say. `form`: what each text is to look
  /// like before its finish is told, which outlives it; none: nobody looks.
  AnswerStream(const Dialect& dialect, const policy::Request& request, std::int64_t created,
               policy::AnswerForm* form = nullptr);

  /// Other than the client has asked for: the target was asked for something else.
  void expect_choices(std::uint32_t count) { asked_ = count; }

  /// Bytes of the body; not after over(). True: the answer has gone on, which no ping does.
  bool push(std::string_view bytes);
  /// The body has ended as its framing promised.
  void ended();
  /// No more will come, because of `why`.
  void lost(policy::Failure why);

  bool content() const { return content_; }
  /// Of content so far, as it looks from here: a token is about four bytes of text, reasoning or a
  /// call's arguments, and an event with content at least one.
  std::uint64_t tokens() const { return tokens_; }
  /// Nothing more will come out, well ended unless there is a failure.
  bool over() const { return over_; }
  const std::optional<policy::Failure>& failure() const { return failure_; }

  policy::Usage usage() const {
    return policy::Usage{watch_.prompt_tokens(), watch_.completion_tokens()};
  }

  bool has_events() const { return !out_.empty(); }
  /// In place of what `into` held; its memory is written to next, so that a stream that goes on
  /// allocates nothing.
  void take_events(std::string& into);

 private:
  bool take(std::string_view name, std::string_view data);
  bool may_end() const;
  void finish();
  bool may_go_out(std::size_t from);
  void fail(policy::FailureKind kind, std::string detail);

  const bool ends_with_stop_;  // Anthropic: message_stop is the only sure end
  std::uint32_t asked_;        // choices
  http::SseReader reader_;
  llm::StreamWatch watch_;
  std::unique_ptr<EventWriter> writer_;
  std::optional<FormWatch> form_;
  std::string prelude_;
  std::string out_;
  std::uint32_t seen_ = 0;  // choices
  std::uint64_t tokens_ = 0;
  bool content_ = false;
  bool whole_ = false;   // a bad end could take nothing away any more
  bool sealed_ = false;  // it was whole when rubbish came: nothing else counts
  bool over_ = false;
  std::optional<policy::Failure> failure_;
};

}  // namespace gameday::gateway
