#pragma once
// The built program as a child process: what it wrote, when it said something, how it ended. Every
// wait has a limit; the child is killed when the object dies before it.

#include <chrono>
#include <string>
#include <vector>

#include <sys/types.h>

namespace gameday::test {

class Process {
 public:
  /// argv[0] is the program's path. Standard output and error are both kept. It keeps its state
  /// (audit log, latch) in `state`, never in the home of whoever runs the tests; unless told
  /// otherwise, in a folder of this test program.
  explicit Process(const std::vector<std::string>& argv, const std::string& state = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Reads until `text` stands in the error stream; false when the child ended or time ran out.
  bool wait_for_error_text(const std::string& text, std::chrono::seconds limit);
  void signal(int number);
  /// Ids of the processes it has started and that still run.
  std::string children() const;
  /// The exit code; 128 + n after signal n, -1 when time ran out.
  int wait(std::chrono::seconds limit);

  const std::string& out() const { return out_; }
  const std::string& error() const { return error_; }

 private:
  bool read_some(int timeout_ms);
  pid_t pid_ = -1;
  int out_pipe_ = -1;
  int error_pipe_ = -1;
  std::string out_;
  std::string error_;
};

struct Ended {
  int exit_code = -1;
  std::string out;
  std::string error;
};
/// Runs it to its end.
Ended run(const std::vector<std::string>& argv,
          std::chrono::seconds limit = std::chrono::seconds(60), const std::string& state = {});

/// The same for a game day over sockets, which has no verdict where the machine kept the generator
/// from its plan (exit 3): that says nothing about the program, so it is played again, ten times at
/// most. What such a run has left in `folder` is taken back before.
Ended run_on_time(const std::string& folder, const std::vector<std::string>& argv,
                  const std::string& state = {});

}  // namespace gameday::test
