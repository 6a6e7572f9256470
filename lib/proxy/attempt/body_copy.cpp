#include "proxy/attempt/body_copy.hpp"

namespace gameday::proxy {

void BodyCopy::add(const http::BodyPart& part) {
  over_ = part.end;
  if (!kept_) {
    watch(http::text_of(part.payload));
    return;
  }
  wire_ += http::text_of(part.wire);
  if (chunked_) {
    payload_ += http::text_of(part.payload);
  }
}

void BodyCopy::let_go() {
  if (!kept_) {
    return;
  }
  kept_ = false;
  watch(payload());
  std::string().swap(wire_);
  std::string().swap(payload_);
}

void BodyCopy::watch(std::string_view bytes) {
  if (const auto found = watch_.see(bytes)) {
    marker_ = found;
  }
}

std::optional<Marker> BodyCopy::marker() const {
  return kept_ ? find_marker(payload()) : marker_;
}

}  // namespace gameday::proxy
