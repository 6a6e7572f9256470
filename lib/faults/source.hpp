#pragma once
// The body of an answer as its source gives it, cut into the pieces that a deed can tell apart:
// whole events of a stream, or bytes as they come. At most one block is held; where one is too
// large for that, the rest are bytes.

#include <cstdint>
#include <optional>
#include <string_view>

#include "faults/fit.hpp"
#include "http/sse.hpp"
#include "llm/stream_event.hpp"

namespace gameday::faults {

struct Markers {
  bool finish = false;
  bool usage = false;
  bool done = false;
};

struct SourcePiece {
  std::string_view bytes;
  bool event = false;  // has data and is no ping
  bool delta = false;
  Markers is;     // as often as it is said
  Markers first;  // … for the first time
};

class Source {
 public:
  explicit Source(const AnswerHead& head);

  /// Must stay where it is until all its pieces have been taken.
  void push(std::string_view bytes);
  /// No more bytes: what is unfinished is the last piece.
  void finish() { finished_ = true; }
  /// Valid until the next call or push(). Nothing: push(), or all has been taken.
  std::optional<SourcePiece> next();
  bool finished() const { return finished_; }
  /// There was a block too large to be held: its places are lost.
  bool too_large() const { return too_large_; }

 private:
  SourcePiece meaning_of(const http::SseBlock& block);
  std::optional<SourcePiece> rest();

  const bool streamed_;  // and its events can be read
  http::SseReader reader_;
  std::optional<llm::EventReader> meaning_;
  std::string_view input_;  // of a body that is bytes only
  bool finished_ = false;
  bool unfinished_given_ = false;
  bool too_large_ = false;
  Markers seen_;
};

}  // namespace gameday::faults
