#include "tally.hpp"

#include <algorithm>

#include "verdict/trails.hpp"

namespace gameday::app {
namespace {

constexpr std::size_t most_columns = 60;  // a drain may be longer than the experiment

}  // namespace

Tally::Tally(std::size_t arms, std::vector<Duration> widths, record::Sink& next, OnEvent on_event)
    : arms_(arms), widths_(std::move(widths)), next_(next), on_event_(std::move(on_event)) {}

// By the records themselves, not by a clock: what ends before the display looks is counted too.
void Tally::follow(std::uint16_t experiment, TimePoint begun) {
  if (experiment_ != experiment) {
    experiment_ = experiment;
    arms_.assign(arms_.size(), {});
    begun_ = begun;
  }
}

void Tally::request(const record::RequestRecord& record) noexcept {
  next_.request(record);
  follow(record.experiment, record.intended);
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
  const Duration width = std::max<Duration>(widths_[record.experiment], 1ms);
  const auto age = std::max<Duration>(record.ended - begun_, Duration::zero());
  const auto column = std::min(static_cast<std::size_t>(age / width), most_columns - 1);
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
  if (event.kind == record::Event::Kind::experiment_started) {
    follow(event.experiment, event.at);
  }
  on_event_(event);
}

}  // namespace gameday::app
