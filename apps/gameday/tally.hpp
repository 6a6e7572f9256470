#pragma once
// Counts requests as they end, for the display of a run. Requests come from the load's thread only,
// where the display is drawn; everything is passed on.

#include <functional>
#include <map>
#include <optional>
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
  /// `widths`: of the sparkline's columns, for each experiment.
  Tally(std::size_t arms, std::vector<Duration> widths, record::Sink& next, OnEvent on_event);

  void request(const record::RequestRecord& record) noexcept override;
  void attempt(const record::AttemptRecord& record) noexcept override;
  void event(const record::Event& event) noexcept override;

  /// Of the experiment whose start or first request came last.
  const std::vector<ArmTally>& arms() const { return arms_; }

 private:
  void follow(std::uint16_t experiment, TimePoint begun);

  std::vector<ArmTally> arms_;
  const std::vector<Duration> widths_;
  record::Sink& next_;
  OnEvent on_event_;
  std::optional<std::uint16_t> experiment_;
  TimePoint begun_{};
};

}  // namespace gameday::app
