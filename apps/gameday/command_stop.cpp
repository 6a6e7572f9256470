// gameday stop: the kill switch of this machine's game days.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "stop.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday stop --why "checkout is burning"
  gameday stop --clear

Without --why and --clear it only says how things stand. Simulated game days go on: they send
nothing. The latch is $XDG_STATE_HOME/gameday/stop, or ~/.local/state/gameday/stop.

Exit code: 0 done, or game days may run; 7 they are stopped (when only asked); 2 invalid input,
6 error.
)";

std::string not_blank(const std::string& text) {
  return text.find_first_not_of(" \t\r\n") == text.npos
             ? "is empty; say why, whoever is refused will read it"
             : "";
}

}  // namespace

void add_stop(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<StopOptions>();
  CLI::App* command = app.add_subcommand("stop", "End all running game days, and refuse new ones.");
  command->footer(examples);
  command->add_option("--why", options->why, "Latch, with this reason (or why it is cleared)")
      ->type_name("TEXT")
      ->check(not_blank, "");
  command->add_flag("--clear", options->clear, "Let game days run again");
  command->add_flag("--json", options->json, "Print how things stand as JSON");
  command->callback([options, &exit_code] { exit_code = stop(*options); });
}

}  // namespace gameday::app
