#include "toxics/link_machine.hpp"

#include <algorithm>

namespace gameday::toxics {

LinkMachine::LinkMachine(LinkName name) : name_(std::move(name)) {}

void LinkMachine::push(std::span<const std::byte> bytes, TimePoint now) {
  Chunk chunk;
  chunk.bytes = Slice(bytes);
  chunk.arrived = now;
  chunk.ready = now;
  input_.push(std::move(chunk));
}

void LinkMachine::finish(TimePoint now) {
  Chunk last;
  last.arrived = now;
  last.ready = now;
  last.ending = Ending::eof;
  finished_ = true;
  input_.push(std::move(last));
}

bool LinkMachine::is_hit(const Toxic& toxic) const {
  constexpr double whole = 0x1p-53;  // 53 bits fill a double
  const std::uint64_t draw = name_.seed.hash("toxicity", name_.proxy, name_.connection, toxic.name);
  return static_cast<double>(draw >> 11U) * whole < static_cast<double>(toxic.toxicity);
}

std::size_t LinkMachine::index_of(const std::vector<Place>& places, const Toxic& toxic) {
  const auto same = std::ranges::find_if(places, [&](const Place& place) {
    return place.toxic.name == toxic.name && place.toxic.kind == toxic.kind;
  });
  return static_cast<std::size_t>(same - places.begin());
}

LinkMachine::Place LinkMachine::place_of(const Toxic& toxic, TimePoint now) const {
  Place place;
  place.toxic = toxic;
  place.stage =
      make_stage(toxic, now, name_.seed.stream("toxic", name_.proxy, name_.connection, toxic.name));
  return place;
}

/// What it still holds, and what waited before it, in order.
void LinkMachine::drain(Place& place, ChunkQueue& into) {
  for (Chunk& chunk : place.stage->release()) {
    into.push(std::move(chunk));
  }
  while (!place.left.empty()) {
    into.push(place.left.pop());
  }
}

/// Whoever stands before another one in both chains goes on as he is. One that shall stand
/// elsewhere would let newer bytes overtake those that it holds: it moves with empty hands.
std::vector<LinkMachine::Fate> LinkMachine::fates_of(const std::vector<Place>& old,
                                                     const LinkPlan& plan) const {
  std::vector<Fate> fates(old.size(), Fate::removed);
  std::size_t next = 0;
  for (const Toxic& toxic : plan.toxics) {
    const std::size_t at = index_of(old, toxic);
    if (at == old.size() || !is_hit(toxic)) {
      continue;
    }
    fates[at] = at < next ? Fate::moves : Fate::stays;
    next = std::max(next, at + 1);
  }
  return fates;
}

void LinkMachine::empty_hands(std::vector<Place>& old, const std::vector<Fate>& fates) {
  // From the end of the chain, so that what one leaves goes behind what was before it.
  ChunkQueue* next = &output_;
  for (std::size_t i = old.size(); i-- > 0;) {
    if (fates[i] == Fate::stays) {
      next = &old[i].left;
      continue;
    }
    drain(old[i], *next);
    if (fates[i] == Fate::removed && old[i].stage->closes_when_removed() &&
        ended_ == Ending::none) {
      ended_ = Ending::close;
    }
  }
}

bool LinkMachine::adopt(const LinkPlanPtr& plan, TimePoint now) {
  if (plan == plan_) {
    return false;
  }
  plan_ = plan;
  std::vector<Place> old = std::move(places_);
  places_.clear();
  const std::vector<Fate> fates = fates_of(old, *plan);
  empty_hands(old, fates);
  slow_ = false;
  for (const Toxic& toxic : plan->toxics) {
    if (toxic.kind == Kind::noop || !is_hit(toxic)) {
      continue;
    }
    const std::size_t at = index_of(old, toxic);
    // One that came to the connection while it was open counts from then.
    Place place = at == old.size() ? place_of(toxic, now) : std::move(old[at]);
    const bool moved = at < old.size() && fates[at] == Fate::moves;
    if (moved || place.toxic.revision != toxic.revision) {
      place.toxic = toxic;
      place.stage->update(toxic, now);
    }
    slow_ = slow_ || toxic.kind == Kind::latency;
    places_.push_back(std::move(place));
  }
  return true;
}

void LinkMachine::add_acting(std::vector<std::string>& names) const {
  for (const Place& place : places_) {
    names.push_back(place.toxic.name);
  }
}

bool LinkMachine::take_first(ChunkQueue& from, Step& step) {
  if (from.empty()) {
    return false;
  }
  step.what = Step::What::chunk;
  step.chunk = from.pop();
  return true;
}

/// What the first `count` toxics let out.
Step LinkMachine::out_of(std::size_t count, TimePoint now) {
  Step step;
  if (count == 0) {
    take_first(input_, step);
    return step;
  }
  Place& place = places_[count - 1];
  while (true) {
    step = place.stage->pull(now);
    if (step.what != Step::What::hungry) {
      return step;
    }
    Step input;
    if (!take_first(place.left, input)) {
      input = out_of(count - 1, now);
    }
    if (input.what != Step::What::chunk) {
      input.until = std::min(input.until, step.until);
      return input;
    }
    place.stage->push(std::move(input.chunk));
  }
}

Emit LinkMachine::pull(TimePoint now) {
  Emit emit;
  if (ended_ != Ending::none) {
    emit.what = Emit::What::end;
    emit.how = ended_;
    return emit;
  }
  Step step;
  if (!take_first(output_, step)) {
    step = out_of(places_.size(), now);
  }
  if (step.what != Step::What::chunk) {
    emit.what = step.until == never ? Emit::What::idle : Emit::What::wait;
    emit.until = step.until;
    return emit;
  }
  ended_ = step.chunk.ending;
  emit.what = ended_ == Ending::none ? Emit::What::bytes : Emit::What::end;
  emit.how = ended_;
  emit.bytes = std::move(step.chunk.bytes);
  return emit;
}

bool LinkMachine::wants_input() const {
  if (finished_ || ended_ != Ending::none) {
    return false;
  }
  std::size_t held = input_.cost() + output_.cost();
  for (const Place& place : places_) {
    held += place.left.cost();
  }
  return held < (slow_ ? latency_held : usual_held);
}

bool LinkMachine::transparent() const {
  return places_.empty() && input_.empty() && output_.empty() && !finished_ &&
         ended_ == Ending::none;
}

}  // namespace gameday::toxics
