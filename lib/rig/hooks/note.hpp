#pragma once
// What a hook is told about one event of a game day: plain data, and how it is said. Pure.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "rig/hooks/options.hpp"

namespace gameday::rig {

struct Note {
  HookEvent event = HookEvent::started;
  std::string at;     // wall time, 2026-12-08T10:00:00.250Z
  std::string title;  // of the scenario
  std::string file;
  std::string run;  // the run's folder
  std::uint64_t seed = 0;
  std::string plan_hash;
  std::string starts;            // announced: when, with its offset
  std::optional<Duration> lead;  // announced: how long before it, for the hooks that asked for it
  std::string experiment;        // fault on, fault off, aborted
  std::string provider;          // fault on, fault off
  std::string fault;             // fault on, fault off
  std::string why;               // aborted, skipped
  std::string verdict;           // finished: `pass`
  std::optional<int> exit_code;
  std::string summary;  // finished: `3 experiments: 2 pass, 1 fail.`
  std::map<std::string, std::string> labels;
};

// Long enough for any sentence of ours; a file with texts of megabytes stays out of a chat.
inline constexpr std::size_t longest_note_field = 500;

/// One line for people: `Build summaries survive: fault on: rate-limited into openai (429 storm)`
std::string sentence(const Note& note);
/// One JSON object for programs; fields without a value are left out.
std::string note_json(const Note& note);

}  // namespace gameday::rig
