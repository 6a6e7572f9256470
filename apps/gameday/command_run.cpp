// gameday run FILE: plays a scenario, prints the comparison, leaves a run folder.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "run.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday run scenarios/llm-game-day.yaml --simulate
  gameday run scenarios/llm-game-day.yaml --seed 12 --set load.rate=2/s --out /tmp/monday

Exit code: 0 pass, 1 fail, 2 invalid input, 3 inconclusive, 4 aborted by a guard, 5 interrupted,
6 error, 7 skipped, 8 baseline unhealthy.
)";

}  // namespace

void add_run(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand("run", "Play a game day and write up who failed.");
  command->footer(examples);
  command->add_flag("--simulate", options->simulate,
                    "In virtual time, without sockets: minutes take a second");
  command->add_flag("--scheduled", options->scheduled,
                    "Only when the file's schedule allows it now, else exit 7");
  add_scenario_flags(*command, options->scenario);
  command->add_option("--out", options->out, "The run folder, instead of one in reports/runs")
      ->type_name("DIR");
  command->add_option("--confirm", options->confirm, "Its title, where it says safety.confirm")
      ->type_name("TITLE");
  command->add_flag_callback(
      "--no-preflight", [options] { options->preflight = false; },
      "Start though a check of schedule.preflight fails");
  command
      ->add_option("--annotate", options->annotate,
                   "Show it in the build too; auto: where the environment says")
      ->check(CLI::IsMember({"auto", "github", "buildkite", "none"}))
      ->type_name("WHERE");
  command->add_flag("--json", options->json, "Print the summary as JSON on stdout");
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace gameday::app
