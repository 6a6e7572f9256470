#include "faults/writes.hpp"

namespace gameday::faults {

Writes::Writes(const std::optional<Resegment>& resegment, bool tells_events, std::uint64_t dice)
    : resegment_(resegment ? &*resegment : nullptr), tells_events_(tells_events) {
  if (cuts()) {
    cutter_.emplace(*resegment, dice);
  }
}

bool Writes::groups() const {
  return resegment_ != nullptr && resegment_->how == Resegment::How::group;
}

/// Without chunks of its own a piece is cut out of what is already framed, by whoever writes.
bool Writes::cuts() const {
  return resegment_ != nullptr && !groups() && resegment_->chunks;
}

Step Writes::write(const Block& block, TimePoint now) {
  Step step;
  step.what = Step::What::write;
  step.bytes = block.bytes;
  if (groups()) {
    gather(block, step);
  } else if (cuts()) {
    cut(block, step);
  } else if (resegment_ != nullptr) {
    step.alone = true;
    acted_ = true;
  }
  open_ = step.joins || step.holds;
  if (resegment_ != nullptr && !open_) {
    next_ = later(now, resegment_->gap);
  }
  return step;
}

void Writes::gather(const Block& block, Step& step) {
  acted_ = true;
  grouped_ += block.ends && block.event ? 1 : 0;
  const bool full = resegment_->events > 0 && grouped_ == resegment_->events;
  if (full) {
    grouped_ = 0;
  }
  step.joins = !full && resegment_->chunks;
  step.holds = !full;
  step.alone = full;
}

void Writes::cut(const Block& block, Step& step) {
  const auto place = cutter_->cut(block.bytes);
  if (place) {
    step.bytes = block.bytes.substr(0, *place);
  }
  const bool inside = step.bytes.size() < block.bytes.size();
  acted_ = acted_ || inside;
  const bool closes = place || (block.ends && tells_events_);
  cutter_->passed(step.bytes, closes);
  step.joins = !closes;
  step.alone = closes;
}

std::optional<TimePoint> Writes::due() const {
  const bool waits = resegment_ != nullptr && resegment_->gap > Duration::zero() && !open_;
  // Without chunks of its own whoever writes waits between the pieces.
  return waits && (groups() || cuts()) ? std::optional(next_) : std::nullopt;
}

}  // namespace gameday::faults
