#pragma once
// The records of one HTTP proxy as events: those of requests that a fault has chosen.

#include <string>

#include "control/event_feed.hpp"
#include "record/sink.hpp"

namespace gameday::control {

class FeedSink final : public record::Sink {
 public:
  /// `feed` outlives it.
  FeedSink(std::string proxy, EventFeed& feed) : proxy_(std::move(proxy)), feed_(feed) {}

  void request(const record::RequestRecord&) noexcept override {}
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event&) noexcept override {}

 private:
  const std::string proxy_;
  EventFeed& feed_;
};

}  // namespace gameday::control
