#pragma once
// One answer as `ask` hears it: when its first content came, and whether it is whole.

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"
#include "http/sse.hpp"
#include "llm/chat.hpp"
#include "llm/stream.hpp"

namespace gameday::test {

class Hearing {
 public:
  explicit Hearing(bool stream) : stream_(stream) {}

  void take(std::string_view bytes, TimePoint now) {
    if (!stream_) {
      body_ += bytes;
      return;
    }
    events_.push(bytes);
    while (true) {
      const http::SseBlock block = events_.next();
      if (block.what == http::SseBlock::What::event) {
        watch_.see(block.name, block.data);
        if (!first_content_ && watch_.content()) {
          first_content_ = now;
        }
      } else if (block.what != http::SseBlock::What::silence) {
        return;
      }
    }
  }
  /// Of a stream.
  const std::optional<TimePoint>& first_content() const { return first_content_; }
  /// A finish reason on every choice; to be asked once all of it has been heard.
  bool whole() const {
    return stream_ ? first_content_ && watch_.complete()
                   : llm::read_answer(body_).defect == llm::AnswerDefect::none;
  }

 private:
  const bool stream_;
  std::string body_;
  http::SseReader events_;
  llm::StreamWatch watch_{llm::Dialect::openai};
  std::optional<TimePoint> first_content_;
};

}  // namespace gameday::test
