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
  if (!deed_.heads.empty() && !healed_) {
    effect(Point{});
  }
  if (instead_) {
    if (announced_) {
      acts_.drop();
      Op body;
      body.bytes = *instead_;
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
  const bool inside = inside_event();
  const auto due = [&](const Act& act) {
    if (act.at.unit == Unit::bytes) {
      return act.at.count <= bytes_;
    }
    const bool may = act.kind != Act::Kind::insert || !inside;
    return act.at.unit == Unit::time && may && later(start_, act.at.time) <= now;
  };
  std::deque<Op> ops;
  for (const Act& act : acts_.take(due)) {
    add_ops(act, now, ops);
  }
  ops_.insert(ops_.begin(), ops.begin(), ops.end());
}

template <class IsHere>
void AnswerMachine::put_last(IsHere is_here, TimePoint now) {
  for (const Act& act : acts_.take(is_here)) {
    add_ops(act, now, ops_);
  }
}

void AnswerMachine::add_ops(const Act& act, TimePoint now, std::deque<Op>& ops) {
  Op op;
  op.kind = act.kind;
  op.place = act.written;
  op.ours = true;
  if (act.kind == Act::Kind::stall) {
    op.stall = &deed_.stalls[act.index];
  }
  if (act.kind != Act::Kind::insert) {
    ops.push_back(op);
    return;
  }
  const Insert& insert = deed_.inserts[act.index];
  op.gated = op.event = is_event(insert);
  op.unframed = insert.what == Insert::What::wire;
  if (insert.what == Insert::What::replay) {
    for (const std::string& event : history_) {
      op.bytes = event;
      ops.push_back(op);
    }
  } else {
    op.bytes = texts_[act.index];
    ops.push_back(op);
  }
  if (insert.every && !done_) {
    Point next;
    next.unit = insert.every->events > 0 ? Unit::events : Unit::time;
    next.count = insert.every->events > 0 ? events_ + insert.every->events : 0;
    next.time = insert.every->events > 0 ? Duration{} : now - start_ + insert.every->time;
    acts_.again(act, next);
  }
}

bool AnswerMachine::inside_event() const {
  return std::any_of(ops_.begin(), ops_.end(),
                     [](const Op& op) { return op.kind == Act::Kind::insert && op.begun; });
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
  for (const std::string_view block : piece.blocks) {
    op.bytes = block;
    op.event = piece.source.event;
    op.gated = piece.source.event || (passed_ == 0 && !tells_events_);
    ops_.push_back(op);
    remember(piece, block);
  }
  if (piece.blocks.empty() && piece.edited) {
    op.gated = false;
    ops_.push_back(op);
  }
}

/// For a replay, as long as there is room.
void AnswerMachine::remember(const EditedPiece& piece, std::string_view block) {
  if (!replays_ || !piece.source.event) {
    return;
  }
  remembered_ += block.size();
  if (remembered_ <= replay_most) {
    history_.emplace_back(block);
  } else {
    acts_.drop();
  }
}

}  // namespace gameday::faults
