// gameday gateway: the fallback gateway alone.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "config/gateway.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "gateway/gateway.hpp"
#include "serve.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday gateway --config scenarios/gateways/tuned.json
  gameday gateway --config my.json --listen 127.0.0.1:4000
)";

int gateway(const std::string& config, const std::string& listen) {
  config::Findings findings;
  const auto options = config::read_gateway(config, environment, findings);
  print_findings(findings);
  if (!options) {
    return exit_invalid;
  }
  const auto problems = gateway::problems_of(*options);
  for (const std::string& problem : problems) {
    print_error(fmt::format("{}: {}", config, problem));
  }
  if (!problems.empty()) {
    return exit_invalid;
  }
  constexpr Seed seed(1);  // for the jitter of retries; a gateway alone need not be reproduced
  std::unique_ptr<gateway::Gateway> server;
  Service service;
  service.start = [&](rt::World& world, const rt::Address& address) {
    server = std::make_unique<gateway::Gateway>(world, *options, seed);
    return server->start(address);
  };
  service.stop = [&](rt::Bound bound) -> rt::awaitable<void> {
    co_await server->stop(bound);
    server.reset();  // before its world
  };
  return serve(listen, seed, service,
               "gateway on http://{}/v1 (health at /health, metrics at /metrics)\n");
}

}  // namespace

void add_gateway(CLI::App& app, int& exit_code) {
  struct Options {
    std::string config;
    std::string listen = "127.0.0.1:4000";
  };
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("gateway", "Run the fallback gateway alone.");
  command->footer(examples);
  command->add_option("--config", options->config, "Its config (JSON)")
      ->required()
      ->type_name("FILE");
  command->add_option("--listen", options->listen, "Where to listen")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  command->callback(
      [options, &exit_code] { exit_code = gateway(options->config, options->listen); });
}

}  // namespace gameday::app
