// gameday lint FILE: a gateway's config, judged without sending anything.

#include <map>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/units.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "lint.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday lint scenarios/gateways/tuned.json
  gameday lint scenarios/gateways/tuned.json --budget "worst_case <= 15s, attempts <= 5"
  gameday lint --explain no-deadline

Exit code: 0 without errors, 1 with an error or a budget that does not hold, 2 for a file that
cannot be read.
)";

struct Flags {
  LintOptions options;
  std::string client_timeout = "60s";
  std::string explain;
  bool json = false;
  bool sarif = false;
  bool explains = false;
};

int run_lint(Flags flags) {
  if (flags.explains) {
    return flags.explain.empty() ? explain_all() : explain_rule(flags.explain);
  }
  if (flags.options.file.empty()) {
    print_error("lint needs a FILE, or --explain; try: gameday lint --help");
    return exit_invalid;
  }
  const auto wait = parse_duration(flags.client_timeout);
  if (!wait || *wait.value <= Duration::zero()) {
    print_error("--client-timeout: " + (wait ? "is not above zero" : wait.problem));
    return exit_invalid;
  }
  flags.options.client_timeout = *wait.value;
  flags.options.output = flags.sarif  ? LintOptions::Output::sarif
                         : flags.json ? LintOptions::Output::json
                                      : LintOptions::Output::text;
  return lint(flags.options);
}

}  // namespace

void add_lint(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<Flags>();
  CLI::App* command =
      app.add_subcommand("lint", "Compute a gateway config's worst case; sends nothing.");
  command->footer(examples);
  command->add_option("FILE", flags->options.file, "A gateway's config (JSON), ours or Bifrost's")
      ->type_name("");
  const std::map<std::string, gateway::Form> forms = {{"gameday", gateway::Form::gameday},
                                                      {"bifrost", gateway::Form::bifrost}};
  command
      ->add_option_function<std::string>(
          "--as",
          [flags, forms](const std::string& name) { flags->options.rules = forms.at(name); },
          "Whose defaults hold for what the file leaves out")
      ->check(CLI::IsMember({"gameday", "bifrost"}))
      ->type_name("gameday|bifrost");
  command
      ->add_option("--budget", flags->options.budget,
                   "Limits on worst_case, attempts, amplification; exit 1 beyond them")
      ->type_name("CHECKS");
  command
      ->add_option("--client-timeout", flags->client_timeout, "What the gateway's callers wait for")
      ->capture_default_str()
      ->type_name("DURATION");
  command
      ->add_option("--max-tokens", flags->options.max_tokens,
                   "The longest answer that is asked for, in tokens")
      ->capture_default_str()
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  CLI::Option* json = command->add_flag("--json", flags->json, "Print JSON");
  command->add_flag("--sarif", flags->sarif, "Print SARIF 2.1.0, for code scanning")
      ->excludes(json);
  command->add_option("--explain", flags->explain, "Explain a rule; without a name, list them")
      ->expected(0, 1)
      ->type_name("RULE");
  command->callback([flags, command, &exit_code] {
    flags->explains = command->count("--explain") > 0;
    exit_code = run_lint(*flags);
  });
}

}  // namespace gameday::app
