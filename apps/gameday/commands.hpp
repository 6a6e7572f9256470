#pragma once
// One function a subcommand: it adds its flags, and a callback that runs it and sets the exit code.

namespace CLI {
class App;
}

namespace gameday::app {

void add_run(CLI::App& app, int& exit_code);
void add_plan(CLI::App& app, int& exit_code);
void add_faults(CLI::App& app, int& exit_code);
void add_verify(CLI::App& app, int& exit_code);
void add_lint(CLI::App& app, int& exit_code);
void add_schedule(CLI::App& app, int& exit_code);
void add_report(CLI::App& app, int& exit_code);
void add_compare(CLI::App& app, int& exit_code);
void add_gateway(CLI::App& app, int& exit_code);
void add_mock(CLI::App& app, int& exit_code);
void add_proxy(CLI::App& app, int& exit_code);
void add_ctl(CLI::App& app, int& exit_code);
void add_notify(CLI::App& app, int& exit_code);
void add_stop(CLI::App& app, int& exit_code);

}  // namespace gameday::app
