// gameday report RUN: makes a run folder's documents again, from the folder alone.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "documents.hpp"
#include "exit_code.hpp"
#include "report/run_folder/run_folder.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday report reports/runs/2026-12-08T10-00-00Z-storm
  gameday report --format md --out monday.md reports/runs/2026-12-08T10-00-00Z-storm
  gameday report --template google-sre --out post-mortem.md reports/runs/2026-12-08T10-00-00Z-storm

Exit code: the run's own.
)";

struct Options {
  std::string folder;
  std::string format;
  std::string post_mortem;  // a template's name or file
  std::string out;
  bool json = false;
};

int report(const Options& options) {
  if (!options.out.empty() && options.format.empty() && options.post_mortem.empty()) {
    print_error("--out names the file of one document: say which with --format or --template");
    return exit_invalid;
  }
  const auto run = report::read_run_folder(options.folder);
  if (!run) {
    print_error(run.problem);
    return exit_invalid;
  }
  const auto& [facts, records] = *run.value;
  if (!options.post_mortem.empty()) {
    return write_postmortem(facts, records, options.post_mortem, options.out);
  }
  return options.format.empty()
             ? write_up(options.folder, facts, records, Told{options.json, "none"}).exit_code
             : write_one(facts, records, *find_format(options.format), options.out);
}

}  // namespace

void add_report(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("report", "Judge a run folder again, rewrite its documents or print one.");
  command->footer(examples);
  command->add_option("RUN", options->folder, "The run folder")->required()->type_name("");
  CLI::Option* format =
      command->add_option("--format", options->format, "Print this document instead")
          ->check(CLI::IsMember(format_names()))
          ->type_name("FORMAT");
  command
      ->add_option("--template", options->post_mortem,
                   "Print a post-mortem to go on with: google-sre, pagerduty,\n"
                   "game-day, or a Mustache file of your own")
      ->excludes(format)
      ->type_name("NAME|FILE");
  command->add_option("--out", options->out, "The document goes into this file, not to stdout")
      ->type_name("FILE");
  command->add_flag("--json", options->json, "Print the summary as JSON on stdout")
      ->excludes(format);
  command->callback([options, &exit_code] { exit_code = report(*options); });
}

}  // namespace gameday::app
