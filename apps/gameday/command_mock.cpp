// gameday mock: one mock provider alone.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "line_file.hpp"
#include "mock/provider.hpp"
#include "mock_flags.hpp"
#include "serve.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Any key and any model are accepted. GET /health needs no key.

Examples:
  gameday mock
  OPENAI_BASE_URL=http://127.0.0.1:9001/v1 OPENAI_API_KEY=any python3 my_app.py

  gameday mock --dialect anthropic --listen 127.0.0.1:9002
  ANTHROPIC_BASE_URL=http://127.0.0.1:9002 ANTHROPIC_API_KEY=any python3 my_app.py

  gameday mock --first-token-p50 20ms --first-token-p99 50ms --tokens-per-second 1000
  gameday mock --log - | jq -c 'select(.sdk_retry > "0")'
)";

int mock_alone(const MockFlags& flags) {
  const auto mock = mock_options(flags);
  if (!mock) {
    return exit_invalid;
  }
  mock::RequestLog log;
  if (!flags.log.empty()) {
    auto file = LineFile::open(flags.log);
    if (!file) {
      return exit_invalid;
    }
    log = [lines = std::make_shared<LineFile>(std::move(*file))](
              const mock::LoggedRequest& request) { lines->write(mock::log_line(request)); };
  }
  const Seed seed(flags.seed);
  std::unique_ptr<mock::Provider> server;
  Service service;
  service.start = [&](rt::World& world, const rt::Address& address) {
    server = std::make_unique<mock::Provider>(world, *mock, seed, "", log);
    return server->start(address);
  };
  service.stop = [&](rt::Bound bound) -> rt::awaitable<void> {
    co_await server->stop(bound);
    server.reset();  // before its world
  };
  // The base URL as each official SDK wants it.
  const bool openai = mock->dialect == llm::Dialect::openai;
  return serve(flags.listen, seed, service,
               openai ? "mock provider (openai) on http://{}/v1\n"
                      : "mock provider (anthropic) on http://{}\n");
}

}  // namespace

void add_mock(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<MockFlags>();
  CLI::App* command = app.add_subcommand("mock", "Run one mock provider alone.");
  command->footer(examples);
  add_mock_flags(*command, *flags);
  command->callback([flags, &exit_code] { exit_code = mock_alone(*flags); });
}

}  // namespace gameday::app
