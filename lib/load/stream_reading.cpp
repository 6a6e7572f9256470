#include "load/stream_reading.hpp"

#include <algorithm>

#include "load/outcome.hpp"

namespace gameday::load {

using record::Outcome;

void StreamReading::take(std::string_view bytes, TimePoint now) {
  reader_.push(bytes);
  bytes_ += bytes.size();
  while (!over_) {
    const http::SseBlock block = reader_.next();
    switch (block.what) {
      case http::SseBlock::What::need_more:
        return;
      case http::SseBlock::What::silence:
        break;
      case http::SseBlock::What::event:
        see(block, now);
        break;
      case http::SseBlock::What::too_long:
        too_long_ = true;
        over_ = now;
        break;
    }
  }
}

void StreamReading::see(const http::SseBlock& block, TimePoint now) {
  const llm::EventFacts& facts = watch_.see(block.name, block.data);
  if (facts.silent) {
    return;
  }
  ++events_;
  deltas_ += facts.delta ? 1 : 0;
  if (first_content_) {
    longest_gap_ = std::max(longest_gap_, now - last_event_);
  } else if (facts.delta) {
    first_content_ = now;
  }
  last_event_ = now;
  if (watch_.done() || watch_.failed() || watch_.broken()) {
    over_ = now;
  }
}

void StreamReading::note_progress(record::RequestRecord& record, TimePoint now) const {
  record.first_content = first_content_;
  record.longest_gap = longest_gap_;
  if (first_content_ && !over_ && !watch_.complete()) {
    record.longest_gap = std::max(longest_gap_, now - last_event_);
  }
  note_answerer(record, watch_.model(), watch_.completion_tokens());
}

void StreamReading::note_outcome(record::RequestRecord& record) const {
  // A router that fails after it has begun says so in the choice.
  const bool failed_choice = watch_.complete() && watch_.finish_reason() == "error";
  if (watch_.failed()) {
    record.outcome = Outcome::stream_error;
    note_error(record, watch_.error());
  } else if (unreadable()) {
    record.outcome = Outcome::bad_payload;
    record.error = too_long_ ? "event_too_long" : "broken_event";
  } else if (failed_choice) {
    record.outcome = Outcome::stream_error;
    record.error = "error_in_choice";
  } else {
    record.outcome = watch_.complete() ? Outcome::ok : Outcome::truncated_stream;
  }
}

}  // namespace gameday::load
