#include "faults/answer_machine.hpp"

#include <algorithm>

#include "faults/insertion.hpp"
#include "faults/own_length.hpp"

namespace gameday::faults {
namespace {

using Unit = Point::Unit;

const Insert* body_instead(const Deed& deed, const AnswerHead& head) {
  if (head.streamed) {
    return nullptr;
  }
  const auto found = std::find_if(deed.inserts.begin(), deed.inserts.end(),
                                  [](const Insert& insert) { return insert.or_body; });
  return found == deed.inserts.end() ? nullptr : &*found;
}

}  // namespace

AnswerMachine::AnswerMachine(const Deed& deed, const AnswerHead& head, const Waits& waits)
    : deed_(deed),
      tells_events_(head.streamed && !head.encoded),
      waits_(waits),
      length_(head.length),
      acts_(deed, head),
      editor_(deed, head),
      throttle_(deed.throttle),
      writes_(deed.resegment, tells_events_, waits.sizes) {
  if (deed.encode && head.streamed) {
    coder_.emplace(*deed.encode);
  }
  if (const Insert* insert = body_instead(deed, head)) {
    instead_ = error_body(*insert, head);
    other_length_ = instead_->size();
    return;
  }
  for (const Insert& insert : deed.inserts) {
    texts_.push_back(inserted_text(insert, head));
    replays_ = replays_ || insert.what == Insert::What::replay;
  }
  other_length_ = own_length(deed, head, texts_);
}

void AnswerMachine::body_edited(bool changed) {
  other_length_ = other_length_ ? other_length_ : length_;
  body_unchanged_ = !changed;
  if (changed) {
    effect(Point{});
  }
}

std::optional<std::uint64_t> AnswerMachine::announce() {
  announced_ = other_length_ && !healed_;
  return announced_ ? other_length_ : std::nullopt;
}

void AnswerMachine::start(TimePoint now) {
  start_ = last_event_ = now;
  throttle_.start(now);
  started_ = true;
  if ((!deed_.heads.empty() || deed_.encode) && !healed_) {
    effect(Point{});
  }
  if (instead_) {
    if (announced_) {
      acts_.drop();
      Op body;
      body.bytes = body.block = *instead_;
      body.ours = true;
      Op end;
      end.kind = Act::Kind::cut;
      ops_ = {body, end};
    }
    return;
  }
  put_last([](const Act& act) { return act.at.unit == Unit::headers; }, now);
}

Step AnswerMachine::next(TimePoint now) {
  Step step;
  while (!over_) {
    take_due(now);
    if (!ops_.empty()) {
      if (const auto said = run(ops_.front(), now)) {
        return *said;
      }
    } else if (!take_source(now)) {
      if (editor_.finished() && ends_coding()) {
        continue;
      }
      if (editor_.finished()) {
        break;
      }
      step.until = soonest(never, now);
      step.holds = writes_.holds_for_source();
      return step;
    }
  }
  over_ = true;
  step.what = Step::What::over;
  return step;
}

/// What waits for a time or a byte comes before all else, also in the middle of it. Only inserts at
/// a time wait for the end of the event that is being written.
void AnswerMachine::take_due(TimePoint now) {
  const auto due = [&](const Act& act) {
    if (act.at.unit == Unit::bytes) {
      return act.at.count <= bytes_;
    }
    const bool may = act.kind != Act::Kind::insert || inside_ == 0;
    return act.at.unit == Unit::time && may && later(start_, act.at.time) <= now;
  };
  auto front = ops_.begin();
  for (const Act& act : acts_.take(due)) {
    front = std::next(ops_.insert(front, op_of(act, now)));
  }
}

template <class IsHere>
void AnswerMachine::put_last(IsHere is_here, TimePoint now) {
  for (const Act& act : acts_.take(is_here)) {
    ops_.push_back(op_of(act, now));
  }
}

AnswerMachine::Op AnswerMachine::op_of(const Act& act, TimePoint now) {
  Op op;
  op.kind = act.kind;
  op.place = act.written;
  op.ours = true;
  if (act.kind == Act::Kind::stall) {
    op.stall = &deed_.stalls[act.index];
  }
  if (act.kind != Act::Kind::insert) {
    return op;
  }
  const Insert& insert = deed_.inserts[act.index];
  op.gated = op.event = is_event(insert);
  op.unframed = insert.what == Insert::What::wire;
  op.replays = insert.what == Insert::What::replay;
  op.bytes = op.block = texts_[act.index];
  if (insert.every && !done_) {
    Point next;
    next.unit = insert.every->events > 0 ? Unit::events : Unit::time;
    next.count = insert.every->events > 0 ? events_ + insert.every->events : 0;
    next.time = insert.every->events > 0 ? Duration{} : now - start_ + insert.every->time;
    acts_.again(act, next);
  }
  return op;
}

bool AnswerMachine::take_source(TimePoint now) {
  const EditedPiece* edited = editor_.next();
  if (edited == nullptr) {
    return false;
  }
  if (editor_.source().too_large()) {
    acts_.drop();
  }
  const SourcePiece* piece = &edited->source;
  const auto is_here = [&](Unit unit) {
    return (unit == Unit::finish && piece->first.finish) ||
           (unit == Unit::usage && piece->first.usage) || (unit == Unit::done && piece->first.done);
  };
  put_last([&](const Act& act) { return act.at.before && is_here(act.at.unit); }, now);
  put_blocks(*edited);
  events_ += piece->event ? 1 : 0;
  deltas_ += piece->delta ? 1 : 0;
  if (piece->is.done) {  // nothing is repeated behind it
    done_ = true;
    acts_.keep([](const Act& act) { return !act.again; });
  }
  const auto is_behind = [&](const Act& act) {
    if (act.at.before) {
      return false;
    }
    return is_here(act.at.unit) ||
           (act.at.unit == Unit::events && piece->event && act.at.count == events_) ||
           (act.at.unit == Unit::deltas && piece->delta && act.at.count == deltas_);
  };
  put_last(is_behind, now);
  return true;
}

/// What is left of the piece. Where nothing is, that is an effect all the same.
void AnswerMachine::put_blocks(const EditedPiece& piece) {
  Op op;
  op.edited = piece.edited;
  op.place.unit = passed_ == 0 && events_ == 0 ? Unit::headers : Unit::events;
  op.place.count = events_;
  for (const EditedBlock& block : piece.blocks) {
    op.bytes = op.block = block.bytes;
    op.copies = block.times - 1;
    op.event = piece.source.event;
    op.kept = replays_ && op.event;
    op.gated = op.event || (passed_ == 0 && !tells_events_);
    ops_.push_back(op);
    remembered_ += op.kept ? block.bytes.size() * static_cast<std::size_t>(block.times) : 0;
  }
  if (replays_too_much()) {
    acts_.drop();
  }
  if (piece.blocks.empty() && piece.edited) {
    op.gated = false;
    ops_.push_back(op);
  }
}

}  // namespace gameday::faults
