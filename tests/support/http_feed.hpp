#pragma once
// Feeds a MessageReader the way a connection does: bytes come in slices, what was consumed is
// dropped, the rest stays at the front of the buffer.

#include <string>
#include <string_view>
#include <vector>

#include "http/reader.hpp"

namespace gameday::test {

struct Message {
  std::string head_wire;
  std::string body;
  std::string wire;  // all of it, concatenated from the pieces
  int status = 0;
  std::string method;
  bool operator==(const Message&) const = default;
};

struct Fed {
  std::vector<Message> messages;  // whole ones
  http::Malformed why = http::Malformed::none;
  bool mid_message = false;
  std::string left_over;
};

class Feeder {
 public:
  explicit Feeder(http::MessageReader& reader) : reader_(reader) {}

  void feed(std::string_view slice) {
    buffer_.append(slice);
    while (fed_.why == http::Malformed::none && step()) {
    }
  }
  void finish() {
    if (!reader_.between_messages()) {
      take(reader_.finish());
    }
  }
  Fed result() {
    fed_.left_over = buffer_;
    fed_.mid_message = !reader_.between_messages();
    return fed_;
  }

 private:
  bool step() {
    const http::Piece piece = reader_.next(std::as_bytes(std::span(buffer_)));
    take(piece);
    buffer_.erase(0, piece.consumed);
    return piece.what != http::Piece::What::need_more;
  }
  void take(const http::Piece& piece) {
    const std::string wire(reinterpret_cast<const char*>(piece.wire.data()), piece.wire.size());
    message_.wire += wire;
    if (piece.what == http::Piece::What::head) {
      message_.head_wire = wire;
      message_.status = reader_.head().status;
      message_.method = reader_.head().method;
    } else if (piece.what == http::Piece::What::body) {
      message_.body.append(reinterpret_cast<const char*>(piece.payload.data()),
                           piece.payload.size());
    } else if (piece.what == http::Piece::What::end) {
      fed_.messages.push_back(message_);
      message_ = {};
    } else if (piece.what == http::Piece::What::bad) {
      fed_.why = reader_.why();
    }
  }

  http::MessageReader& reader_;
  std::string buffer_;
  Message message_;
  Fed fed_;
};

}  // namespace gameday::test
