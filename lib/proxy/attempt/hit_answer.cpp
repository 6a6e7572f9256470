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
  std::optional<faults::Deed> rest;  // of a body that is coded by now; its head is still to come
  if (edits && deed->encode) {
    rest = faults::after_coding(*deed);
  }
  faults::AnswerMachine machine(rest ? *rest : *deed, head,
                                deed == &nothing ? faults::Waits{} : waits);
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
  Next next = Next::go_on;
  if (deed->resegment) {             // which are the body's
    if (!deed->resegment->chunks) {  // then it is the framed bytes that are cut
      cutter_.emplace(*deed->resegment, waits.sizes);
      gap_ = deed->resegment->gap;
    }
    next = co_await flush_all();
  }
  machine.start(shared_.world.now());
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
  if (writes) {
    add(step);
  } else if (!step.holds) {
    end_piece();
  }
  if (step.what == Kind::over && last_->what == What::whole) {
    out_ += frame_->tail();
  } else if (step.what == Kind::end && step.how == faults::Cut::How::clean) {
    out_ += frame_->tail();
  }
  if (goes_out(step)) {
    const Next flushed = co_await flush_all();
    if (flushed == Next::over) {
      co_return flushed;
    }
  }
  if (machine.acted() && (!writes || step.alone)) {  // the client can see it, or waits for it
    hit_.injected();
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

/// As its own piece, or as a part of the one that is being gathered.
void HitAnswer::add(const faults::Step& step) {
  if (step.unframed) {
    end_piece();
    out_ += step.bytes;
    return;
  }
  if (!step.joins && piece_.empty()) {
    frame_->add(out_, step.bytes, step.more);
    return;
  }
  piece_ += step.bytes;
  if (!step.joins || piece_.size() >= shared_.options.limits.body) {
    end_piece();
  }
}

void HitAnswer::end_piece() {
  if (!piece_.empty()) {
    frame_->add(out_, piece_);
    piece_.clear();
  }
}

bool HitAnswer::goes_out(const faults::Step& step) const {
  const bool writes = step.what == Kind::write;
  const std::size_t most = step.holds ? shared_.options.limits.body : one_write_most;
  return step.alone || (!writes && !step.holds) || out_.size() >= most;
}

rt::awaitable<HitAnswer::Next> HitAnswer::flush_all() {
  const error_code lost = co_await flush();
  if (lost || exchange_.stop().requested()) {
    client_left();
    co_return Next::over;
  }
  co_return Next::go_on;
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
    machine.finish(last_->what == What::whole);
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
  error_code lost;
  const bool pieces = cutter_ && head_ == nullptr;  // the head is none
  for (std::string_view rest = out_; !rest.empty() && !lost;) {
    if (pieces) {
      co_await watch_.wait(next_piece_, exchange_.stop());
    }
    const std::size_t size = next_write(rest);
    lost = co_await exchange_.write(rest.substr(0, size), bound_);
    rest.remove_prefix(size);
    next_piece_ = pieces ? later(shared_.world.now(), gap_) : next_piece_;
  }
  out_.clear();
  if (!lost && head_ != nullptr) {
    log_.answered(*std::exchange(head_, nullptr));
    if (hit_.injection().deed.respond) {
      hit_.injected();  // the answer itself is an effect
    }
  }
  co_return lost;
}

/// The head is one write, and so is all else unless the wire is to be cut.
std::size_t HitAnswer::next_write(std::string_view rest) {
  if (!cutter_ || head_ != nullptr || watch_.healed()) {
    return rest.size();
  }
  const std::size_t size = cutter_->cut(rest).value_or(rest.size());
  cutter_->passed(rest.substr(0, size), true);
  return size;
}

void HitAnswer::client_left() {
  log_.ends(exchange_.stop(), AttemptEnd::client_left);
  if (log_.record().end == AttemptEnd::client_left) {
    hit_.bypassed("client_left");
  }
}

}  // namespace gameday::proxy
