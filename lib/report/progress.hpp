#pragma once
// `gameday run` while it runs, on stderr: lines to redraw in place on a terminal, or one plain line
// an event elsewhere. Pure: the caller counts, and owns the screen.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "report/look.hpp"
#include "verdict/facts.hpp"

namespace gameday::report {

struct ArmProgress {
  std::string name;
  std::uint64_t sent = 0;
  std::uint64_t ok = 0;
  std::map<std::string, std::uint64_t> failed;  // `429`, `timeout` -> how many
  std::uint64_t waiting = 0;
  std::optional<Duration> p95;    // of answers so far; forever: never
  std::vector<Duration> history;  // typical time to answer, one a column, oldest first
};

struct Progress {
  std::string title;
  std::uint64_t seed = 0;
  std::string plan_hash;
  bool mock_providers = true;
  std::size_t experiment = 1;  // of `experiments`, from 1
  std::size_t experiments = 1;
  std::string name;
  record::Window window = record::Window::baseline;
  Duration elapsed{};  // of the window
  Duration length{};
  Duration to_go{};  // of the whole run
  std::vector<ArmProgress> arms;
};

/// No carriage returns or cursor moves: the caller puts them around the lines.
std::vector<std::string> progress_lines(const Progress& progress, const Look& look);

/// `0:45 429 storm: fault off, openai`; empty for events that a reader cannot use.
std::string event_line(const record::Event& event, const verdict::RunFacts& facts);
/// `1 of 3 429 storm, fault 0:24 of 0:40: tuned gateway 192 sent, 189 ok, 0 failed`, for a log once
/// a minute.
std::string sign_of_life(const Progress& progress);

}  // namespace gameday::report
