#include "gateway/chat_route.hpp"

#include <utility>

#include <fmt/format.h>

#include "gateway/delivery.hpp"
#include "gateway/headers.hpp"
#include "gateway/schema_check.hpp"

namespace gameday::gateway {

ChatRoute::ChatRoute(rt::World& world, RequestCheck check, policy::Attempt& stack,
                     const std::vector<Target>& chain, Metrics& metrics, schema::FormCounts* forms)
    : world_(world),
      check_(check),
      stack_(stack),
      chain_(chain),
      metrics_(metrics),
      forms_(forms) {}

rt::awaitable<void> ChatRoute::serve(http::Exchange& exchange) {
  rt::Bound bound;
  bound.stop = &exchange.stop();
  bound = bound.tighter(later(world_.now(), upload_time), rt::Limit::idle);
  auto body = co_await http::read_body(exchange, bound);  // the server limits its size
  if (!body) {
    co_return;  // … and says so
  }
  policy::Request request;
  request.head = exchange.request();
  request.body = std::move(*body);
  auto mistake = check_(request, reader_);
  const bool deadline_named = request.head.fields.has(deadline_field);
  if (!mistake && deadline_named && !deadline_of(request.head.fields)) {
    mistake = bad_request(fmt::format("{} is a whole number of milliseconds.", deadline_field),
                          "invalid_value");
  }
  std::optional<SchemaCheck> form;
  if (forms_ != nullptr && may_demand_form(request.body)) {
    request.form = &form.emplace(request.body, *forms_);
  }
  if (mistake) {
    co_await refuse(exchange, std::move(*mistake));
  } else {
    co_await run(exchange, request);
  }
}

rt::awaitable<void> ChatRoute::refuse(http::Exchange& exchange, ErrorAnswer answer) {
  metrics_.refused();
  http::Response response = to_response(answer);
  co_await http::respond(exchange, std::move(response.head), std::move(response.body),
                         writing(exchange, world_.now()));
}

rt::awaitable<void> ChatRoute::run(http::Exchange& exchange, const policy::Request& request) {
  policy::Trail trail;
  policy::Call call{request, next_id_++, {}, trail};
  call.bound.stop = &exchange.stop();
  if (const auto deadline = deadline_of(request.head.fields)) {
    call.bound = call.bound.tighter(later(world_.now(), *deadline), rt::Limit::total);
  }
  metrics_.started();
  policy::Outcome outcome = co_await stack_.run(call, policy::Try());
  const policy::Failure* failure = std::get_if<policy::Failure>(&outcome);
  const policy::Reply* given = std::get_if<policy::Reply>(&outcome);
  Desk desk{world_, exchange, call, name((given ? given->used : failure->used).target)};
  Delivered delivered;
  if (failure != nullptr) {
    delivered = co_await deliver_failure(desk, *failure);
  } else if (request.stream) {
    delivered = co_await deliver_stream(desk, std::get<policy::Reply>(outcome));
  } else {
    delivered = co_await deliver_unary(desk, std::get<policy::Reply>(outcome));
  }
  metrics_.ended(delivered.how, delivered.why, trail);
}

std::string ChatRoute::name(std::uint16_t target) const {
  return fmt::format("{}/{}", chain_[target].provider, chain_[target].model);
}

}  // namespace gameday::gateway
