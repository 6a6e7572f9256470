// gameday report RUN: makes a run folder's documents again, from the folder alone.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "documents.hpp"
#include "exit_code.hpp"
#include "report/run_folder.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday report reports/runs/2026-12-08T10-00-00Z-build-summaries-survive-an-openai-wobble
  gameday report --json reports/runs/2026-12-08T10-00-00Z-build-summaries-survive-an-openai-wobble

Exit code: the run's own.
)";

int report(const std::string& folder, bool json) {
  const auto run = report::read_run_folder(folder);
  if (!run) {
    print_error(run.problem);
    return exit_invalid;
  }
  return write_up(folder, run.value->facts, run.value->records, json);
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  struct Options {
    std::string folder;
    bool json = false;
  };
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("report", "Judge a run folder again and rewrite its documents.");
  command->footer(examples);
  command->add_option("RUN", options->folder, "The run folder")->required()->type_name("");
  command->add_flag("--json", options->json, "Print the summary as JSON on stdout");
  command->callback([options, &exit_code] { exit_code = report(options->folder, options->json); });
}

}  // namespace gameday::app
