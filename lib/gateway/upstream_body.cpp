#include "gateway/upstream_body.hpp"

#include <utility>

#include "gateway/checked.hpp"
#include "http/field_values.hpp"

namespace gameday::gateway {

UpstreamBody::UpstreamBody(std::unique_ptr<http::Call> line)
    : line_(std::move(line)), coded_(http::is_encoded(line_->head().fields)) {
  if (coded_) {
    decoder_ = Decoder::of(line_->head().fields.get("Content-Encoding"));
  }
}

rt::awaitable<Or<UpstreamBody::Part>> UpstreamBody::read(rt::Bound bound) {
  const auto part = co_await line_->read_part(bound);
  if (!part) {
    co_return failure_of(part.error(), head().status);
  }
  const std::string_view text = http::text_of(part->payload);
  if (decoder_ == nullptr) {
    co_return Part{text, part->end};
  }
  co_return decoded(text, part->end);
}

Or<UpstreamBody::Part> UpstreamBody::decoded(std::string_view coded, bool end) {
  using policy::FailureKind;
  text_.clear();
  if (!decoder_->push(coded, text_)) {
    return broken(FailureKind::malformed, head().status, "a coded body that cannot be read");
  }
  if (end && !decoder_->whole()) {
    return broken(FailureKind::eof_early, head().status, "a coded body without its end");
  }
  return Part{text_, end};
}

}  // namespace gameday::gateway
