#pragma once
// Swallows everything: for a fault proxy that stands alone, whose counters are enough.

#include "record/sink.hpp"

namespace gameday::record {

class NullSink final : public Sink {
 public:
  void request(const RequestRecord&) noexcept override {}
  void attempt(const AttemptRecord&) noexcept override {}
  void event(const Event&) noexcept override {}
};

}  // namespace gameday::record
