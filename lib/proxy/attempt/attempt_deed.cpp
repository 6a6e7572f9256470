// What is done to an attempt once it has been decided: its deed, or handing it on.

#include "base/hash.hpp"
#include "faults/answer.hpp"
#include "faults/before_answer.hpp"
#include "faults/head_change.hpp"
#include "proxy/attempt/answer_head.hpp"
#include "proxy/attempt/attempt.hpp"
#include "proxy/attempt/hit_answer.hpp"

namespace gameday::proxy {
namespace {

using record::AttemptEnd;
using Kind = faults::Step::What;

// The same in every arm; without a marker the arrival number stands in.
std::uint64_t answer_id(const record::AttemptRecord& record, std::uint64_t arrival) {
  if (!record.ordinal) {
    return hash64("proxy/answer", "arrival", arrival);
  }
  return hash64("proxy/answer", std::uint64_t{*record.ordinal}, std::uint64_t{record.nth});
}

}  // namespace

/// All that is done to a hit attempt before the provider is asked, or instead of asking it. A plan
/// with a deed that does anything here has had the body read before it decided.
rt::awaitable<Attempt::Next> Attempt::act() {
  if (body_.too_large()) {
    hit_->bypassed("too_large");
    on_ = false;
    co_return Next::go_on;
  }
  const Next next = co_await before_answer();
  if (next == Next::over) {
    co_return next;
  }
  if (watch_->healed()) {  // what has not happened by then is dropped
    hit_->bypassed("healed");
    on_ = false;
  } else if (hit_->injection().deed.respond) {
    co_await answer();
    co_return Next::over;
  }
  co_return Next::go_on;
}

rt::awaitable<Attempt::Next> Attempt::before_answer() {
  faults::BeforeAnswer before(hit_->injection().deed, waits_);
  faults::Step step = before.next(shared_.world.now());
  if (before.acted()) {
    hit_->injected();
    hit_->reached("before headers");
  }
  while (step.what == Kind::wait) {
    co_await watch_->wait(step.until, exchange_.stop());
    if (exchange_.stop().requested()) {
      log_.ends(exchange_.stop(), AttemptEnd::client_left);
      co_return Next::over;
    }
    if (watch_->healed()) {
      before.heal();
    }
    step = before.next(shared_.world.now());
  }
  if (step.what == Kind::end) {
    log_.ends(AttemptEnd::cut);
    const End how = step.how == faults::Cut::How::fin ? End::half_close : End::reset;
    co_await exchange_.end(how, bound_);
    co_return Next::over;
  }
  co_return Next::go_on;
}

faults::AnswerTo Attempt::answer_to() const {
  const record::AttemptRecord& record = log_.record();
  const auto dialect = dialect_of(exchange_.request(), shared_.options.dialect);
  faults::AnswerTo to;
  to.dialect = dialect.value_or(llm::Dialect::openai);
  to.id = answer_id(record, arrival_);
  to.model = record.model;
  to.streamed = stream_.value_or(false);
  to.turn = hit_->decision().turn;
  to.next_token = hit_->decision().next_token;
  to.wall = shared_.world.clock.wall();
  return to;
}

rt::awaitable<void> Attempt::answer() {
  const faults::Deed& deed = hit_->injection().deed;
  if (deed.respond->source == faults::Respond::Source::raw) {
    co_await answer_raw(*deed.respond);
    co_return;
  }
  llm::TrueAnswer said = faults::answer_of(*deed.respond, answer_to());
  const std::size_t size = said.body.size();
  said.head.framing = http::Framing::length;
  said.head.content_length = size;
  const faults::AnswerHead head = answer_head(said.head, deed.respond->dialect);
  const bool plain = !head.streamed && !faults::touches_answer(deed);
  if (!plain && !head.bodiless && faults::misfit(deed, head).empty()) {
    http::Head framed = framed_head(std::move(said.head), size, head.streamed, exchange_);
    SaidSource source(std::move(framed), std::move(said.body));
    HitAnswer hit_answer(shared_, exchange_, log_, *hit_, *watch_);
    co_await hit_answer.give(source, head, waits_);
    co_return;
  }
  if (head.bodiless && faults::misfit(deed, head).empty()) {
    for (const faults::HeadChange& change : deed.heads) {
      faults::change_fields(change, said.head.fields);
    }
  }
  const http::Head answered = said.head;
  const error_code lost =
      co_await http::respond(exchange_, std::move(said.head), std::move(said.body), bound_);
  if (!lost) {
    hit_->injected();
    log_.answered(answered);
    log_.ends(AttemptEnd::complete);
    co_return;
  }
  log_.ends(exchange_.stop(), AttemptEnd::client_left);
  tell_why_not();
}

/// Nobody but the client knows where such an answer ends, so the connection is closed after it.
rt::awaitable<void> Attempt::answer_raw(const faults::Respond& respond) {
  exchange_.close_after();
  const error_code lost = co_await exchange_.write(respond.text, bound_);
  if (lost) {
    log_.ends(exchange_.stop(), AttemptEnd::client_left);
    tell_why_not();
    co_return;
  }
  http::Head head;
  head.status = faults::status_of(respond, llm::Dialect::openai);
  hit_->injected();
  log_.answered(head);
  log_.ends(AttemptEnd::complete);
}

rt::awaitable<void> Attempt::forward() {
  Relay relay(shared_, exchange_, reading_, body_, log_);
  bool acts = on_ && faults::touches_answer(hit_->injection().deed);
  if (on_ && hit_->injection().deed.answer) {
    relay.tell_mock(faults::to_field(*hit_->injection().deed.answer));
  }
  if (acts && faults::reads_answer(hit_->injection().deed)) {
    relay.ask_for_plain();
  }
  co_await relay.send();
  if (body_.over() && !identified_) {
    identify();
  }
  const bool answered = co_await relay.read_head();
  if (answered && on_ && hit_->injection().deed.answer) {
    acts = hears(relay.acknowledged()) && acts;
  }
  if (!answered) {
    tell_why_not();
  } else if (acts) {
    co_await give_back(relay);
  } else {
    co_await relay.copy_answer();
  }
  if (!identified_) {  // it was answered before it had come
    if (answered && !body_.marker()) {
      co_await relay.hear_out();
    }
    identify();
  }
}

/// Whether the mock did as it was told; if not, nothing else of the deed is done either.
bool Attempt::hears(std::string_view acknowledged) {
  const bool done = acknowledged == faults::answer_done;
  if (done) {
    hit_->injected();
  } else {
    hit_->bypassed(faults::bypass_reason(acknowledged));
  }
  return done;
}

rt::awaitable<void> Attempt::give_back(Relay& relay) {
  const faults::AnswerHead head = answer_head(relay.answer(), {});
  const std::string_view misfit = faults::misfit(hit_->injection().deed, head);
  if (!misfit.empty() || watch_->healed()) {
    hit_->bypassed(misfit.empty() ? "healed" : misfit);
    co_await relay.copy_answer();
    co_return;
  }
  UpstreamSource source(relay.take_call());
  HitAnswer hit_answer(shared_, exchange_, log_, *hit_, *watch_);
  co_await hit_answer.give(source, head, waits_);
}

faults::AnswerHead Attempt::answer_head(const http::Head& answer,
                                        std::optional<llm::Dialect> dialect) const {
  faults::AnswerHead head = answer_head_of(exchange_.request(), answer);
  head.dialect = dialect ? dialect : dialect_of(exchange_.request(), shared_.options.dialect);
  head.id = answer_id(log_.record(), arrival_);
  head.model = log_.record().model;
  return head;
}

/// Nothing of the deed happened, for a reason that is not its own.
void Attempt::tell_why_not() {
  if (!hit_) {
    return;
  }
  const AttemptEnd end = log_.record().end;
  if (end == AttemptEnd::upstream_failed) {
    hit_->bypassed("upstream_failed");
  } else if (end != AttemptEnd::open) {  // a request that cannot be read is the client's, too
    hit_->bypassed("client_left");
  }
}

}  // namespace gameday::proxy
