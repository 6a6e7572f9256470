#include "load/streamed_call.hpp"

#include <algorithm>

#include "load/outcome.hpp"

namespace gameday::load {

StreamedCall::StreamedCall(rt::World& world, http::Pool& pool, llm::Dialect dialect,
                           const Leaving* leaving)
    : world_(world), pool_(pool), dialect_(dialect), reading_(dialect), leaving_(leaving) {}

StreamedCall::~StreamedCall() = default;

rt::awaitable<void> StreamedCall::run(Request request, rt::Bound bound,
                                      record::RequestRecord& record) {
  if (leaving_ != nullptr && leaving_->before_answer()) {
    call_ = co_await send_only(pool_, request, bound, record);
    record.ended = world_.now();
    leaves_ = call_ != nullptr;
    record.outcome = leaves_ ? record::Outcome::left : record.outcome;
    co_return;
  }
  std::string message = http::write_request_head(request.head).append(request.body);
  auto asked = co_await http::ask(pool_, std::move(request.head.method), std::move(message), bound);
  if (!asked) {
    record.ended = world_.now();
    note_failure(record, asked.error());
    co_return;
  }
  call_ = std::move(*asked);
  Error error;
  record.status = call_->head().status;
  const bool answered = record.status / 100 == 2;
  std::string why = answered ? not_a_stream(call_->head()) : std::string();
  if (answered && why.empty()) {
    error = co_await read_events(bound);
    note(record, error);
    co_return;
  }
  http::Response other;
  other.head.status = record.status;
  error = co_await read_other(bound, other.body);
  record.ended = world_.now();
  if (error) {
    note_failure(record, *error);
  } else if (answered) {
    note_no_stream(record, std::move(why), other.body);
  } else {
    note_answer(record, dialect_, other);
  }
}

rt::awaitable<StreamedCall::Error> StreamedCall::read_events(rt::Bound bound) {
  leaves_ = leaving_ != nullptr && leaving_->at_head();
  while (!leaves_ && !reading_.over() && !body_ended_) {
    const auto part = co_await call_->read_part(bound);
    if (!part) {
      co_return part.error();
    }
    reading_.take(http::text_of(part->payload), world_.now());
    body_ended_ = part->end;
    leaves_ = seen_enough();
  }
  co_return std::nullopt;
}

/// An answer that was over first is an answer.
bool StreamedCall::seen_enough() const {
  return leaving_ != nullptr && !reading_.over() &&
         leaving_->in_stream(reading_.events(), reading_.deltas(), reading_.bytes());
}

rt::awaitable<StreamedCall::Error> StreamedCall::read_other(rt::Bound bound, std::string& body) {
  while (!body_ended_) {
    const auto part = co_await call_->read_part(bound);
    if (!part) {
      co_return part.error();
    }
    body.append(http::text_of(part->payload)
                    .substr(0, no_stream_kept - std::min(body.size(), no_stream_kept)));
    body_ended_ = part->end;
  }
  co_return std::nullopt;
}

void StreamedCall::note(record::RequestRecord& record, const Error& error) {
  record.ended = reading_.over().value_or(world_.now());
  reading_.note_progress(record, record.ended);
  if (error) {
    note_failure(record, *error);
  } else if (leaves_) {
    record.outcome = record::Outcome::left;
  } else {
    reading_.note_outcome(record);
  }
}

rt::awaitable<void> StreamedCall::leave(rt::Bound bound) {
  if (leaves_) {
    co_await leaving_->go(world_, *call_, bound);
    co_return;
  }
  const rt::Bound short_wait =
      bound.tighter(later(world_.now(), stream_end_wait), rt::Limit::drain);
  while (call_ && reading_.over() && !reading_.unreadable() && !body_ended_) {
    const auto part = co_await call_->read_part(short_wait);
    body_ended_ = !part || part->end;
  }
}

}  // namespace gameday::load
