// How the steps of an AnswerMachine are carried out, one after the other.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "faults/answer_machine.hpp"
#include "llm/anthropic.hpp"

namespace gameday::faults {
namespace {

using Unit = Point::Unit;

constexpr std::string_view comment_beat = ": keep-alive\n\n";

/// 1,812
std::string grouped(std::uint64_t number) {
  std::string text = fmt::format("{}", number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

}  // namespace

std::optional<Step> AnswerMachine::run(Op& op, TimePoint now) {
  switch (op.kind) {
    case Act::Kind::insert:
      return write(op, now);
    case Act::Kind::stall:
      return stall(op, now);
    case Act::Kind::cut:
      break;
  }
  effect(op.place);
  over_ = true;
  Step step;
  step.what = Step::What::end;
  step.how = instead_ ? Cut::How::clean : deed_.cut->how;
  return step;
}

std::optional<Step> AnswerMachine::write(Op& op, TimePoint now) {
  if (op.replays && !op.begun && !next_of_replay(op)) {
    ops_.pop_front();
    return std::nullopt;
  }
  if (op.gated) {
    const std::optional<TimePoint> due = gate();
    if (due && !acted()) {
      effect(op.place);
    }
    if (due && now < *due) {
      return waiting(*due, now, writes_.holds_in_silence());
    }
    op.gated = false;
    last_event_ = now;
    ++passed_;
  }
  if (op.bytes.empty()) {  // a piece that is no more
    if ((op.ours || op.edited) && !op.begun) {
      effect(op.place);
    }
    ops_.pop_front();
    return std::nullopt;
  }
  code(op);
  if (op.bytes.empty()) {  // behind a cut
    end_block(op);
    return std::nullopt;
  }
  const std::uint64_t stop = acts_.next_bytes(bytes_ + op.bytes.size());
  std::string_view bytes = op.bytes;
  if (!op.unframed) {  // what is outside the framing is outside of counts, pace and pieces
    bytes = op.bytes.substr(0, static_cast<std::size_t>(stop - bytes_));
    if (const auto wait = held_back(op, bytes, now)) {
      return wait;
    }
  }
  if ((op.ours || op.edited) && !op.begun) {
    effect(op.place);
  }
  inside_ += op.begun || op.coded ? 0 : 1;
  op.begun = true;
  const Step step = op.unframed ? unframed(bytes) : framed(op, bytes, now);
  op.bytes.remove_prefix(step.bytes.size());
  if (op.bytes.empty()) {
    end_block(op);
  }
  return step;
}

/// As late as possible: what comes first must be coded first.
void AnswerMachine::code(Op& op) {
  if (coder_ && !op.coded && !op.unframed) {
    op.bytes = coder_->code(op.bytes);
    op.coded = true;
    ++inside_;
  }
}

/// Once, behind all of a source that is whole.
bool AnswerMachine::ends_coding() {
  if (!coder_ || !std::exchange(whole_, false)) {
    return false;
  }
  Op end;
  end.bytes = end.block = coder_->finish();
  if (end.bytes.empty()) {
    return false;
  }
  end.coded = true;
  ++inside_;
  ops_.push_back(end);
  return true;
}

/// The next of the events that were given before it.
bool AnswerMachine::next_of_replay(Op& op) const {
  if (op.replayed == history_.count() || replays_too_much()) {
    return false;
  }
  op.bytes = op.block = history_.event(op.replayed);
  return true;
}

/// All of it has gone; the next copy, or the next one of a replay, is another.
void AnswerMachine::end_block(Op& op) {
  --inside_;
  if (op.kept && !replays_too_much()) {
    history_.add(op.block);
  }
  if (!op.replays && op.copies == 0) {
    ops_.pop_front();
    return;
  }
  op.begun = op.coded = false;
  op.gated = op.event;
  op.bytes = op.block;
  op.replayed += op.replays ? 1 : 0;
  op.copies -= op.replays ? 0 : 1;
}

/// By breaking off, with nothing put in before it.
bool AnswerMachine::cuts_inside(std::uint64_t at) const {
  return acts_.has(Act::Kind::cut, at) && !acts_.has(Act::Kind::insert, at) &&
         (deed_.cut->how == Cut::How::reset || deed_.cut->how == Cut::How::fin);
}

Step AnswerMachine::unframed(std::string_view bytes) {
  Step step;
  step.what = Step::What::write;
  step.unframed = true;
  step.bytes = bytes;
  return step;
}

Step AnswerMachine::framed(const Op& op, std::string_view bytes, TimePoint now) {
  const bool whole = bytes.size() == op.bytes.size();
  Step step = writes_.write({bytes, whole, op.event}, now);
  if (writes_.acted() && !acted()) {
    effect(op.place);
  }
  bytes_ += step.bytes.size();
  step.more = cuts_inside(bytes_) ? op.bytes.size() - step.bytes.size() : 0;
  return step;
}

/// Until the last piece is long enough ago, then until so many bytes have had their time.
std::optional<Step> AnswerMachine::held_back(const Op& op, std::string_view& bytes, TimePoint now) {
  const std::optional<TimePoint> next = writes_.due();
  if (next && now < *next) {
    return waiting(*next, now, false);
  }
  if (!throttle_.on() || bytes.empty()) {
    return std::nullopt;
  }
  bytes = bytes.substr(0, static_cast<std::size_t>(throttle_.piece(bytes.size())));
  const TimePoint due = throttle_.due(bytes.size(), now);
  if (!acted()) {
    effect(op.place);
  }
  if (now < due) {
    return waiting(due, now, deed_.resegment.has_value());
  }
  throttle_.passed();
  return std::nullopt;
}

Step AnswerMachine::waiting(TimePoint until, TimePoint now, bool holds) const {
  Step step;
  step.what = Step::What::wait;
  step.until = soonest(until, now);
  step.holds = holds;
  return step;
}

std::optional<Step> AnswerMachine::stall(Op& op, TimePoint now) {
  if (!op.begun) {
    op.begun = true;
    effect(op.place);
    op.until = later(now, op.stall->length);
    // Between events only: inside one, a keep-alive would become part of it.
    if (op.stall->keepalive != KeepAlive::none && tells_events_ && inside_ == 0) {
      op.next_beat = later(now, op.stall->every);
    }
  }
  if (now >= op.next_beat && op.next_beat < op.until) {  // however late somebody wakes up
    op.next_beat = later(op.next_beat, op.stall->every);
    std::string_view beat = op.stall->keepalive == KeepAlive::ping ? llm::ping_event : comment_beat;
    beat = coder_ ? coder_->code(beat) : beat;
    return writes_.write({beat, true, false}, now);
  }
  if (now >= op.until) {
    ops_.pop_front();
    return std::nullopt;
  }
  return waiting(std::min(op.until, op.next_beat), now, writes_.holds_in_silence());
}

/// When the event that comes next may be given: no sooner than a delay after the head, or after the
/// event before.
std::optional<TimePoint> AnswerMachine::gate() const {
  const std::optional<Duration>& wait = passed_ == 0 ? waits_.first_event : waits_.each_event;
  if (healed_ || !wait) {
    return std::nullopt;
  }
  return later(last_event_, *wait);
}

/// A time that an act waits for ends other waits.
TimePoint AnswerMachine::soonest(TimePoint due, TimePoint now) const {
  return std::min(due, later(start_, acts_.next_time(now - start_)));
}

void AnswerMachine::heal() {
  healed_ = true;
  if (!started_) {
    coder_.reset();
  } else if (coder_) {  // the head has said so, and the client reads it so
    coder_->heal();
  }
  editor_.heal();
  throttle_.off();
  writes_.off();
  if (!announced_) {
    acts_.drop();
    std::erase_if(ops_, [](const Op& op) {
      return op.kind != Act::Kind::insert || (op.ours && !op.begun && !op.coded);
    });
    for (Op& op : ops_) {
      op.copies = 0;
      op.replays = false;
    }
  } else if (!instead_) {  // what makes the announced length stays
    const bool ends = deed_.cut && deed_.cut->how == Cut::How::clean;
    acts_.keep([&](const Act& act) {
      return act.kind == Act::Kind::insert ? deed_.inserts[act.index].what != Insert::What::wire
                                           : act.kind == Act::Kind::cut && ends;
    });
    std::erase_if(ops_, [&](const Op& op) {
      return op.kind == Act::Kind::stall || (op.kind == Act::Kind::cut && !ends) ||
             (op.unframed && !op.begun);
    });
  }
}

std::string AnswerMachine::reached() const {
  if (!reached_) {
    return {};
  }
  const std::string place = to_text(reached_->place);
  const Unit unit = reached_->place.unit;
  const bool said = unit == Unit::headers || unit == Unit::bytes;
  return said ? place : place + ", " + grouped(reached_->bytes) + " B";
}

std::string_view AnswerMachine::bypassed() const {
  if (acted()) {
    return {};
  }
  if (editor_.too_large() || replays_too_much()) {
    return "too_large";
  }
  if (editor_.not_json()) {
    return "not_json";
  }
  if (healed_) {
    return "healed";
  }
  return editor_.unchanged() || body_unchanged_ ? "nothing_to_change" : "stream_too_short";
}

}  // namespace gameday::faults
