#include "again.hpp"

#include <fmt/format.h>

#include "quote.hpp"

namespace gameday::app {

std::string command_again(const RunOptions& options, std::optional<std::uint64_t> seed) {
  std::string command = "gameday run " + shell_quoted(options.scenario.file);
  if (seed) {
    command += fmt::format(" --seed {}", *seed);
  }
  if (options.simulate) {
    command += " --simulate";
  }
  for (const std::string& change : options.scenario.overrides.set) {
    command += " --set " + shell_quoted(change);
  }
  for (const std::string& arm : options.scenario.overrides.arms) {
    command += " --arm " + shell_quoted(arm);
  }
  if (!options.preflight) {
    command += " --no-preflight";
  }
  if (!options.confirm.empty()) {
    command += " --confirm " + shell_quoted(options.confirm);
  }
  return command;
}

}  // namespace gameday::app
