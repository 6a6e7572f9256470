#include "proxy/attempt/answer_source.hpp"

#include "faults/mock_answer.hpp"
#include "proxy/attempt/head_edit.hpp"

namespace gameday::proxy {

using What = SourcePart::What;

std::string without_acknowledgement(const http::Call& call, std::size_t room) {
  if (call.head().fields.has(faults::answer_field)) {
    return without_field(call.head_wire(), faults::answer_field);
  }
  std::string wire;
  wire.reserve(call.head_wire().size() + room);
  wire += call.head_wire();
  return wire;
}

rt::awaitable<SourcePart> UpstreamSource::next(rt::Bound bound) {
  const auto part = co_await call_->read_part(bound);
  SourcePart next;
  if (part) {
    next.what = part->end ? What::whole : What::bytes;
    next.bytes = http::text_of(part->payload);
    co_return next;
  }
  const error_code& ec = part.error().ec;
  const bool waiting = ec == rt::IoError::timed_out || ec == rt::IoError::stopped;
  next.what = waiting ? What::nothing_yet : What::cut;
  next.how = ec == rt::IoError::eof ? End::half_close : End::reset;
  co_return next;
}

http::Head framed_head(http::Head head, std::size_t size, bool streamed,
                       const http::Exchange& exchange) {
  const bool old = exchange.request().version_minor == 0;
  head.fields.remove("Content-Length");
  if (!streamed) {
    head.framing = http::Framing::length;
    head.content_length = size;
    head.fields.add("Content-Length", std::to_string(size));
  } else if (old) {
    head.framing = http::Framing::until_close;
  } else {
    head.framing = http::Framing::chunked;
    head.fields.add("Transfer-Encoding", "chunked");
  }
  head.keep_alive = !exchange.will_close() && head.framing != http::Framing::until_close;
  if (!head.keep_alive || old) {
    head.fields.set("Connection", head.keep_alive ? "keep-alive" : "close");
  }
  return head;
}

SaidSource::SaidSource(http::Head head, std::string body)
    : head_(std::move(head)), wire_(http::write_response_head(head_)), body_(std::move(body)) {}

rt::awaitable<SourcePart> SaidSource::next(rt::Bound) {
  SourcePart part;
  if (given_) {
    part.what = What::whole;
  } else {
    part.bytes = body_;
  }
  given_ = true;
  co_return part;
}

}  // namespace gameday::proxy
