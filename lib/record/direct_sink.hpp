#pragma once
// The sink of the virtual world: each record is written at once, on the caller's thread.

#include <cstdint>
#include <string>

#include "record/journal.hpp"
#include "record/sink.hpp"

namespace gameday::record {

class DirectSink final : public Sink {
 public:
  /// `next` also gets every record, if given; it outlives this.
  DirectSink(const std::string& folder, Cast cast, Sink* next = nullptr);

  void request(const RequestRecord& record) noexcept override;
  void attempt(const AttemptRecord& record) noexcept override;
  void event(const Event& event) noexcept override;

  /// Records that the disk did not take.
  std::uint64_t dropped() const { return dropped_; }
  const std::string& failure() const { return journal_.failure(); }

 private:
  template <class Record>
  void put(const Record& record) noexcept;

  Journal journal_;
  Sink* next_;
  std::uint64_t dropped_ = 0;
};

}  // namespace gameday::record
