#include "load/unary_call.hpp"

#include "load/outcome.hpp"

namespace gameday::load {

rt::awaitable<void> call_unary(rt::World& world, http::Pool& pool, const Target& target,
                               Request request, rt::Bound bound, record::RequestRecord& record) {
  const auto answer =
      co_await http::fetch(pool, std::move(request.head), std::move(request.body), bound);
  record.ended = world.now();
  if (answer) {
    note_answer(record, target.dialect, *answer);
  } else {
    note_failure(record, answer.error());
  }
}

namespace {

/// True when the client leaves; else `response` is whole.
rt::awaitable<boost::system::result<bool, http::CallError>> read_until(http::Call& call,
                                                                       const Leaving& leaving,
                                                                       rt::Bound bound,
                                                                       http::Response& response) {
  response.head = call.head();
  const bool answer = response.head.status / 100 == 2;
  bool leaves = answer && leaving.at_head();
  bool ended = false;
  while (!leaves && !ended) {
    const auto part = co_await call.read_part(bound);
    if (!part) {
      co_return part.error();
    }
    response.body += http::text_of(part->payload);
    ended = part->end;
    leaves = answer && leaving.in_body(response.head, response.body.size());
  }
  co_return leaves;
}

}  // namespace

rt::awaitable<void> call_and_leave(rt::World& world, http::Pool& pool, const Target& target,
                                   Request request, rt::Bound bound, const Leaving& leaving,
                                   record::RequestRecord& record) {
  std::unique_ptr<http::Call> call;
  http::Response response;
  bool leaves = leaving.before_answer();
  if (leaves) {
    call = co_await send_only(pool, request, bound, record);
    leaves = call != nullptr;
  } else {
    std::string message = http::write_request_head(request.head) + request.body;
    auto asked = co_await http::ask(pool, request.head.method, std::move(message), bound);
    if (asked) {
      call = std::move(*asked);
      const auto read = co_await read_until(*call, leaving, bound, response);
      leaves = read && *read;
      read ? note_answer(record, target.dialect, response) : note_failure(record, read.error());
    } else {
      note_failure(record, asked.error());
    }
  }
  record.ended = world.now();
  if (leaves) {
    record.outcome = record::Outcome::left;
    record.error.clear();
    co_await leaving.go(world, *call, bound);
  }
}

}  // namespace gameday::load
