#pragma once
// Keeps every record. One thread at a time: behind a FileSink its writer thread, else the world's.

#include "record/records.hpp"
#include "record/sink.hpp"

namespace gameday::record {

class MemorySink final : public Sink {
 public:
  void request(const RequestRecord& record) noexcept override;
  void attempt(const AttemptRecord& record) noexcept override;
  void event(const Event& event) noexcept override;

  const Records& records() const { return records_; }

 private:
  Records records_;
};

}  // namespace gameday::record
