#pragma once
// Passes records on as they are read back from a run folder: their times in whole microseconds. So
// the documents that a run writes are those that its folder gives again.

#include "record/sink.hpp"

namespace gameday::app {

class AsWritten final : public record::Sink {
 public:
  explicit AsWritten(record::Sink& next) : next_(next) {}

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event& event) noexcept override;

 private:
  record::Sink& next_;
};

}  // namespace gameday::app
