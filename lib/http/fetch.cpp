// One whole message there, one whole message back.

#include <stdexcept>

#include <fmt/format.h>

#include "http/client.hpp"

namespace gameday::http {

namespace {

using Answer = boost::system::result<Response, CallError>;

/// `method` and `message` belong to fetch(), which awaits this at once.
rt::awaitable<Answer> send(Pool& pool, std::string_view method, std::string_view message,
                           rt::Bound bound, bool fresh) {
  auto leased = co_await pool.call(bound, fresh);
  if (!leased) {
    co_return leased.error();
  }
  Call& call = **leased;
  call.begins(method);
  const auto unsent = co_await call.write(message, bound);
  if (unsent) {
    co_return *unsent;
  }
  const auto no_head = co_await call.read_head(bound);
  if (no_head) {
    co_return *no_head;
  }
  Response response;
  response.head = call.head();
  while (true) {
    const auto part = co_await call.read_part(bound);
    if (!part) {
      co_return part.error();
    }
    response.body.append(reinterpret_cast<const char*>(part->payload.data()), part->payload.size());
    if (part->end) {
      co_return response;
    }
  }
}

}  // namespace

rt::awaitable<Answer> fetch(Pool& pool, Head head, std::string body, rt::Bound bound) {
  if (!head.fields.has("Host")) {
    head.fields.add("Host", rt::to_text(pool.address()));
  }
  if (!body.empty() || head.method == "POST" || head.method == "PUT" || head.method == "PATCH") {
    head.fields.set("Content-Length", fmt::format("{}", body.size()));
  }
  const std::string message = write_request_head(head).append(body);
  Answer answer = co_await send(pool, head.method, message, bound, false);
  if (!answer && answer.error().stale()) {
    answer = co_await send(pool, head.method, message, bound, true);
  }
  co_return answer;
}

void throw_exception_from_error(const CallError& error, const boost::source_location&) {
  throw std::runtime_error(
      fmt::format("http call: {} ({})", error.ec.message(), to_text(error.malformed)));
}

}  // namespace gameday::http
