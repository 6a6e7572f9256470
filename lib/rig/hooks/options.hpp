#pragma once
// Whom a game day tells what it does, and whom it asks before it begins, as plain data.

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace gameday::rig {

/// `fault on` is written with a blank, everywhere.
enum class HookEvent : std::uint8_t {
  announced,  // it will start, in one of `lead`
  started,
  fault_on,
  fault_off,
  aborted,   // it ended early: a guard, a limit, the latch, a stop file, Ctrl-C
  finished,  // with its verdict, aborted or not
  skipped    // a scheduled run did not take place
};
inline constexpr std::array hook_events = {
    HookEvent::announced, HookEvent::started,  HookEvent::fault_on, HookEvent::fault_off,
    HookEvent::aborted,   HookEvent::finished, HookEvent::skipped};
/// `fault on`
constexpr const char* event_word(HookEvent event) {
  constexpr std::array words = {"announced", "started",  "fault on", "fault off",
                                "aborted",   "finished", "skipped"};
  return words.at(static_cast<std::size_t>(event));
}

/// A value of the environment: what it is called, and what it was when the file was read.
struct FromEnvironment {
  std::string name;  // without `env.`
  std::optional<std::string> value;
};

struct Hook {
  enum class Kind : std::uint8_t { slack, webhook, command };
  Kind kind = Kind::slack;
  std::string name;                             // `notify[0] (slack env.HOOK)`; never the URL
  std::string url;                              // slack, webhook: empty when a variable has it …
  std::optional<FromEnvironment> url_variable;  // … this one
  std::optional<FromEnvironment> secret;        // webhook: signs with it
  std::vector<std::string> command;             // argv; a path as the program finds it
  std::set<HookEvent> events{hook_events.begin(), hook_events.end()};
  std::vector<Duration> lead = {std::chrono::minutes(15)};  // of announced
};

/// A range of statuses, ends included.
struct StatusRange {
  int from = 200;
  int to = 299;
};

/// What must be well before a game day begins.
struct Preflight {
  enum class Kind : std::uint8_t { http, command };
  Kind kind = Kind::http;
  std::string name;  // `schedule.preflight[0]`
  std::string url;   // http
  std::vector<StatusRange> expect = {StatusRange{}};
  std::vector<std::string> command;
  Duration timeout = std::chrono::seconds(10);
};

}  // namespace gameday::rig
