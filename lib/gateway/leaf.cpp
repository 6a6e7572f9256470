#include "gateway/leaf.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gateway/checked.hpp"
#include "gateway/headers.hpp"
#include "gateway/stream_body.hpp"
#include "gateway/target_request.hpp"

namespace gameday::gateway {

namespace {

/// How many answers it is that this target was asked for: one where a rule has taken `n` out.
std::uint32_t choices_of(const policy::Request& request, const Asked& asked) {
  const auto& dropped = asked.dropped;
  const bool told = std::find(dropped.begin(), dropped.end(), "n") == dropped.end();
  return told ? request.choices : 1;
}

}  // namespace

Leaf::Leaf(rt::World& world, Upstream& upstream, const Dialect& dialect, Target target)
    : world_(world),
      upstream_(upstream),
      dialect_(dialect),
      target_(std::move(target)),
      rules_(rules_of(upstream.provider(), target_)),
      host_(host_field(upstream.base())),
      path_(upstream.base().path) {
  path_ += dialect.path();
}

rt::Bound Leaf::within(rt::Bound bound, Duration limit, rt::Limit name) const {
  return bound.tighter(later(world_.now(), limit), name);
}

rt::Bound Leaf::bound_of(http::Step step, const rt::Bound& attempt, bool streams) const {
  const Timeouts& timeouts = upstream_.provider().timeouts;
  switch (step) {
    case http::Step::connect:
      return within(attempt, timeouts.connect, rt::Limit::connect);
    case http::Step::tls:
      return within(attempt, timeouts.tls, rt::Limit::tls);
    case http::Step::write:
      return within(attempt, http::Limits().write_time, rt::Limit::write);
    case http::Step::head:
      return within(attempt, streams ? timeouts.headers : timeouts.unary_headers,
                    rt::Limit::headers);
    case http::Step::body:
      break;  // each way to read one has its own
  }
  return attempt;
}

std::string Leaf::message_for(const policy::Call& call, const policy::Try& attempt,
                              const std::string& body) const {
  UpstreamTarget target;
  target.host = host_;
  target.path = path_;
  if (call.request.fields.has(deadline_field) && call.bound.due != never) {
    target.left = call.bound.due - world_.now();
  }
  http::Head head = upstream_head(call.request.fields, target, body.size());
  dialect_.sign(head.fields, upstream_.provider().keys[attempt.key].value);
  return write_request_head(head) + body;
}

rt::awaitable<policy::Outcome> Leaf::run(policy::Call& call, policy::Try attempt) {
  Or<Asked> asked = asked_of(dialect_, rules_, target_, call.request.body);
  if (!asked) {
    co_return std::move(asked.error());
  }
  const bool streams = call.request.stream;
  const std::string message = message_for(call, attempt, asked->body);
  const http::StepBound bound = [&](http::Step step) {
    return bound_of(step, attempt.bound, streams);
  };
  http::Asked sent = co_await http::ask_once(upstream_.pool(), "POST", message, bound, false);
  if (!sent && sent.error().stale()) {
    call.trail.replayed(attempt.ordinal, world_.now());
    sent = co_await http::ask_once(upstream_.pool(), "POST", message, bound, true);
  }
  if (!sent) {
    co_return failure_of(sent.error(), 0);
  }
  auto body = std::make_unique<UpstreamBody>(std::move(*sent));
  policy::Outcome outcome = co_await received(std::move(body), call.request, *asked, attempt.bound);
  policy::Reply* reply = std::get_if<policy::Reply>(&outcome);
  if (reply != nullptr && !asked->dropped.empty()) {
    reply->fields.set(dropped_field, fmt::format("{}", fmt::join(asked->dropped, ", ")));
  }
  co_return outcome;
}

rt::awaitable<policy::Outcome> Leaf::received(Source body, const policy::Request& request,
                                              const Asked& asked, rt::Bound bound) {
  if (body->head().status / 100 != 2) {
    return refusal(std::move(body), bound);
  }
  if (!body->readable()) {
    return unreadable(std::move(body));
  }
  return request.stream ? stream(std::move(body), request, asked, bound)
                        : unary(std::move(body), request, bound);
}

/// Accept-Encoding said identity.
rt::awaitable<policy::Outcome> Leaf::unreadable(Source body) {
  co_return broken(policy::FailureKind::malformed, body->head().status,
                   "a compressed body that nobody asked for");
}

rt::awaitable<policy::Outcome> Leaf::refusal(Source body, rt::Bound bound) {
  http::Response response;
  response.head = body->head();
  bound = within(bound, error_body_time, rt::Limit::idle);
  while (response.body.size() < error_body_most && !bound.over(world_.now())) {
    const auto part = co_await body->read(bound);
    if (part) {
      response.body += part->text.substr(0, error_body_most - response.body.size());
    }
    if (!part || part->end) {
      break;
    }
  }
  if (bound.stopped()) {
    co_return broken(policy::FailureKind::cancelled, response.head.status, {});
  }
  co_return refused(response, world_.clock.wall());
}

rt::awaitable<policy::Outcome> Leaf::unary(Source body, const policy::Request& request,
                                           rt::Bound bound) {
  const Duration idle = upstream_.provider().timeouts.idle;
  http::Response response;
  response.head = body->head();
  while (true) {
    auto part = co_await body->read(within(bound, idle, rt::Limit::idle));
    if (!part) {
      co_return std::move(part.error());
    }
    response.body += part->text;
    if (part->end) {
      break;
    }
  }
  body.reset();  // before the next try or the client's answer: the connection is free
  co_return checked(std::move(response), request, dialect_, world_.clock.wall(), form_of(request));
}

rt::awaitable<policy::Outcome> Leaf::stream(Source source, const policy::Request& request,
                                            const Asked& asked, rt::Bound bound) {
  const Timeouts& timeouts = upstream_.provider().timeouts;
  policy::Reply reply;
  reply.status = source->head().status;
  reply.fields = stream_fields(source->head().fields);
  const auto wall = world_.clock.wall().time_since_epoch();
  AnswerStream events(dialect_, request, std::chrono::floor<std::chrono::seconds>(wall).count(),
                      form_of(request));
  events.expect_choices(choices_of(request, asked));
  auto body = std::make_unique<StreamBody>(world_, std::move(source), std::move(events), bound,
                                           timeouts.idle);
  if (const auto& pace = upstream_.provider().pace) {
    body->watch_pace(*pace);
  }
  auto failure = co_await body->begin(within(bound, timeouts.first_token, rt::Limit::first_token));
  if (failure) {
    co_return std::move(*failure);
  }
  reply.body = std::move(body);
  co_return reply;
}

policy::AnswerForm* Leaf::form_of(const policy::Request& request) const {
  return upstream_.provider().check_schema ? request.form : nullptr;
}

void Leaf::describe(policy::Description& description) const {
  const char* check = upstream_.provider().check_schema ? ", answers by the request's schema" : "";
  description.layers.push_back(fmt::format("POST {}{} as {}/{}{}", host_, path_,
                                           upstream_.provider().name, target_.model, check));
  if (const auto& pace = upstream_.provider().pace) {
    description.layers.push_back(fmt::format("pace of streams: {} tokens a second over {}",
                                             pace->per_second, to_text(pace->window)));
  }
  // A body or a stream may trickle: the attempt's limit is what ends either.
  description.time = forever;
  description.time_again = forever;
  description.attempts = 1;
  description.attempts_again = 1;
}

}  // namespace gameday::gateway
