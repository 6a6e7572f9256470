#include "gateway/delivery.hpp"

#include <utility>

#include <fmt/format.h>

#include "gateway/answer.hpp"
#include "gateway/headers.hpp"
#include "http/body_writer.hpp"
#include "http/limits.hpp"

namespace gameday::gateway {

namespace {

using policy::FailureKind;

bool client_left(const Desk& desk) {
  return desk.exchange.stop().why() == rt::Why::client_gone;
}

void add_trail(const Desk& desk, http::Fields& fields) {
  if (!desk.call.trail.entries().empty()) {
    fields.set(attempts_field, to_text(desk.call.trail));
  }
}

/// Behind a stream whose head went out before all was tried. SDKs pass over it.
std::string trail_comment(const policy::Trail& trail) {
  return fmt::format(": {}: {}\n\n", attempts_field, to_text(trail));
}

/// With whom it is from and what it took.
http::Head head_of(const Desk& desk, policy::Reply& reply) {
  http::Head head;
  head.status = reply.status;
  head.fields = std::move(reply.fields);
  head.fields.set(served_by_field, desk.who);
  add_trail(desk, head.fields);
  return head;
}

policy::Ending ending(TimePoint at, const policy::Failure* failure) {
  policy::Ending ending;
  ending.complete = failure == nullptr;
  ending.why = failure == nullptr ? FailureKind::cancelled : failure->kind;
  ending.at = at;
  ending.failure = failure;
  return ending;
}

}  // namespace

Ended cut_short(http::Exchange& exchange) {
  return exchange.stop().why() == rt::Why::shutdown ? Ended::shutting_down : Ended::client_gone;
}

rt::Bound writing(http::Exchange& exchange, TimePoint deadline) {
  rt::Bound bound;
  bound.stop = &exchange.stop();
  return bound.tighter(later(deadline, http::Limits().write_time), rt::Limit::write);
}

rt::awaitable<Delivered> deliver_failure(const Desk& desk, const policy::Failure& failure) {
  Delivered delivered;
  const bool cut = failure.kind == FailureKind::cancelled;
  delivered.how = cut ? cut_short(desk.exchange) : Ended::failed;
  delivered.why = failure.kind;
  if (client_left(desk)) {
    delivered.how = Ended::client_gone;
    co_return delivered;
  }
  http::Response response = to_response(answer_for(failure, desk.who));
  delivered.status = response.head.status;
  add_trail(desk, response.head.fields);
  const error_code unsent =
      co_await http::respond(desk.exchange, std::move(response.head), std::move(response.body),
                             writing(desk.exchange, desk.call.bound.due));
  if (unsent) {
    delivered.how = cut_short(desk.exchange);
  }
  co_return delivered;
}

namespace {

/// `parts` are none any more.
rt::awaitable<Delivered> deliver_loss(const Desk& desk, policy::Reply& reply,
                                      const policy::Parts& parts) {
  const policy::Failure failure = parts.error();
  reply.holds.ended(ending(desk.world.now(), &failure));
  const Delivered failed = co_await deliver_failure(desk, failure);
  co_return failed;
}

}  // namespace

rt::awaitable<Delivered> deliver_unary(const Desk& desk, policy::Reply& reply) {
  const policy::Parts parts = co_await reply.body->next(desk.call.bound);
  if (!parts) {
    const Delivered failed = co_await deliver_loss(desk, reply, parts);
    co_return failed;
  }
  reply.holds.ended(ending(desk.world.now(), nullptr));
  std::string body;
  for (const std::string_view part : *parts) {
    body += part;
  }
  Delivered delivered;
  delivered.status = reply.status;
  delivered.usage = reply.body->usage();
  http::Head head = head_of(desk, reply);
  const error_code unsent = co_await http::respond(desk.exchange, std::move(head), std::move(body),
                                                   writing(desk.exchange, desk.call.bound.due));
  if (unsent) {
    delivered.how = cut_short(desk.exchange);
  }
  co_return delivered;
}

rt::awaitable<Delivered> deliver_stream(const Desk& desk, policy::Reply& reply) {
  Delivered delivered;
  delivered.status = reply.status;
  const std::size_t tries_told = desk.call.trail.entries().size();
  http::BodyWriter writer(desk.exchange, head_of(desk, reply));
  const rt::Bound taking = writing(desk.exchange, desk.call.bound.due);
  std::optional<policy::Failure> failure;
  error_code unsent;
  while (!unsent && !failure) {
    const policy::Parts parts = co_await reply.body->next(desk.call.bound);
    if (!parts) {
      failure = parts.error();
      continue;
    }
    if (parts->empty()) {
      break;
    }
    for (const std::string_view events : *parts) {
      writer.add(events);
    }
    unsent = co_await writer.flush(taking);
  }
  if (unsent) {
    failure.emplace().kind = FailureKind::cancelled;
  }
  reply.holds.ended(ending(desk.world.now(), failure ? &*failure : nullptr));
  if (!unsent && !desk.exchange.stop().requested()) {
    if (failure) {
      writer.add(event_for(*failure, desk.who));
    }
    if (desk.call.trail.entries().size() > tries_told) {
      writer.add(trail_comment(desk.call.trail));
    }
    writer.finish();
    unsent = co_await writer.flush(taking);
  }
  delivered.usage = reply.body->usage();
  const bool cut = failure && failure->kind == FailureKind::cancelled;
  if (unsent || cut || desk.exchange.stop().requested()) {
    delivered.how = cut_short(desk.exchange);
  } else if (failure) {
    delivered.how = Ended::broken;
    delivered.why = failure->kind;
  }
  co_return delivered;
}

}  // namespace gameday::gateway
