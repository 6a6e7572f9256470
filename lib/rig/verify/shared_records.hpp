#pragma once
// The records of one trial, written by the servers of a real rig on three threads; and what became
// of a healthy request that went ahead of it.

#include <mutex>
#include <string>

#include "record/records.hpp"
#include "record/sink.hpp"
#include "verdict/facts.hpp"

namespace gameday::rig {

class SharedRecords final : public record::Sink {
 public:
  /// Outlives it.
  explicit SharedRecords(record::Records& records) : records_(records) {}

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event& event) noexcept override;

  /// That request was answered, and by the provider of the first target.
  bool well(std::uint32_t ordinal);
  /// `was answered by lifeboat`, `got 502 upstream_error`: of one that was not well.
  std::string words(std::uint32_t ordinal, const record::Cast& cast);

 private:
  std::mutex mutex_;
  record::Records& records_;
};

}  // namespace gameday::rig
