#pragma once
// One streamed answer as its reader sees it: bytes and times in, the record's fields out. Pure;
// memory for one event.
//
// A client stops at [DONE] or message_stop, at an error object, and at an event that it cannot
// read; what comes after that is nobody's. Whether the answer is whole says llm::StreamWatch.

#include <optional>
#include <string_view>

#include "base/time.hpp"
#include "http/sse.hpp"
#include "llm/stream.hpp"
#include "record/records.hpp"

namespace gameday::load {

class StreamReading {
 public:
  explicit StreamReading(llm::Dialect dialect) : watch_(dialect) {}

  void take(std::string_view bytes, TimePoint now);
  /// So much has come, as far as it was read.
  std::uint64_t events() const { return events_; }
  std::uint64_t deltas() const { return deltas_; }
  std::uint64_t bytes() const { return bytes_; }
  /// Since when the client reads no further; what it came to is known.
  const std::optional<TimePoint>& over() const { return over_; }
  /// It cannot be read: no use to wait for its end.
  bool unreadable() const { return watch_.broken() || too_long_; }

  /// Times, model and tokens. `now`: when it ended, if it is not over; a silence that lasted until
  /// then was a gap too, unless the answer was whole.
  void note_progress(record::RequestRecord& record, TimePoint now) const;
  /// … and the outcome, once it is over or its framing has ended as it should: ok, stream_error,
  /// truncated_stream or bad_payload.
  void note_outcome(record::RequestRecord& record) const;

 private:
  void see(const http::SseBlock& block, TimePoint now);

  http::SseReader reader_;
  llm::StreamWatch watch_;
  bool too_long_ = false;
  std::uint64_t events_ = 0;
  std::uint64_t deltas_ = 0;
  std::uint64_t bytes_ = 0;
  std::optional<TimePoint> first_content_;
  std::optional<TimePoint> over_;
  TimePoint last_event_{};
  Duration longest_gap_{};
};

}  // namespace gameday::load
