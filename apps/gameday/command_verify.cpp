// gameday verify: what a gateway really does when its provider fails, row by row.

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "verify.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday verify --gateway scenarios/gateways/tuned.json --simulate
  gameday verify --gateway scenarios/gateways/tuned.json --row 503 --row "silent headers" --detail
  gameday verify --url http://127.0.0.1:4000/v1 --model m --provider openai=9101 --row 503

Exit code: 0 every promise held, 1 one is broken, 2 invalid input, 3 something was not measured,
5 interrupted, 6 error, 7 `gameday stop` forbids it (--url), 8 what is sent does not come through the
fault proxies. docs/verify.md has the rows and the contract.
)";

void add_subject(CLI::App& command, VerifyOptions& options) {
  constexpr const char* group = "What is measured";
  CLI::Option* gateway =
      command.add_option("--gateway", options.gateway, "A gateway config: ours is started on it")
          ->type_name("FILE")
          ->group(group);
  CLI::Option* simulate =
      command.add_flag("--simulate", options.simulate, "In virtual time, without sockets");
  simulate->group(group);
  CLI::Option* url =
      command.add_option("--url", options.url, "A gateway that runs already, its base URL")
          ->type_name("URL")
          ->excludes(gateway)
          ->excludes(simulate)
          ->group(group);
  command
      .add_option("--provider", options.providers,
                  "Where its base URL of NAME points, in the order of its chain: openai=9101, "
                  "claude=9102/anthropic")
      ->type_name("NAME=PORT")
      ->take_all()
      ->needs(url)
      ->group(group);
  command.add_option("--model", options.model, "What it is asked for")
      ->type_name("MODEL")
      ->needs(url)
      ->group(group);
  command.add_option("--api-key", options.api_key, "The client's key: env.NAME")
      ->type_name("env.NAME")
      ->needs(url)
      ->group(group);
  command
      .add_option("--patience", options.patience,
                  "How long a row waits for the one before to wear off: its first provider "
                  "answers a healthy request again (30s)")
      ->type_name("TIME")
      ->needs(url)
      ->group(group);
}

void add_judgement(CLI::App& command, VerifyOptions& options) {
  command
      .add_option("--contract", options.contract,
                  "Judge by this file, not by what the config declares")
      ->type_name("FILE")
      ->group("Judgement");
  command
      .add_option("--write-contract", options.write_contract,
                  "Write a contract from what was measured")
      ->type_name("FILE")
      ->group("Judgement");
}

void add_rows(CLI::App& command, VerifyOptions& options) {
  command.add_option("--row", options.rows, "Only this row of the pack; may stand several times")
      ->type_name("NAME")
      ->take_all()
      ->group("Rows");
  command.add_option("--pack", options.pack, "A folder of rows instead of scenarios/verify")
      ->type_name("DIR")
      ->group("Rows");
  command.add_flag("--list", options.list, "Print the names of the rows, measure nothing")
      ->group("Rows");
  command.add_option("--seed", options.seed, "Of the jitter (1)")->type_name("N")->group("Rows");
}

void add_output(CLI::App& command, VerifyOptions& options) {
  CLI::Option* json = command.add_flag("--json", options.json, "Print everything as JSON");
  CLI::Option* markdown =
      command.add_flag("--markdown", options.markdown, "Print the matrix for a pull request");
  json->excludes(markdown)->group("Output");
  markdown->group("Output");
  command.add_flag("--detail", options.detail, "Every row's attempts, not only of broken ones")
      ->group("Output");
  command.add_option("--out", options.out, "Keep a run folder of each row in here")
      ->type_name("DIR")
      ->group("Output");
}

}  // namespace

void add_verify(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = app.add_subcommand(
      "verify", "Measure what a gateway does under each failure, against what it promises.");
  command->footer(examples);
  add_subject(*command, *options);
  add_judgement(*command, *options);
  add_rows(*command, *options);
  add_output(*command, *options);
  command->callback([options, &exit_code] { exit_code = verify(*options); });
}

}  // namespace gameday::app
