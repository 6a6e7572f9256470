// One whole message there, one whole message back.

#include <stdexcept>

#include <fmt/format.h>

#include "http/client.hpp"

namespace gameday::http {

rt::awaitable<Asked> ask_once(Pool& pool, std::string_view method, std::string_view message,
                              const StepBound& bound, bool fresh) {
  Asked leased = co_await pool.call(bound, fresh);
  if (!leased) {
    co_return leased;
  }
  Call& call = **leased;
  call.begins(method);
  const auto unsent = co_await call.write(message, bound(Step::write));
  if (unsent) {
    co_return *unsent;
  }
  const auto no_head = co_await call.read_head(bound(Step::head));
  if (no_head) {
    co_return *no_head;
  }
  co_return leased;
}

rt::awaitable<Asked> ask(Pool& pool, std::string method, std::string message, rt::Bound bound) {
  const StepBound same = [&](Step) { return bound; };
  const TimePoint began = pool.now();
  Asked asked = co_await ask_once(pool, method, message, same, false);
  if (!asked && asked.error().stale() && pool.now() - began <= crossing_time) {
    asked = co_await ask_once(pool, method, message, same, true);
  }
  co_return asked;
}

rt::awaitable<boost::system::result<Response, CallError>> fetch(Pool& pool, Head head,
                                                                std::string body, rt::Bound bound) {
  if (!head.fields.has("Host")) {
    head.fields.add("Host", rt::to_text(pool.address()));
  }
  if (!body.empty() || head.method == "POST" || head.method == "PUT" || head.method == "PATCH") {
    head.fields.set("Content-Length", fmt::format("{}", body.size()));
  }
  std::string message = write_request_head(head).append(body);
  const Asked call = co_await ask(pool, std::move(head.method), std::move(message), bound);
  if (!call) {
    co_return call.error();
  }
  Response response;
  response.head = (*call)->head();
  while (true) {
    const auto part = co_await (*call)->read_part(bound);
    if (!part) {
      co_return part.error();
    }
    response.body += text_of(part->payload);
    if (part->end) {
      co_return response;
    }
  }
}

void throw_exception_from_error(const CallError& error, const boost::source_location&) {
  throw std::runtime_error(
      fmt::format("http call: {} ({})", error.ec.message(), to_text(error.malformed)));
}

}  // namespace gameday::http
