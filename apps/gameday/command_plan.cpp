// gameday plan FILE: what a game day would do, without doing it.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "plan.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday plan scenarios/llm-game-day.yaml
  gameday plan mine.yaml --set load.rate=2/s --json

Exit code: 0, or 2 for invalid input.
)";

}  // namespace

void add_plan(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<PlanOptions>();
  CLI::App* command = app.add_subcommand("plan", "Show what a game day would do; sends nothing.");
  command->footer(examples);
  add_scenario_flags(*command, options->scenario);
  command->add_flag("--json", options->json, "Print the plan as JSON");
  command->callback([options, &exit_code] { exit_code = plan(*options); });
}

}  // namespace gameday::app
