#include "proxy/attempt.hpp"

#include "base/hash.hpp"
#include "faults/answer.hpp"
#include "llm/chat.hpp"
#include "proxy/key_name.hpp"
#include "proxy/relay.hpp"

namespace gameday::proxy {
namespace {

using record::AttemptEnd;

record::AttemptRecord begun(const Options& options, const http::Head& request) {
  record::AttemptRecord record;
  record.experiment = options.experiment;
  record.arm = options.arm;
  record.provider = options.provider;
  record.key = key_name(request.fields, options.key_aliases);
  return record;
}

// The same in every arm; without a marker the arrival number stands in.
std::uint64_t answer_id(const record::AttemptRecord& record, std::uint64_t arrival) {
  if (!record.ordinal) {
    return hash64("proxy/answer", "arrival", arrival);
  }
  return hash64("proxy/answer", std::uint64_t{*record.ordinal}, std::uint64_t{record.nth});
}

}  // namespace

Attempt::Attempt(Shared& shared, http::Exchange& exchange)
    : shared_(shared),
      exchange_(exchange),
      arrival_(++shared.arrivals),
      log_(shared.world, shared.sink, begun(shared.options, exchange.request())),
      body_(shared.options.limits.body, exchange.request().framing == http::Framing::chunked),
      bound_{never, rt::Limit::none, &exchange.stop()} {}

rt::awaitable<void> Attempt::run() {
  Next next = Next::forward;
  if (!shared_.plan->empty()) {
    next = co_await meet_plan();
  }
  if (next == Next::forward) {
    co_await forward();
  }
}

rt::awaitable<Attempt::Next> Attempt::meet_plan() {
  const Next held = co_await hold();
  if (held == Next::over) {
    co_return Next::over;
  }
  std::optional<Hit> hit = decide();
  if (hit && !body_.over()) {
    hit->bypassed("too_large");
  } else if (hit) {
    const Next next = co_await act(*hit);
    co_return next;
  }
  co_return Next::forward;
}

/// Reads the whole body, or as much of it as may be held.
rt::awaitable<Attempt::Next> Attempt::hold() {
  while (!body_.over() && !body_.too_large()) {
    const result<http::BodyPart> part = co_await exchange_.read_part(bound_);
    if (!part) {
      log_.ends(exchange_.stop(), AttemptEnd::client_left);
      co_return Next::over;
    }
    body_.add(*part);
  }
  if (body_.over()) {
    identify();
  }
  co_return Next::forward;
}

/// By the plan of this moment: it may have been swapped while the body came.
std::optional<Hit> Attempt::decide() {
  faults::AttemptFacts facts;
  facts.arrival = arrival_;
  facts.ordinal = log_.record().ordinal;
  facts.nth = log_.record().nth;
  const faults::Decision decision = shared_.plan->decide(facts, shared_.ledger);
  std::optional<Hit> hit;
  if (decision.hit != nullptr) {
    hit.emplace(shared_.plan, decision, shared_.ledger, log_);
  }
  return hit;
}

rt::awaitable<Attempt::Next> Attempt::act(Hit& hit) {
  const faults::Deed& deed = hit.injection().deed;
  const std::uint64_t heals = shared_.heals;
  Next next = Next::forward;
  if (deed.delay && deed.delay->headers) {
    next = co_await delay(hit, deed.delay->headers->fixed);
  }
  const bool healed = shared_.heals != heals;  // what has not happened by then is dropped
  if (next == Next::forward && deed.respond && !healed) {
    next = co_await answer(hit, *deed.respond);
  }
  co_return next;
}

/// Healing ends the wait as if its time had come.
rt::awaitable<Attempt::Next> Attempt::delay(Hit& hit, Duration length) {
  hit.injected();
  const rt::Stop& stop = exchange_.stop();
  const rt::Bound until{later(shared_.world.now(), length), rt::Limit::none, &stop};
  const std::uint64_t heals = shared_.heals;
  while (!stop.requested() && shared_.heals == heals && shared_.world.now() < until.due) {
    co_await shared_.healing.wait(until);
  }
  if (stop.requested()) {
    log_.ends(exchange_.stop(), AttemptEnd::client_left);
    co_return Next::over;
  }
  co_return Next::forward;
}

rt::awaitable<Attempt::Next> Attempt::answer(Hit& hit, const faults::Respond& respond) {
  const record::AttemptRecord& record = log_.record();
  faults::AnswerTo to;
  to.id = answer_id(record, arrival_);
  to.model = record.model;
  to.turn = hit.decision().turn;
  to.next_token = hit.decision().next_token;
  llm::TrueAnswer said = faults::answer_of(respond, to);
  const http::Head head = said.head;
  const error_code lost =
      co_await http::respond(exchange_, std::move(said.head), std::move(said.body), bound_);
  if (!lost) {
    hit.injected();
    log_.answered(head);
    log_.ends(AttemptEnd::complete);
    co_return Next::over;
  }
  log_.ends(exchange_.stop(), AttemptEnd::client_left);
  if (record.end == AttemptEnd::client_left) {
    hit.bypassed("client_left");
  }
  co_return Next::over;
}

rt::awaitable<void> Attempt::forward() {
  Relay relay(shared_.world, shared_.pool, exchange_, body_, log_);
  co_await relay.send();
  if (body_.over() && !identified_) {
    identify();
  }
  co_await relay.give_back();
}

/// Whose try this is, now that the body has been read.
void Attempt::identify() {
  identified_ = true;
  record::AttemptRecord& record = log_.record();
  const std::optional<Marker> marker = body_.marker();
  if (marker && marker->run == shared_.options.run) {
    record.ordinal = marker->ordinal;
    record.nth = shared_.tries[marker->ordinal]++;
  }
  if (exchange_.request().method != "POST") {
    return;
  }
  if (!body_.kept()) {  // too large to look for its model
    record.model_call = record.ordinal.has_value();
    return;
  }
  record.model = llm::read_request_facts(body_.payload()).model;
  record.model_call = !record.model.empty();
}

}  // namespace gameday::proxy
