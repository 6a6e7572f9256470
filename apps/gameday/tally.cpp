#include "tally.hpp"

#include <algorithm>

#include "verdict/trails.hpp"

namespace gameday::app {
namespace {

constexpr std::size_t most_columns = 60;  // a drain may be longer than the experiment

}  // namespace

Tally::Tally(std::size_t arms, record::Sink& next, OnEvent on_event)
    : arms_(arms), next_(next), on_event_(std::move(on_event)) {}

void Tally::begin(TimePoint now, Duration width) {
  arms_.assign(arms_.size(), {});
  begun_ = now;
  width_ = std::max<Duration>(width, 1ms);
}

void Tally::request(const record::RequestRecord& record) noexcept {
  next_.request(record);
  ArmTally& arm = arms_[record.arm];
  const bool ok = record.outcome == record::Outcome::ok;
  const Duration answer = ok ? record.ended - record.intended : forever;
  ++arm.done;
  if (ok) {
    ++arm.ok;
  } else {
    ++arm.failed[verdict::failure_name(record)];
  }
  arm.answers.push_back(answer);
  const auto age = std::max<Duration>(record.ended - begun_, Duration::zero());
  const auto column = std::min(static_cast<std::size_t>(age / width_), most_columns - 1);
  if (arm.columns.size() <= column) {
    arm.columns.resize(column + 1);
  }
  arm.columns[column].push_back(answer);
}

void Tally::attempt(const record::AttemptRecord& record) noexcept {
  next_.attempt(record);
}

void Tally::event(const record::Event& event) noexcept {
  next_.event(event);
  on_event_(event);
}

}  // namespace gameday::app
