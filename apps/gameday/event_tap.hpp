#pragma once
// Lets somebody listen to the events of a run as they pass; all else goes by.

#include <functional>

#include "record/sink.hpp"

namespace gameday::app {

class EventTap final : public record::Sink {
 public:
  EventTap(record::Sink& next, std::function<void(const record::Event&)> listener)
      : next_(next), listener_(std::move(listener)) {}

  void request(const record::RequestRecord& record) noexcept override { next_.request(record); }
  void attempt(const record::AttemptRecord& record) noexcept override { next_.attempt(record); }
  void event(const record::Event& event) noexcept override {
    listener_(event);
    next_.event(event);
  }

 private:
  record::Sink& next_;
  std::function<void(const record::Event&)> listener_;
};

}  // namespace gameday::app
