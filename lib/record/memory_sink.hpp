#pragma once
// Keeps every record as it is read back from a run folder: its times in whole microseconds, so that
// what is judged while a run goes on is what its folder gives again. One thread at a time: behind a
// FileSink its writer thread, else the world's.

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
