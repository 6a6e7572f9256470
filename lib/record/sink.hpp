#pragma once
// Where records go. A sink never blocks and never throws; the real one queues to a writer thread
// and counts what it had to drop, which makes a verdict inconclusive.

#include "record/records.hpp"

namespace gameday::record {

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void request(const RequestRecord& record) noexcept = 0;
  virtual void attempt(const AttemptRecord& record) noexcept = 0;
  virtual void event(const Event& event) noexcept = 0;
};

}  // namespace gameday::record
