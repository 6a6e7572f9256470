#pragma once
// Counts requests as they end, for the display of a run. Requests come from the load's thread only,
// where the display is drawn; everything is passed on.

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "record/sink.hpp"

namespace gameday::app {

struct ArmTally {
  std::uint64_t done = 0;
  std::uint64_t ok = 0;
  std::map<std::string, std::uint64_t> failed;  // `429`, `timeout`
  std::vector<Duration> answers;                // forever: it failed
  std::vector<std::vector<Duration>> columns;   // answers by when they ended, for the sparkline
};

class Tally final : public record::Sink {
 public:
  using OnEvent = std::function<void(const record::Event&)>;
  Tally(std::size_t arms, record::Sink& next, OnEvent on_event);

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event& event) noexcept override;

  /// Forgets the last experiment; the sparkline's columns are `width` wide from `now` on.
  void begin(TimePoint now, Duration width);
  const std::vector<ArmTally>& arms() const { return arms_; }

 private:
  std::vector<ArmTally> arms_;
  record::Sink& next_;
  OnEvent on_event_;
  TimePoint begun_{};
  Duration width_ = 1s;
};

}  // namespace gameday::app
