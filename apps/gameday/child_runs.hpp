#pragma once
// Scheduled runs as child processes: `gameday run --scheduled FILE`.
//
// Processes and not threads: a run that crashes or eats the memory must not take the scheduler with
// it, a run that goes on survives a scheduler that dies, and what it asks the machine for (threads,
// ports, files) is gone when it is over. Each has a process group of its own: a Ctrl-C on the
// scheduler's terminal reaches only the scheduler, which then tells its runs once.

#include <map>

#include "scenario/schedule/daemon.hpp"

namespace gameday::app {

class ChildRuns final : public schedule::Runs {
 public:
  std::string start(const std::string& file) override;
  std::vector<schedule::EndedRun> ended() override;
  void stop() override;

 private:
  std::map<int, std::string> files_;  // by process id
};

/// This very program, wherever it lies; empty when the system does not say.
std::string own_program();

}  // namespace gameday::app
