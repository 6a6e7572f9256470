#pragma once
// What a connection has received and not yet used. Small while messages are small; large while
// reads come back full, so that an idle connection costs 4 KB and a big body few reads.
//
// Owned by one connection. Spans of bytes() stay valid until the next room(), append() or shrink().

#include <cstddef>
#include <memory>
#include <span>

namespace gameday::http {

class InputBuffer {
 public:
  static constexpr std::size_t small = 4 * 1024;   // a chat request with its head, in one read
  static constexpr std::size_t large = 32 * 1024;  // 64 KB measured slower

  bool empty() const { return begin_ == end_; }
  std::span<const std::byte> bytes() const { return {memory_.get() + begin_, end_ - begin_}; }
  void drop(std::size_t count);

  /// Where to read to; at least one byte. Its users' limits keep it from growing for ever.
  std::span<std::byte> room();
  void filled(std::size_t count);
  void append(std::span<const std::byte> more);
  /// Gives large memory back when there is nothing in it.
  void shrink();

 private:
  void resize(std::size_t capacity);

  std::unique_ptr<std::byte[]> memory_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool came_full_ = false;  // the last read filled all the room it was given
};

}  // namespace gameday::http
