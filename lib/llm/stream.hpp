#pragma once
// What a whole streamed answer came to, in either dialect. No I/O; one thread.
// Sources: as llm/stream_event.hpp.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm/call_mender.hpp"
#include "llm/stream_event.hpp"

namespace gameday::llm {

/// More choices or content blocks than that in one stream are no answer: OpenAI's n ends at 128.
inline constexpr std::size_t stream_parts_most = 1024;

/// Broken calls of tools, in Anthropic's streams: as they are, or mended where that is possible.
enum class Calls : std::uint8_t { as_they_are, mended };

/// Sees every event of one stream, in order.
class StreamWatch {
 public:
  explicit StreamWatch(Dialect dialect, Calls calls = Calls::as_they_are);

  /// Valid until the next call. After [DONE] no client reads on: such events are told, not counted.
  const EventFacts& see(std::string_view name, std::string_view data);

  bool content() const { return deltas_ > 0; }  // a delta has come
  bool done() const { return done_; }           // [DONE] or message_stop has come
  bool failed() const { return failed_; }       // an error object has come
  bool broken() const { return broken_; }  // an event that is not JSON, or out of order (Anthropic)
  /// It may end here: a finish reason on every choice seen (OpenAI, at least one); message_stop, or
  /// a stop reason (Anthropic). [DONE] alone is no proof. Never when failed or broken.
  bool complete() const;
  const ErrorObject& error() const { return error_; }  // the first
  const std::string& model() const { return model_; }
  const std::string& finish_reason() const { return finish_reason_; }
  std::uint64_t prompt_tokens() const { return prompt_tokens_; }
  std::uint64_t completion_tokens() const { return completion_tokens_; }  // as told; 0: not told
  std::uint64_t deltas() const { return deltas_; }
  std::uint64_t events() const { return events_; }  // without pings

 private:
  enum class Part : std::uint8_t { unseen, open, ended };

  Part part(std::uint32_t index) const;
  bool set_part(std::uint32_t index, Part part);
  bool fits(const EventFacts& facts);
  bool fits_choices(const EventFacts& facts);
  bool fits_block(const EventFacts& facts);
  void count(const EventFacts& facts);

  Dialect dialect_;
  EventReader reader_;
  std::optional<CallMender> mender_;
  std::vector<Part> parts_;  // OpenAI: choices; Anthropic: content blocks
  std::size_t open_ = 0;     // of those
  bool started_ = false;     // Anthropic: message_start has come
  bool done_ = false;
  bool failed_ = false;
  bool broken_ = false;
  std::uint64_t deltas_ = 0;
  std::uint64_t events_ = 0;
  std::uint64_t prompt_tokens_ = 0;
  std::uint64_t completion_tokens_ = 0;
  ErrorObject error_;
  std::string model_;
  std::string finish_reason_;
};

}  // namespace gameday::llm
