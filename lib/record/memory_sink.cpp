#include "record/memory_sink.hpp"

#include <optional>

namespace gameday::record {
namespace {

using std::chrono::microseconds;

void floor_to_micros(Duration& time) {
  time = std::chrono::floor<microseconds>(time);
}

void floor_to_micros(TimePoint& time) {
  time = run_start + std::chrono::floor<microseconds>(time - run_start);
}

template <class Time>
void floor_to_micros(std::optional<Time>& time) {
  if (time) {
    floor_to_micros(*time);
  }
}

}  // namespace

void MemorySink::request(const RequestRecord& record) noexcept {
  RequestRecord& kept = records_.requests.emplace_back(record);
  floor_to_micros(kept.intended);
  floor_to_micros(kept.sent);
  floor_to_micros(kept.first_content);
  floor_to_micros(kept.longest_gap);
  floor_to_micros(kept.ended);
}

void MemorySink::attempt(const AttemptRecord& record) noexcept {
  AttemptRecord& kept = records_.attempts.emplace_back(record);
  floor_to_micros(kept.arrived);
  floor_to_micros(kept.answered);
  floor_to_micros(kept.ended);
  floor_to_micros(kept.retry_after);
}

void MemorySink::event(const Event& event) noexcept {
  Event& kept = records_.events.emplace_back(event);
  floor_to_micros(kept.at);
  if (kept.counts) {
    floor_to_micros(kept.counts->shut);
  }
}

}  // namespace gameday::record
