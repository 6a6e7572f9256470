// gameday notify FILE: tries the hooks of a scenario out.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "rig/hooks/options.hpp"
#include "try_hooks.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday notify my-game-day.yaml --event finished
  gameday notify my-game-day.yaml --event "fault on" --show

The message says that it is a test. --show prints it, with its signature, and sends nothing; URLs
are never printed. Nothing is run and nothing is written.

Exit code: 0 every hook that wants the event was told, 1 one was not, or there is none, 2 invalid
input, 6 error.
)";

}  // namespace

void add_notify(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<TryHooksOptions>();
  CLI::App* command = app.add_subcommand("notify", "Send a test message to a scenario's hooks.");
  command->footer(examples);
  add_scenario_flags(*command, options->scenario);
  std::vector<std::string> events;
  for (const rig::HookEvent event : rig::hook_events) {
    events.emplace_back(rig::event_word(event));
  }
  command->add_option("--event", options->event, "What it is about (finished)")
      ->type_name("EVENT")
      ->check(CLI::IsMember(events));
  command->add_flag("--show", options->show, "Print what would be sent instead");
  command->callback([options, &exit_code] { exit_code = try_hooks(*options); });
}

}  // namespace gameday::app
