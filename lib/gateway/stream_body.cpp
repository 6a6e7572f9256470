#include "gateway/stream_body.hpp"

#include <utility>

#include "gateway/checked.hpp"

namespace gameday::gateway {

StreamBody::StreamBody(rt::World& world, std::unique_ptr<UpstreamBody> source, AnswerStream stream,
                       rt::Bound attempt, Duration idle)
    : world_(world),
      source_(std::move(source)),
      stream_(std::move(stream)),
      attempt_(attempt),
      idle_(idle) {}

rt::awaitable<std::optional<policy::Failure>> StreamBody::begin(rt::Bound first_content) {
  while (!stream_.content() && !stream_.over()) {
    co_await read(first_content);
  }
  if (stream_.failure() && !stream_.content()) {
    source_.reset();
    co_return stream_.failure();
  }
  co_return std::nullopt;
}

rt::awaitable<policy::Parts> StreamBody::next(rt::Bound bound) {
  bound = bound.tighter(attempt_.due, attempt_.limit);
  TimePoint heard = world_.now();
  while (!stream_.has_events() && !stream_.over()) {
    const bool progress = co_await read(bound.tighter(later(heard, idle_), rt::Limit::idle));
    heard = progress ? world_.now() : heard;
  }
  if (stream_.has_events()) {
    stream_.take_events(shown_);
    view_ = {shown_};
    co_return std::span<const std::string_view>(view_);
  }
  if (stream_.failure()) {
    source_.reset();
    policy::Failure failure = *stream_.failure();
    co_return failure;
  }
  co_await end_line(bound);
  co_return std::span<const std::string_view>();
}

/// Once; true when the answer has gone on. A provider that floods us with pings never makes a read
/// wait, so the time is looked at before each.
rt::awaitable<bool> StreamBody::read(rt::Bound bound) {
  if (world_.now() >= bound.due) {
    stream_.lost(broken(policy::kind_of(bound.limit), source_->head().status, {}));
    co_return false;
  }
  const TimePoint began = world_.now();
  auto part = co_await source_->read(in_pace(bound));
  waited_ += world_.now() - began;
  if (!part && part.error().kind == policy::FailureKind::idle_timeout && is_too_slow()) {
    stream_.lost(broken(policy::FailureKind::too_slow, source_->head().status,
                        "fewer tokens per second than asked for"));
    co_return false;
  }
  if (!part) {
    stream_.lost(std::move(part.error()));
    co_return false;
  }
  framing_ended_ = part->end;
  const std::uint64_t tokens = stream_.tokens();
  const bool progress = stream_.push(part->text);
  if (pace_) {
    pace_->heard(stream_.tokens() - tokens, run_start + waited_);
  }
  if (framing_ended_ && !stream_.over()) {
    stream_.ended();
  }
  co_return progress;
}

rt::Bound StreamBody::in_pace(rt::Bound bound) const {
  if (!pace_ || pace_->due() == never) {
    return bound;
  }
  const Duration left = pace_->due() - (run_start + waited_);
  return bound.tighter(later(world_.now(), left), rt::Limit::idle);
}

bool StreamBody::is_too_slow() const {
  return pace_ && run_start + waited_ >= pace_->due();
}

rt::awaitable<void> StreamBody::end_line(rt::Bound bound) {
  if (source_ != nullptr && !framing_ended_) {
    const TimePoint due = later(world_.now(), end_grace);
    co_await source_->read(bound.tighter(due, rt::Limit::drain));
  }
  source_.reset();
}

}  // namespace gameday::gateway
