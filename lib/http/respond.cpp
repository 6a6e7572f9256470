// What most handlers do with an Exchange: read the whole body, answer with a whole message.

#include <fmt/format.h>

#include "http/exchange.hpp"

namespace gameday::http {

rt::awaitable<result<std::string>> read_body(Exchange& exchange, rt::Bound bound) {
  std::string body;
  body.reserve(static_cast<std::size_t>(exchange.request().content_length));
  while (true) {
    const result<BodyPart> part = co_await exchange.read_part(bound);
    if (!part) {
      co_return part.error();
    }
    body += text_of(part->payload);
    if (part->end) {
      co_return body;
    }
  }
}

rt::awaitable<error_code> respond(Exchange& exchange, Head head, std::string body,
                                  rt::Bound bound) {
  const bool bodiless = head.status == 204 || head.status == 304;
  if (!bodiless && !head.fields.has("Content-Length")) {
    head.fields.add("Content-Length", fmt::format("{}", body.size()));
  }
  if (exchange.will_close()) {
    head.fields.set("Connection", "close");
  } else if (exchange.request().version_minor == 0) {
    head.fields.set("Connection", "keep-alive");  // HTTP/1.0 does not take it for granted
  }
  std::string bytes = write_response_head(head);
  if (!bodiless && exchange.request().method != "HEAD") {
    bytes.append(body);
  }
  const error_code ec = co_await exchange.write(bytes, bound);
  co_return ec;
}

}  // namespace gameday::http
