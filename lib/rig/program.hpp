#pragma once
// A program of somebody else's, run to its end: no shell, a process group of its own, its output
// kept up to a limit, a time that it may take. Blocks the calling thread.

#include <string>
#include <utility>
#include <vector>

#include "base/time.hpp"

namespace gameday::rig {

struct Program {
  std::vector<std::string> argv;  // argv[0] without a slash is looked for in PATH
  std::string input;              // its standard input: a file, so that it need not read it
  std::vector<std::pair<std::string, std::string>> environment;  // added to our own
  Duration timeout = std::chrono::seconds(5);
};

struct ProgramEnd {
  enum class How : std::uint8_t { exited, killed, timed_out, not_started };
  How how = How::not_started;
  int code = 0;         // exited: its exit code; killed: the signal
  std::string output;   // standard output and error as they came; the last of it, if it was much
  std::string problem;  // not_started: why
};

inline constexpr std::size_t most_program_output = 16 * 1024;
// Between asking the group to end (SIGTERM) and ending it (SIGKILL).
inline constexpr Duration program_grace = std::chrono::milliseconds(500);

/// When its time is over, its whole process group ends. A background process that it left behind
/// before that is not waited for and goes on.
ProgramEnd run_program(const Program& program);

/// `exited 3: no route to pager`, `timed out after 5s`; empty: it exited 0.
std::string failure_words(const Program& program, const ProgramEnd& end);

}  // namespace gameday::rig
