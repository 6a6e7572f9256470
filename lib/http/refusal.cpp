#include "http/refusal.hpp"

namespace gameday::http {

int status_for(Malformed why) {
  switch (why) {
    case Malformed::head_too_large:
      return 431;
    case Malformed::body_too_large:
      return 413;
    case Malformed::bad_transfer_encoding:  // RFC 9112 §6.1: a coding we do not understand
      return 501;
    case Malformed::bad_version:
      return 505;
    case Malformed::none:
    case Malformed::syntax:
    case Malformed::bad_length:
    case Malformed::bad_chunk:
    case Malformed::no_host:
    case Malformed::truncated:
      break;
  }
  return 400;
}

std::string refusal(int status) {
  const std::string_view body = reason_of(status);
  Head head = response_of(status, "text/plain", body.size());
  head.fields.add("Connection", "close");
  return write_response_head(head).append(body);
}

}  // namespace gameday::http
