#include "as_written.hpp"

#include <optional>

namespace gameday::app {
namespace {

void floor_to_micros(Duration& time) {
  time = std::chrono::floor<std::chrono::microseconds>(time);
}

void floor_to_micros(TimePoint& time) {
  time = run_start + std::chrono::floor<std::chrono::microseconds>(time - run_start);
}

template <class Time>
void floor_to_micros(std::optional<Time>& time) {
  if (time) {
    floor_to_micros(*time);
  }
}

}  // namespace

void AsWritten::request(const record::RequestRecord& record) noexcept {
  record::RequestRecord written = record;
  floor_to_micros(written.intended);
  floor_to_micros(written.sent);
  floor_to_micros(written.first_content);
  floor_to_micros(written.longest_gap);
  floor_to_micros(written.ended);
  next_.request(written);
}

void AsWritten::attempt(const record::AttemptRecord& record) noexcept {
  record::AttemptRecord written = record;
  floor_to_micros(written.arrived);
  floor_to_micros(written.answered);
  floor_to_micros(written.ended);
  floor_to_micros(written.retry_after);
  next_.attempt(written);
}

void AsWritten::event(const record::Event& event) noexcept {
  record::Event written = event;
  floor_to_micros(written.at);
  next_.event(written);
}

}  // namespace gameday::app
