// gameday: one subcommand a file; this is the contents page.

#include <algorithm>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "commands.hpp"
#include "exit_code.hpp"
#include "go_flags.hpp"

namespace {

constexpr const char* about =
    "gameday finds out whether your LLM fallback works before an outage does.\n"
    "It breaks providers on a timeline, sends load through every arm, and writes up who failed.\n"
    "Try first: gameday run scenarios/llm-game-day.yaml --simulate";

// Says which command's help to read, and for a word that is no command which there are.
std::string what_is_wrong(const CLI::App* app, const CLI::Error& error) {
  const auto running = app->get_subcommands();
  const bool none = running.empty();
  std::string words = std::string("gameday: ") + error.what();
  if (none && error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError)) {
    words += "\nCommands:";
    for (const CLI::App* command : app->get_subcommands([](const CLI::App*) { return true; })) {
      words += ' ' + command->get_name();
    }
  }
  return words + "\nTry: gameday " + (none ? "" : running.front()->get_name() + ' ') + "--help\n";
}

// `ctl` keeps the codes of the client that it stands in for.
int exit_of(const CLI::App& app, const CLI::Error& error) {
  using namespace gameday::app;
  if (!app.got_subcommand("ctl")) {
    return exit_invalid;
  }
  const bool no_such = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::ExtrasError);
  return no_such ? exit_no_such_command : exit_fail;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace gameday::app;
  CLI::App app{about, "gameday"};
  app.set_version_flag("--version", GAMEDAY_VERSION);
  app.get_formatter()->column_width(34);
  app.failure_message(what_is_wrong);
  int exit_code = exit_pass;

  add_run(app, exit_code);
  add_plan(app, exit_code);
  add_verify(app, exit_code);
  add_lint(app, exit_code);
  add_schedule(app, exit_code);
  add_report(app, exit_code);
  add_compare(app, exit_code);
  add_faults(app, exit_code);
  add_gateway(app, exit_code);
  add_mock(app, exit_code);
  add_proxy(app, exit_code);
  add_ctl(app, exit_code);
  add_notify(app, exit_code);
  add_stop(app, exit_code);

  try {
    std::vector<std::string> words(argv + 1, argv + argc);
    if (!words.empty() && words.front() == "proxy") {
      words = with_two_dashes(std::move(words));
    }
    std::ranges::reverse(words);  // as CLI11 takes them
    app.parse(std::move(words));
    if (app.get_subcommands().empty()) {
      std::puts(about);
    }
    return exit_code;
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? exit_pass : exit_of(app, error);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "gameday: %s\n", error.what());
    return exit_error;
  }
}
