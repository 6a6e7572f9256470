#pragma once
// What the process tells a script. Verdicts carry their own (verdict::exit_code).

namespace gameday::app {

inline constexpr int exit_pass = 0;
inline constexpr int exit_fail = 1;     // a budget, a regression, a promise that is not kept
inline constexpr int exit_invalid = 2;  // usage, YAML, config
inline constexpr int exit_no_such_command = 3;  // of ctl, as toxiproxy-cli has it
inline constexpr int exit_interrupted = 5;      // signal
inline constexpr int exit_error = 6;            // ours
inline constexpr int exit_skipped = 7;          // window, freeze, veto, latch

}  // namespace gameday::app
