// gameday schedule: scenario files that say when they run.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "schedule.hpp"

namespace gameday::app {
namespace {

constexpr std::uint64_t most_next = 1000;

constexpr const char* examples = R"(Examples:
  gameday schedule scenarios/monthly.yaml --next 5
  gameday schedule /etc/gameday/scenarios

Without --next it stays, starts what is due as `gameday run --scheduled FILE`, and picks up files
that appear, change or go. SIGTERM or Ctrl-C heals and ends what runs, then ends it.
Exit code: 0, or 2 for invalid input.
)";

constexpr const char* export_examples = R"(Examples:
  gameday schedule export systemd scenarios/monthly.yaml --out /etc/systemd/system
  gameday schedule export github scenarios/monthly.yaml --out .github/workflows

Each calls `gameday run --scheduled FILE`, which enforces windows and freezes. Where a scheduler
does not know TUE#1 or L, it fires on more days and the run skips itself.
Exit code: 0, or 2 for invalid input.
)";

void add_export(CLI::App& schedule, int& exit_code) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = schedule.add_subcommand(
      "export", "Write a unit, a manifest or a pipeline for the scheduler you have.");
  command->footer(export_examples);
  command->add_option("KIND", options->kind, "systemd, cronjob, buildkite or github")
      ->required()
      ->type_name("");
  command->add_option("FILE", options->file, "The scenario (YAML)")->required()->type_name("");
  command->add_option("--out", options->out, "Write files into this folder, instead of stdout")
      ->type_name("DIR");
  command->callback([options, &exit_code] { exit_code = export_command(*options); });
}

}  // namespace

void add_schedule(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ScheduleOptions>();
  CLI::App* command = app.add_subcommand("schedule", "Start scenarios when their files say so.");
  command->footer(examples);
  command->add_option("PATH", options->path, "A scenario, or a folder of them")->type_name("");
  command
      ->add_option("--next", options->next, "Print the coming firings and why one would be skipped")
      ->check(CLI::Range(std::uint64_t{1}, most_next))
      ->type_name("N");
  command->add_option("--from", options->from, "Of --next: from then on, 2026-12-08T10:00:00Z")
      ->type_name("TIME");
  command->add_flag("--json", options->json, "Of --next: print JSON");
  add_export(*command, exit_code);
  command->callback([command, options, &exit_code] {
    if (!command->get_subcommands().empty()) {
      return;
    }
    if (options->path.empty()) {
      throw CLI::RequiredError("PATH");
    }
    if (options->next == 0 && (options->json || !options->from.empty())) {
      throw CLI::RequiredError("--next, which --json and --from belong to,");
    }
    exit_code = schedule_command(*options);
  });
}

}  // namespace gameday::app
