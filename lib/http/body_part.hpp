#pragma once
// A part of a message's body, as it is read: of a request at a server, of an answer at a client.

#include <cstddef>
#include <span>
#include <string_view>

namespace gameday::http {

/// An empty payload with end = true is the last. The spans point into the reader's buffer.
struct BodyPart {
  std::span<const std::byte> wire;
  std::span<const std::byte> payload;
  bool end = false;
};

/// Bytes as the text that they are.
inline std::string_view text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace gameday::http
