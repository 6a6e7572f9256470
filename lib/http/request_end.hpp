#pragma once
// Knows when a request that is written piece by piece is complete, from the bytes alone: only then
// may its connection be used again. Looks at lines, skips bodies; meant for what we wrote
// ourselves, so it forgives, and calls whatever it cannot follow incomplete.

#include <cstdint>
#include <string>
#include <string_view>

namespace gameday::http {

class RequestEnd {
 public:
  void feed(std::string_view bytes);
  /// Exactly one whole request, not a byte more.
  bool complete() const { return state_ == State::complete; }

 private:
  enum class State : std::uint8_t {
    head,
    length_body,
    chunk_size,
    chunk_data,
    chunk_end,
    trailers,
    complete,
    lost
  };

  void skip(std::string_view& bytes);
  void take_line(std::string_view& bytes);
  void line(std::string_view text);
  void field(std::string_view text);

  State state_ = State::head;
  std::uint64_t left_ = 0;  // of a body or a chunk
  std::uint64_t length_ = 0;
  bool chunked_ = false;
  std::string carry_;  // the beginning of a line that a write cut
};

}  // namespace gameday::http
