#include "gateway/chat_route.hpp"

#include <utility>

#include <fmt/format.h>

#include "gateway/headers.hpp"
#include "gateway/request_check.hpp"
#include "rt/error.hpp"

namespace gameday::gateway {

namespace {

/// A client that takes no byte for so long has gone.
rt::Bound writing(const rt::World& world, http::Exchange& exchange) {
  rt::Bound bound;
  bound.stop = &exchange.stop();
  return bound.tighter(later(world.now(), http::Limits().write_time), rt::Limit::write);
}

}  // namespace

ChatRoute::ChatRoute(rt::World& world, policy::Attempt& stack, const std::vector<Target>& chain,
                     Metrics& metrics)
    : world_(world), stack_(stack), chain_(chain), metrics_(metrics) {}

rt::awaitable<void> ChatRoute::serve(http::Exchange& exchange) {
  rt::Bound bound;
  bound.stop = &exchange.stop();
  auto body = co_await http::read_body(exchange, bound);  // the server limits its size and time
  if (!body) {
    co_return;  // … and says so
  }
  auto mistake = mistake_in(*body);
  if (mistake) {
    co_await refuse(exchange, std::move(*mistake));
    co_return;
  }
  policy::Request request;
  request.head = exchange.request();
  request.body = std::move(*body);
  const bool deadline_named = request.head.fields.has(deadline_field);
  if (deadline_named && !deadline_of(request.head.fields)) {
    co_await refuse(
        exchange, bad_request(fmt::format("{} is a whole number of milliseconds.", deadline_field),
                              "invalid_value"));
    co_return;
  }
  co_await run(exchange, request);
}

rt::awaitable<void> ChatRoute::refuse(http::Exchange& exchange, ErrorAnswer answer) {
  metrics_.refused();
  Message message = to_message(answer);
  co_await http::respond(exchange, std::move(message.head), std::move(message.body),
                         writing(world_, exchange));
}

rt::Bound ChatRoute::bound_for(http::Exchange& exchange, const policy::Request& request) const {
  rt::Bound bound;
  bound.stop = &exchange.stop();
  if (const auto deadline = deadline_of(request.head.fields)) {
    return bound.tighter(later(world_.now(), *deadline), rt::Limit::total);
  }
  return bound;
}

rt::awaitable<void> ChatRoute::run(http::Exchange& exchange, const policy::Request& request) {
  policy::Trail trail;
  policy::Call call{request, next_id_++, bound_for(exchange, request), trail};
  metrics_.started();
  policy::Outcome outcome = co_await stack_.run(call, policy::Try());
  Message message;
  Ended how = Ended::ok;
  auto why = policy::FailureKind::internal;
  if (policy::Failure* failure = std::get_if<policy::Failure>(&outcome)) {
    why = failure->kind;
    const bool gone = exchange.stop().why() == rt::Why::client_gone;
    how = gone ? Ended::client_gone : Ended::failed;
    message = to_message(answer_for(*failure, name(failure->used.target)));
  } else {
    policy::Reply& reply = std::get<policy::Reply>(outcome);
    const auto texts = co_await reply.body->next(call.bound);
    policy::Ending ending;
    ending.complete = texts.has_value() && !texts->empty();
    ending.at = world_.now();
    if (ending.complete) {
      message.body = texts->front();
    }
    reply.holds.ended(ending);
    message.head = std::move(reply.head);
    message.head.fields.set(served_by_field, name(reply.used.target));
  }
  metrics_.ended(how, why, trail);
  if (how == Ended::client_gone) {
    co_return;
  }
  if (!trail.entries().empty()) {
    message.head.fields.set(attempts_field, to_text(trail));
  }
  co_await http::respond(exchange, std::move(message.head), std::move(message.body),
                         writing(world_, exchange));
}

std::string ChatRoute::name(std::uint16_t target) const {
  return fmt::format("{}/{}", chain_[target].provider, chain_[target].model);
}

}  // namespace gameday::gateway
