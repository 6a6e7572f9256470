#include "proxy/attempt/attempt.hpp"

#include "faults/before_answer.hpp"
#include "llm/chat.hpp"
#include "proxy/attempt/refuse.hpp"

namespace gameday::proxy {
namespace {

using record::AttemptEnd;

record::AttemptRecord begun(const HttpOptions& options, const Key& key, std::uint16_t replica) {
  record::AttemptRecord record;
  record.key = key.name;
  if (options.place) {
    record.experiment = options.place->experiment;
    record.arm = options.place->arm;
    record.provider = options.place->provider;
    record.replica = options.place->replicas > 1 ? replica : 0;
  }
  return record;
}

}  // namespace

Attempt::Attempt(Shared& shared, http::Exchange& exchange, std::uint16_t replica)
    : shared_(shared),
      exchange_(exchange),
      arrival_(++shared.arrivals),
      replica_(replica),
      key_(shared.keys.of(exchange.request().fields)),
      log_(shared.world, shared.sink, begun(shared.options, *key_, replica)),
      reading_(shared.world, exchange),
      body_(shared.options.limits.body, exchange.request().framing == http::Framing::chunked),
      bound_{never, rt::Limit::none, &exchange.stop()} {}

rt::awaitable<void> Attempt::run() {
  if (shared_.plan->decides_early()) {
    hits(shared_.plan->decide_early(head_facts(), shared_.ledger));
  }
  if (answers_early()) {
    co_await answer_early();
    co_return;
  }
  const bool slow = hit_.has_value();
  if (slow) {
    reading_.slow_down(*hit_->injection().deed.read_throttle, *watch_, *hit_);
  }
  co_await go_on();
  if (slow && body_.over()) {  // nothing of it was waited for
    hit_->bypassed(watch_->healed() ? "healed" : "no_body");
  }
}

rt::awaitable<void> Attempt::go_on() {
  Next next = Next::go_on;
  if (needs_body()) {
    next = co_await hold();
  }
  if (next == Next::over) {
    tell_why_not();
  }
  if (next == Next::go_on && !hit_ && !shared_.plan->empty()) {
    decide();
  }
  if (next == Next::go_on && hit_) {
    next = co_await act();
  }
  if (next == Next::go_on) {
    co_await forward();
  }
}

bool Attempt::answers_early() const {
  return hit_ && hit_->injection().deed.respond && hit_->injection().deed.respond->early;
}

/// Whole, before anything else: to decide, or for what has been decided.
bool Attempt::needs_body() const {
  return hit_ ? faults::acts_before_answer(hit_->injection().deed) : shared_.plan->needs_body();
}

/// Reads the whole body, or as much of it as may be held.
rt::awaitable<Attempt::Next> Attempt::hold() {
  while (!held()) {
    const result<http::BodyPart> part = co_await reading_.part(bound_);
    if (!part) {
      if (part.error() == rt::IoError::other) {
        co_await refuse(exchange_, log_, bound_);
      } else {
        log_.ends(exchange_.stop(), AttemptEnd::client_left);
      }
      co_return Next::over;
    }
    body_.add(*part);
  }
  if (body_.over() && !identified_) {
    identify();
  }
  co_return Next::go_on;
}

faults::AttemptFacts Attempt::head_facts() const {
  const http::Head& request = exchange_.request();
  faults::AttemptFacts facts;
  facts.arrival = arrival_;
  facts.connection = connection_of(exchange_.connection(), replica_);
  facts.replica = replica_;
  const std::optional<RunPlace>& place = shared_.options.place;
  facts.foreign_resolver = place && place->foreign_resolver;
  facts.now = shared_.world.now();
  facts.method = request.method;
  facts.path = request.path();
  facts.fields = &request.fields;
  facts.key_sha = key_->sha;
  facts.key_source = key_->source;
  return facts;
}

/// By the plan of this moment: it may have been swapped while the body came.
void Attempt::decide() {
  const record::AttemptRecord& record = log_.record();
  const http::Head& request = exchange_.request();
  faults::AttemptFacts facts = head_facts();
  facts.ordinal = record.ordinal;
  facts.nth = record.nth;
  const bool announced = request.framing == http::Framing::length;
  facts.body = Bytes{announced ? request.content_length : body_.payload().size()};
  facts.model = record.model;
  facts.stream = stream_;
  hits(shared_.plan->decide(facts, shared_.ledger));
}

void Attempt::hits(const faults::Decision& decision) {
  if (decision.hit != nullptr) {
    hit_.emplace(shared_.plan, decision, shared_.ledger, log_);
    watch_.emplace(shared_, decision.hit->name);
    waits_ = faults::draw_waits(decision.hit->deed, Rng(decision.dice));
    on_ = true;
  }
}

/// Whose try this is, now that the body has been read.
void Attempt::identify() {
  identified_ = true;
  if (!shared_.wants_to_know()) {
    return;
  }
  record::AttemptRecord& record = log_.record();
  const std::optional<Marker> marker = body_.marker();
  const std::optional<RunPlace>& place = shared_.options.place;
  if (marker && (!place || marker->run == place->run)) {
    record.ordinal = marker->ordinal;
    record.nth = shared_.tries.add(*marker);
  }
  if (exchange_.request().method != "POST") {
    return;
  }
  if (!body_.kept() || !body_.over()) {  // too large, or not enough of it, to look for its model
    record.model_call = record.ordinal.has_value();
    return;
  }
  const llm::RequestFacts facts = shared_.requests.read(body_.payload());
  record.model = facts.model;
  record.model_call = !facts.model.empty();
  record.streamed = facts.stream;
  if (facts.is_object) {
    stream_ = facts.stream;
  }
}

}  // namespace gameday::proxy
