#include "gateway/leaf.hpp"

#include <utility>

#include <fmt/format.h>

#include "base/assert.hpp"
#include "gateway/checked.hpp"
#include "gateway/headers.hpp"
#include "llm/chat.hpp"

namespace gameday::gateway {

Leaf::Leaf(rt::World& world, Upstream& upstream, std::string model)
    : world_(world),
      upstream_(upstream),
      model_(std::move(model)),
      host_(rt::to_text(upstream.base().address)),
      path_(upstream.base().path + "/chat/completions") {}

std::string Leaf::message_for(const policy::Call& call, const policy::Try& attempt) const {
  auto body = llm::with_model(call.request.body, model_);
  CHECK(body, "the route lets only bodies with a model pass");
  UpstreamTarget target;
  target.host = host_;
  target.path = path_;
  target.secret = upstream_.provider().keys[attempt.key].value;
  if (call.request.head.fields.has(deadline_field) && call.bound.due != never) {
    target.left = call.bound.due - world_.now();
  }
  std::string message = write_request_head(upstream_head(call.request.head, target, body->size()));
  message += *body;
  return message;
}

rt::awaitable<policy::Outcome> Leaf::run(policy::Call& call, policy::Try attempt) {
  const std::string message = message_for(call, attempt);
  Fetched fetched = co_await fetch(message, attempt.bound, false);
  if (!fetched && fetched.error().stale()) {
    call.trail.replayed(attempt.ordinal, world_.now());
    fetched = co_await fetch(message, attempt.bound, true);
  }
  if (!fetched) {
    co_return failure_of(fetched.error());
  }
  co_return checked(std::move(*fetched), world_.clock.wall());
}

rt::awaitable<Leaf::Fetched> Leaf::fetch(const std::string& message, rt::Bound bound, bool fresh) {
  const Timeouts& timeouts = upstream_.provider().timeouts;
  const auto within = [&](Duration limit, rt::Limit name) {
    return bound.tighter(later(world_.now(), limit), name);
  };
  auto leased = co_await upstream_.pool().call(within(timeouts.connect, rt::Limit::connect), fresh);
  if (!leased) {
    co_return leased.error();
  }
  http::Call& call = **leased;
  call.begins("POST");
  const auto unsent =
      co_await call.write(message, within(http::Limits().write_time, rt::Limit::write));
  if (unsent) {
    co_return *unsent;
  }
  const auto no_head = co_await call.read_head(within(timeouts.unary_headers, rt::Limit::headers));
  if (no_head) {
    co_return *no_head;
  }
  http::Response response;
  response.head = call.head();
  while (true) {
    const auto part = co_await call.read_part(within(timeouts.idle, rt::Limit::idle));
    if (!part) {
      co_return part.error();
    }
    response.body.append(reinterpret_cast<const char*>(part->payload.data()), part->payload.size());
    if (part->end) {
      co_return response;
    }
  }
}

void Leaf::describe(policy::Description& description) const {
  description.layers.push_back(
      fmt::format("POST {}{} as {}/{}", host_, path_, upstream_.provider().name, model_));
  description.time = forever;  // a body may trickle: the attempt's limit is what ends it
  description.time_again = forever;
  description.attempts = 1;
  description.attempts_again = 1;
}

}  // namespace gameday::gateway
