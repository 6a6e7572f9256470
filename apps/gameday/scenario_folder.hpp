#pragma once
// The scenario files of a scheduler, on the disk.

#include "config/scenario.hpp"
#include "scenario/schedule/daemon.hpp"

namespace gameday::app {

/// One file with everything in it that names others, checked as `run` would.
struct ReadScenario {
  std::optional<config::GameDay> day;
  config::Findings findings;
};
ReadScenario read_scenario(const std::string& file);

/// A file of its own, or the *.yaml and *.yml of a folder (not of folders in it).
class ScenarioFolder final : public schedule::Files {
 public:
  explicit ScenarioFolder(std::string path) : path_(std::move(path)) {}

  std::vector<schedule::Seen> look() override;
  schedule::Checked read(const std::string& file) override;
  std::optional<WallTime> dealt_with(const std::string& file) override;
  void deal_with(const std::string& file, WallTime until) override;

  /// Empty, or why there is nothing to look at.
  std::string problem() const;

 private:
  std::string path_;
  std::string told_;  // of the ledger: once
  bool too_many_ = false;
};

/// Of a folder; the rest is not looked at, which is said.
inline constexpr std::size_t most_scenarios = 1000;

}  // namespace gameday::app
