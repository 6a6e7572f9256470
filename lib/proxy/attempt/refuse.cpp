#include "proxy/attempt/refuse.hpp"

#include "http/refusal.hpp"

namespace gameday::proxy {

rt::awaitable<void> refuse(http::Exchange& exchange, AttemptLog& log, rt::Bound bound) {
  http::Head head;
  head.status = 400;
  const std::string bytes = http::refusal(head.status);
  exchange.close_after();
  const error_code lost = co_await exchange.write(bytes, bound);
  if (!lost) {
    log.answered(head);
  }
  const auto end = lost ? record::AttemptEnd::client_left : record::AttemptEnd::complete;
  log.ends(exchange.stop(), end);
}

}  // namespace gameday::proxy
