#include "gateway/model_route.hpp"

#include <utility>

#include "gateway/access_log.hpp"
#include "gateway/delivery.hpp"
#include "gateway/headers.hpp"
#include "gateway/own_fields.hpp"
#include "gateway/schema_check.hpp"

namespace gameday::gateway {

struct ModelRoute::Visit {
  Visit(http::Exchange& the_exchange, Front& front, Operation operation)
      : exchange(the_exchange),
        setup(front.setup),
        id(++front.seen),
        told(front.world.now(), operation) {}

  http::Exchange& exchange;
  const SetupPtr setup;    // outlives the trail, whose names stand in it
  const std::uint64_t id;  // in the log
  policy::Request request;
  BodyNotes notes;
  std::optional<SchemaCheck> form;  // that the request demands
  policy::Trail trail;
  Told told;
  policy::Usage usage;
};

rt::awaitable<void> ModelRoute::serve(http::Exchange& exchange) {
  Visit visit(exchange, front_, operation_);
  front_.metrics.started();
  co_await read(visit);
  visit.told.ended = front_.world.now();
  front_.metrics.ended(visit.told, visit.trail, chain_of(visit.setup->options, operation_));
  front_.one_ended.notify();
  log(visit);
}

void ModelRoute::log(const Visit& visit) {
  if (front_.around.access_log == nullptr) {
    return;
  }
  const Told& told = visit.told;
  const bool served = told.target && (told.how == Ended::ok || told.how == Ended::broken);
  const std::string served_by =
      served ? visit.setup->name(operation_, *told.target) : std::string();
  const std::string outcome = outcome_text(told.how, told.why);
  const std::string_view shown =
      front_.around.log_bodies ? std::string_view(visit.request.body) : std::string_view();
  const AccessEntry entry{visit.id,
                          front_.world.clock.wall() - (told.ended - told.arrived),
                          visit.exchange.request(),
                          told,
                          outcome,
                          visit.notes.model,
                          served_by,
                          visit.trail,
                          chain_of(visit.setup->options, operation_),
                          visit.usage,
                          shown};
  front_.around.access_log->add(access_line(entry));
}

rt::awaitable<void> ModelRoute::read(Visit& visit) {
  const bool known = visit.setup->entrance.admits(visit.exchange.request().fields);
  if (!known || front_.refusing) {
    const Ended how = known ? Ended::shutting_down : Ended::unauthorized;
    ErrorAnswer answer = known ? shutting_down() : unauthorized();
    co_await refuse(visit, how, std::move(answer));
    co_return;
  }
  rt::Bound bound;
  bound.stop = &visit.exchange.stop();
  bound = bound.tighter(later(front_.world.now(), upload_time), rt::Limit::idle);
  auto body = co_await http::read_body(visit.exchange, bound);  // the server limits its size
  if (!body) {                                                  // … and says so
    const rt::Why why = visit.exchange.stop().why();
    visit.told.how = why == rt::Why::none ? Ended::bad_request : cut_short(visit.exchange);
    co_return;
  }
  policy::Request& request = visit.request;
  request.fields = visit.exchange.request().fields;
  request.body = std::move(*body);
  auto mistake = check_(request, visit.notes, reader_);
  if (!mistake) {
    mistake = mistake_in_fields(request);
  }
  if (!mistake && visit.notes.for_gateway) {
    mistake = take_own_fields(request, chain_of(visit.setup->options, operation_));
  }
  visit.told.stream = request.stream;
  const bool may_have_form = operation_ == Operation::chat && visit.setup->checks_schemas;
  if (may_have_form && may_demand_form(request.body)) {
    request.form = &visit.form.emplace(request.body, front_.forms);
  }
  if (mistake) {
    co_await refuse(visit, Ended::bad_request, std::move(*mistake));
  } else {
    co_await run(visit);
  }
}

rt::awaitable<void> ModelRoute::refuse(Visit& visit, Ended how, ErrorAnswer answer) {
  visit.told.how = how;
  http::Response response = to_response(answer);
  visit.told.status = response.head.status;
  const error_code unsent =
      co_await http::respond(visit.exchange, std::move(response.head), std::move(response.body),
                             writing(visit.exchange, front_.world.now()));
  if (unsent) {
    visit.told.how = cut_short(visit.exchange);
  }
}

rt::awaitable<void> ModelRoute::run(Visit& visit) {
  policy::Call call{visit.request, next_id_++, {}, visit.trail};
  call.bound.stop = &visit.exchange.stop();
  if (const auto deadline = deadline_of(visit.request.fields)) {
    call.bound = call.bound.tighter(later(front_.world.now(), *deadline), rt::Limit::total);
  }
  policy::Outcome outcome = co_await visit.setup->stack(operation_).run(call, policy::Try());
  const policy::Failure* failure = std::get_if<policy::Failure>(&outcome);
  const policy::Reply* given = std::get_if<policy::Reply>(&outcome);
  visit.told.target = (given != nullptr ? given->used : failure->used).target;
  Desk desk{front_.world, visit.exchange, call, visit.setup->name(operation_, *visit.told.target)};
  Delivered delivered;
  if (failure != nullptr) {
    delivered = co_await deliver_failure(desk, *failure);
  } else if (visit.request.stream) {
    visit.told.first_token = front_.world.now();
    visit.told.began = visit.told.target;
    delivered = co_await deliver_stream(desk, std::get<policy::Reply>(outcome));
    visit.told.target = last_answered(visit.trail);  // another than before, after a restart
  } else {
    delivered = co_await deliver_unary(desk, std::get<policy::Reply>(outcome));
  }
  visit.told.how = delivered.how;
  visit.told.why = delivered.why;
  visit.told.status = delivered.status;
  visit.usage = delivered.usage;
}

}  // namespace gameday::gateway
