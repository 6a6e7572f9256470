// gameday compare RUN RUN: what was changed between two runs, and what became of it.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "report/compare/compare.hpp"
#include "report/run_folder/run_folder.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday compare reports/runs/monday reports/runs/tuesday
  gameday compare --max-worse "p95 10%, failed 1%" main-run this-run --markdown > comment.md

METRIC AMOUNT: of times and means a percentage is relative, of shares (failed, good, degraded) it
means points. Exit code: 0 fine, 1 a metric is worse than allowed, 2 invalid input, 3 that cannot be
told (too few, or within chance).
)";

struct Options {
  std::string before;
  std::string after;
  std::string max_worse;
  bool json = false;
  bool markdown = false;
};

struct Run {
  report::RunFolder folder;
  verdict::Summary summary;
};

std::optional<Run> open(const std::string& folder) {
  auto run = report::read_run_folder(folder);
  if (!run) {
    print_error(run.problem);
    return std::nullopt;
  }
  Run out{std::move(*run.value), {}};
  out.summary = verdict::summarise(out.folder.facts, out.folder.records);
  return out;
}

int compare(const Options& options) {
  Parsed<std::vector<verdict::Allowance>> allowances{std::vector<verdict::Allowance>{}, {}};
  if (!options.max_worse.empty()) {
    allowances = verdict::parse_allowances(options.max_worse);
  }
  if (!allowances) {
    print_error("--max-worse: " + allowances.problem);
    return exit_invalid;
  }
  const auto first = open(options.before);
  const auto second = open(options.after);
  if (!first || !second) {
    return exit_invalid;
  }
  const verdict::Side before{first->folder.facts, first->summary};
  const verdict::Side after{second->folder.facts, second->summary};
  const verdict::RunComparison comparison = verdict::compare(before, after);
  const auto regressions = verdict::regressions(before, after, *allowances.value);
  if (comparison.arms.empty()) {
    print_error("the two runs have no experiment with the same arm in common; nothing to compare");
    return exit_invalid;
  }
  const report::ComparedRuns runs{before.facts,  after.facts, options.before,
                                  options.after, comparison,  regressions};
  const std::string out = options.json       ? report::compare_json(runs)
                          : options.markdown ? report::compare_markdown(runs)
                                             : report::compare_text(runs, look_of(1));
  std::fwrite(out.data(), 1, out.size(), stdout);
  return report::comparison_exit_code(regressions);
}

}  // namespace

void add_compare(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app.add_subcommand("compare", "Tell what changed from one run to another, with intervals.");
  command->footer(examples);
  command->add_option("BEFORE", options->before, "A run folder")->required()->type_name("");
  command->add_option("AFTER", options->after, "Another")->required()->type_name("");
  command
      ->add_option("--max-worse", options->max_worse,
                   "Fail when a metric is worse by more, on any arm that both have")
      ->type_name("LIMITS");
  auto* markdown = command->add_flag("--markdown", options->markdown, "For a pull request");
  command->add_flag("--json", options->json, "For a script")->excludes(markdown);
  command->callback([options, &exit_code] { exit_code = compare(*options); });
}

}  // namespace gameday::app
