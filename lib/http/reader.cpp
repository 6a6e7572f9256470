#include "http/reader.hpp"

#include <algorithm>
#include <cstring>

#include "base/assert.hpp"
#include "http/chunks.hpp"
#include "http/head_parser.hpp"
#include "http/head_scan.hpp"

namespace gameday::http {

const char* to_text(Malformed why) {
  switch (why) {
    case Malformed::none:
      return "none";
    case Malformed::syntax:
      return "syntax";
    case Malformed::head_too_large:
      return "head too large";
    case Malformed::body_too_large:
      return "body too large";
    case Malformed::bad_length:
      return "bad Content-Length";
    case Malformed::bad_transfer_encoding:
      return "bad Transfer-Encoding";
    case Malformed::bad_chunk:
      return "bad chunk";
    case Malformed::no_host:
      return "not exactly one Host";
    case Malformed::bad_version:
      return "bad HTTP version";
    case Malformed::truncated:
      return "truncated";
  }
  return "unknown";
}

struct MessageReader::Parts {
  Parts(Kind the_kind, const Limits& the_limits)
      : kind(the_kind),
        limits(the_limits),
        scan(the_kind == Kind::response ? HeadScan::Starts::with_version
                                        : HeadScan::Starts::with_method,
             the_limits.head),
        chunks(the_limits) {}

  Piece bad(Malformed reason) {
    state = State::broken;
    why = reason;
    return Piece{Piece::What::bad, 0, {}, {}};
  }

  Piece next_head(std::span<const std::byte> in);
  Piece next_body(std::span<const std::byte> in);
  Piece ended(Piece piece);

  enum class State : std::uint8_t { between, head, body, broken };
  Kind kind;
  Limits limits;
  State state = State::between;
  HeadScan scan;
  Chunks chunks;
  Head head;
  std::uint64_t left = 0;  // length: what is to come; until_close: what may still come
  bool to_head_request = false;
  Malformed why = Malformed::none;
};

Piece MessageReader::Parts::next_head(std::span<const std::byte> in) {
  if (in.empty()) {
    return Piece{};
  }
  if (state == State::between) {
    state = State::head;
    scan.start();
  }
  const std::size_t size = scan.find_end(in);
  if (size == 0) {
    return scan.why() == Malformed::none ? Piece{} : bad(scan.why());
  }
  const auto wire = in.first(size);
  const Malformed wrong = parse_head(kind, wire, to_head_request, head);
  if (wrong != Malformed::none) {
    return bad(wrong);
  }
  if (head.fields.size() > limits.fields) {
    return bad(Malformed::head_too_large);
  }
  if (head.framing == Framing::length && head.content_length > limits.body) {
    return bad(Malformed::body_too_large);
  }
  left = head.framing == Framing::length ? head.content_length : limits.body;
  if (head.framing == Framing::chunked) {
    chunks.start();
  }
  state = State::body;
  return Piece{Piece::What::head, size, wire, {}};
}

Piece MessageReader::Parts::next_body(std::span<const std::byte> in) {
  switch (head.framing) {
    case Framing::none:
      return ended(Piece{Piece::What::end, 0, {}, {}});
    case Framing::length:
      if (left == 0) {
        return ended(Piece{Piece::What::end, 0, {}, {}});
      }
      break;
    case Framing::until_close:
      if (in.size() > left) {
        return bad(Malformed::body_too_large);
      }
      break;
    case Framing::chunked: {
      const Piece piece = chunks.next(in);
      if (piece.what == Piece::What::bad) {
        return bad(chunks.why());
      }
      return piece.what == Piece::What::end ? ended(piece) : piece;
    }
  }
  if (in.empty()) {
    return Piece{};
  }
  const auto taken = in.first(static_cast<std::size_t>(std::min<std::uint64_t>(left, in.size())));
  left -= taken.size();
  return Piece{Piece::What::body, taken.size(), taken, taken};
}

Piece MessageReader::Parts::ended(Piece piece) {
  state = State::between;
  if (kind == Kind::response && (head.status / 100 != 1 || head.status == 101)) {
    to_head_request = false;  // the final answer to it has been read
  }
  return piece;
}

MessageReader::MessageReader(Kind kind, const Limits& limits)
    : parts_(std::make_unique<Parts>(kind, limits)) {}
MessageReader::~MessageReader() = default;
MessageReader::MessageReader(MessageReader&&) noexcept = default;

void MessageReader::answers_head_request() {
  DCHECK(between_messages(), "told before the head is read");
  parts_->to_head_request = true;
}

Piece MessageReader::next(std::span<const std::byte> in) {
  switch (parts_->state) {
    case Parts::State::between:
    case Parts::State::head:
      return parts_->next_head(in);
    case Parts::State::body:
      return parts_->next_body(in);
    case Parts::State::broken:
      break;
  }
  return Piece{Piece::What::bad, 0, {}, {}};
}

Piece MessageReader::finish() {
  if (parts_->state == Parts::State::body && parts_->head.framing == Framing::until_close) {
    return parts_->ended(Piece{Piece::What::end, 0, {}, {}});
  }
  return parts_->state == Parts::State::broken ? Piece{Piece::What::bad, 0, {}, {}}
                                               : parts_->bad(Malformed::truncated);
}

const Head& MessageReader::head() const {
  return parts_->head;
}
bool MessageReader::between_messages() const {
  return parts_->state == Parts::State::between;
}
Malformed MessageReader::why() const {
  return parts_->why;
}

}  // namespace gameday::http
