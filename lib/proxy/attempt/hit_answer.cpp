#include "proxy/attempt/hit_answer.hpp"

#include <utility>

#include "faults/edited_body.hpp"

namespace gameday::proxy {
namespace {

using record::AttemptEnd;
using Kind = faults::Step::What;
using What = SourcePart::What;

// Pieces that come together leave together, as far as one write is cheaper than two.
constexpr std::size_t one_write_most = 64 * 1024;

const faults::Deed nothing;

}  // namespace

HitAnswer::HitAnswer(Shared& shared, http::Exchange& exchange, AttemptLog& log, Hit& hit,
                     const HealWatch& watch)
    : shared_(shared),
      exchange_(exchange),
      log_(log),
      hit_(hit),
      watch_(watch),
      bound_{never, rt::Limit::none, &exchange.stop()} {}

rt::awaitable<void> HitAnswer::give(AnswerSource& source, faults::AnswerHead head,
                                    const faults::Waits& waits) {
  const faults::Deed* deed = &hit_.injection().deed;
  const bool edits = faults::edits_body(*deed, head);
  faults::EditedBody edited;
  if (edits || faults::needs_length(*deed, head)) {
    const bool whole = co_await gather(source);
    if (edits && whole && !watch_.healed()) {
      edited = faults::edit_body(*deed, head, gathered_);
      hit_.bypassed(edited.misfit);
    }
    head.length = gathered_.size();
    deed = whole && edited.misfit.empty() ? deed : &nothing;
  }
  faults::AnswerMachine machine(*deed, head, deed == &nothing ? faults::Waits{} : waits);
  if (edits && deed != &nothing) {
    machine.body_edited(edited.changed);
  }
  if (watch_.healed()) {
    machine.heal();
    deed = &nothing;
  }
  frame_.emplace(source.head(), source.head_wire(), *deed, machine.announce(),
                 exchange_.request().version_minor);
  if (frame_->closes()) {
    exchange_.close_after();
  }
  head_ = &source.head();
  out_ = frame_->head();
  machine.start(shared_.world.now());
  Next next = Next::go_on;
  while (next == Next::go_on) {
    if (watch_.healed()) {
      machine.heal();
    }
    const faults::Step step = machine.next(shared_.world.now());
    next = co_await do_step(step, source, machine);
  }
  hit_.reached(machine.reached());
}

/// The whole body; false when it is too large or never comes to its end.
rt::awaitable<bool> HitAnswer::gather(AnswerSource& source) {
  gathered_given_ = false;
  while (!last_ && gathered_.size() <= shared_.options.limits.body) {
    const SourcePart part = co_await source.next(bound_);
    if (part.what == What::bytes) {
      gathered_ += part.bytes;
    } else {
      last_ = part;
    }
  }
  if (!last_) {
    hit_.bypassed("too_large");
  }
  co_return last_ && last_->what == What::whole;
}

rt::awaitable<HitAnswer::Next> HitAnswer::do_step(const faults::Step& step, AnswerSource& source,
                                                  faults::AnswerMachine& machine) {
  const bool writes = step.what == Kind::write;
  if (writes && step.unframed) {
    out_ += step.bytes;
  } else if (writes) {
    frame_->add(out_, step.bytes, step.more);
  } else if (step.what == Kind::over && last_->what == What::whole) {
    out_ += frame_->tail();
  } else if (step.what == Kind::end && step.how == faults::Cut::How::clean) {
    out_ += frame_->tail();
  }
  if (!writes || out_.size() >= one_write_most) {
    const error_code lost = co_await flush();
    if (lost || exchange_.stop().requested()) {
      client_left();
      co_return Next::over;
    }
    if (machine.acted()) {  // and the client can see it, or waits for it
      hit_.injected();
    }
  }
  switch (step.what) {
    case Kind::write:
      co_return Next::go_on;
    case Kind::wait:
      co_await watch_.wait(step.until, exchange_.stop());
      co_return Next::go_on;
    case Kind::more:
      co_await feed(step.until, source, machine);
      co_return Next::go_on;
    case Kind::end:
      source.cancel();
      co_await end(step.how);
      break;
    case Kind::over:
      co_await end_as_the_source(machine);
      break;
  }
  co_return Next::over;
}

rt::awaitable<void> HitAnswer::feed(TimePoint until, AnswerSource& source,
                                    faults::AnswerMachine& machine) {
  if (!std::exchange(gathered_given_, true)) {
    machine.push(gathered_);
    co_return;
  }
  if (!last_) {
    const SourcePart part = co_await source.next(bound_.tighter(until, rt::Limit::none));
    if (part.what == What::bytes) {
      machine.push(part.bytes);
    } else if (part.what != What::nothing_yet) {
      last_ = part;
    }
  }
  if (last_) {
    machine.finish();
  }
}

rt::awaitable<void> HitAnswer::end(faults::Cut::How how) {
  log_.ends(AttemptEnd::cut);
  if (how == faults::Cut::How::reset) {
    co_await exchange_.end(End::reset, bound_);
  } else if (how == faults::Cut::How::fin) {
    co_await exchange_.end(End::half_close, bound_);
  }  // clean: the body is whole; eof: the connection is closed after it anyway
}

rt::awaitable<void> HitAnswer::end_as_the_source(const faults::AnswerMachine& machine) {
  if (last_->what == What::whole) {
    log_.ends(AttemptEnd::complete);
    hit_.bypassed(machine.bypassed());
    co_return;
  }
  log_.ends(exchange_.stop(), AttemptEnd::upstream_failed);
  hit_.bypassed("upstream_failed");
  if (exchange_.stop().why() == rt::Why::shutdown) {
    co_return;  // the server knows how it ends what it stopped
  }
  co_await exchange_.end(last_->how, bound_);
}

rt::awaitable<error_code> HitAnswer::flush() {
  if (out_.empty()) {
    co_return error_code{};
  }
  const error_code lost = co_await exchange_.write(out_, bound_);
  out_.clear();
  if (!lost && head_ != nullptr) {
    log_.answered(*std::exchange(head_, nullptr));
    if (hit_.injection().deed.respond) {
      hit_.injected();  // the answer itself is an effect
    }
  }
  co_return lost;
}

void HitAnswer::client_left() {
  log_.ends(exchange_.stop(), AttemptEnd::client_left);
  if (log_.record().end == AttemptEnd::client_left) {
    hit_.bypassed("client_left");
  }
}

}  // namespace gameday::proxy
