#include "faults/editor.hpp"

#include <algorithm>
#include <iterator>

#include "faults/event_block.hpp"
#include "faults/text_edit.hpp"

namespace gameday::faults {
namespace {

using Op = Edit::Op;
using Unit = Pieces::Unit;

bool within(const Pieces& pieces, std::uint64_t at) {
  return pieces.first <= at && at <= pieces.last;
}

bool moves_earlier(const Edit& edit) {
  return edit.op == Op::move && edit.number < 0;
}

/// One event can be a piece of both.
bool may_meet(const Pieces& one, const Pieces& other) {
  const bool counted = one.unit == Unit::events || one.unit == Unit::deltas;
  return one.unit != other.unit || !counted || (one.first <= other.last && other.first <= one.last);
}

/// How many places earlier any one event may come: the moves that can mean it add up.
std::uint64_t most_earlier(const std::vector<const Edit*>& edits) {
  std::uint64_t most = 0;
  for (const Edit* one : edits) {
    std::uint64_t sum = 0;
    for (const Edit* other : edits) {
      const bool both = moves_earlier(*one) && moves_earlier(*other);
      sum += both && may_meet(one->which, other->which) ? static_cast<std::uint64_t>(-other->number)
                                                        : 0;
    }
    most = std::max(most, sum);
  }
  return std::min(most, moved_most);
}

template <class T>
void append(std::vector<T>& list, std::vector<T> more) {
  std::move(more.begin(), more.end(), std::back_inserter(list));
}

}  // namespace

Editor::Editor(const Deed& deed, const AnswerHead& head) : source_(head) {
  if (!head.streamed) {
    return;  // a whole body has been edited before: edited_body.hpp
  }
  for (const Edit& edit : deed.edits) {
    if (applies(edit, head)) {
      edits_.push_back(&edit);
    }
  }
  hold_ = most_earlier(edits_);
}

const EditedPiece* Editor::next() {
  while (!releases()) {
    const std::optional<SourcePiece> piece = source_.next();
    if (source_.too_large()) {
      heal();  // events cannot be told apart any more
    }
    if (piece && edits_.empty() && late_.empty() && window_.empty()) {
      out_.source = *piece;
      out_.blocks.assign(1, {piece->bytes, 1});
      out_.edited = false;
      return &out_;
    }
    if (piece) {
      take(*piece);
      if (weight_ > held_most) {
        too_large_ = true;
        heal();
      }
    } else if (!source_.finished() || (late_.empty() && window_.empty())) {
      return nullptr;
    } else {
      heal();
    }
  }
  return release();
}

/// What stands first may go when nothing can come in front of it any more.
bool Editor::releases() const {
  return !window_.empty() && (!window_.front().source.event || held_ > hold_);
}

const EditedPiece* Editor::release() {
  current_ = std::move(window_.front());
  window_.pop_front();
  held_ -= current_.source.event ? 1 : 0;
  weight_ -= weight_of(current_);
  out_.source = current_.source;
  out_.edited = current_.edited;
  out_.blocks.clear();
  for (const Block& block : current_.blocks) {
    out_.blocks.push_back({block.bytes, block.times});
  }
  return &out_;
}

std::size_t Editor::weight_of(const Slot& slot) {
  std::size_t weight = sizeof(Slot);
  for (const Block& block : slot.blocks) {
    weight += block.bytes.size();
  }
  return weight;
}

bool Editor::hits(const Edit& edit, const SourcePiece& piece) const {
  if (!piece.event || (edit.but_done && piece.is.done)) {
    return false;
  }
  switch (edit.which.unit) {
    case Unit::events:
      return within(edit.which, events_);
    case Unit::deltas:
      return piece.delta && within(edit.which, deltas_);
    case Unit::finish:
      return piece.is.finish;
    case Unit::usage:
      return piece.is.usage;
    case Unit::done:
      return piece.is.done;
    case Unit::all:
      return true;
    case Unit::body:
      break;
  }
  return false;
}

void Editor::take(const SourcePiece& piece) {
  Slot slot;
  slot.source = piece;
  slot.blocks.push_back({std::string(piece.bytes), 1});
  slot.source.bytes = {};
  const std::int64_t move = edit(slot);
  weight_ += weight_of(slot);
  place(std::move(slot), move);
  events_ += piece.event ? 1 : 0;
  deltas_ += piece.delta ? 1 : 0;
}

/// In the order of the list. How far it shall be moved.
std::int64_t Editor::edit(Slot& slot) {
  std::int64_t move = 0;
  for (const Edit* one : edits_) {
    if (!hits(*one, slot.source)) {
      continue;
    }
    if (one->op == Op::move) {
      move += one->number;
      slot.edited = true;
    } else if (one->op == Op::drop) {
      slot.blocks.clear();
      slot.edited = true;
    } else if (one->op == Op::dup && !slot.blocks.empty()) {
      slot.blocks.back().times += static_cast<std::uint64_t>(one->number);
      slot.edited = true;
    } else {
      change(*one, slot);
    }
  }
  constexpr auto most = static_cast<std::int64_t>(moved_most);
  return std::clamp(move, -most, most);
}

void Editor::change(const Edit& edit, Slot& slot) {
  std::vector<Block>& blocks = slot.blocks;
  const bool first = edit.op == Op::style && !styled_;  // the first of copies may be unlike them
  if (first && !blocks.empty() && blocks.front().times > 1) {
    --blocks.front().times;
    blocks.insert(blocks.begin(), Block{blocks.front().bytes, 1});
  }
  for (Block& block : blocks) {
    const bool changed = change(edit, block.bytes);
    slot.edited = slot.edited || changed;
    unchanged_ = unchanged_ || !changed;
  }
}

bool Editor::change(const Edit& edit, std::string& wire) {
  EventBlock block(wire);
  if (edit.op == Op::style) {
    block.restyle(edit.styles, events_, !std::exchange(styled_, true));
  } else {
    std::string data = block.data();
    const TextChange change = change_text(edit, data);
    not_json_ = not_json_ || change == TextChange::not_json;
    if (change == TextChange::done) {
      block.set_data(data);
    }
    if (edit.glue) {
      block.glue();
    }
  }
  std::string changed = block.wire();
  const bool other = changed != wire;
  wire = std::move(changed);
  return other;
}

/// An event lets those go that have waited for it, behind its own bytes.
void Editor::place(Slot slot, std::int64_t move) {
  std::vector<Block> own;
  if (move < 0 && held_ > 0) {
    put_earlier(slot, static_cast<std::uint64_t>(-move));
  } else if (move > 0) {
    own = std::move(slot.blocks);
    slot.blocks.clear();
  }
  if (slot.source.event) {
    for (Late& late : late_) {
      if (--late.left == 0) {
        append(slot.blocks, std::move(late.blocks));
      }
    }
    std::erase_if(late_, [](const Late& late) { return late.left == 0; });
    ++held_;
  }
  window_.push_back(std::move(slot));
  if (!own.empty()) {
    late_.push_back({std::move(own), static_cast<std::uint64_t>(move)});
  }
}

/// Before the event that came so many events ago, or the first that is still here.
void Editor::put_earlier(Slot& slot, std::uint64_t events) {
  auto target = window_.end();
  for (auto at = window_.end(); at != window_.begin() && events > 0;) {
    --at;
    if (at->source.event) {
      target = at;
      --events;
    }
  }
  append(slot.blocks, std::move(target->blocks));
  target->blocks = std::move(slot.blocks);
  slot.blocks.clear();
}

void Editor::heal() {
  edits_.clear();
  hold_ = 0;
  if (late_.empty()) {
    return;
  }
  Slot rest;
  for (Late& late : late_) {
    append(rest.blocks, std::move(late.blocks));
  }
  late_.clear();
  weight_ += sizeof(Slot);
  window_.push_back(std::move(rest));
}

}  // namespace gameday::faults
