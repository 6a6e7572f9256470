// gameday mock: one mock provider alone.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "mock/provider.hpp"
#include "serve.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(
Examples:
  gameday mock --listen 127.0.0.1:9001
  gameday mock --first-token-p50 20ms --first-token-p99 50ms --tokens-per-second 1000/s
)";

constexpr Duration longest_wait = 24h;
constexpr std::uint64_t most_tokens = 1'000'000;

struct Options {
  std::string listen = "127.0.0.1:9001";
  std::uint64_t seed = 1;
  std::string first_token_p50 = "300ms";
  std::string first_token_p99 = "900ms";
  std::uint64_t tokens_p50 = 60;
  std::uint64_t tokens_p99 = 150;
  std::string tokens_per_second = "150/s";
};

/// The flag's value, or nothing and one line on stderr.
template <class T>
std::optional<T> value_of(const char* flag, const std::string& text,
                          Parsed<T> (*parse)(std::string_view)) {
  auto parsed = parse(text);
  if (!parsed) {
    print_error(fmt::format("{}: {}", flag, parsed.problem));
  }
  return parsed.value;
}

std::optional<mock::Options> behaviour(const Options& options) {
  const auto p50 = value_of("--first-token-p50", options.first_token_p50, parse_duration);
  const auto p99 = value_of("--first-token-p99", options.first_token_p99, parse_duration);
  const auto pace = value_of("--tokens-per-second", options.tokens_per_second, parse_rate);
  if (!p50 || !p99 || !pace) {
    return std::nullopt;
  }
  // As in a scenario: beyond them nothing would ever be answered, or nothing could hold it.
  if (*p99 > longest_wait || options.tokens_p99 > most_tokens) {
    print_error("a first token comes within 24h, and an answer has at most 1000000 tokens");
    return std::nullopt;
  }
  if (*p50 <= Duration::zero() || *p99 < *p50 || options.tokens_p50 == 0 ||
      options.tokens_p99 < options.tokens_p50 || pace->micro == 0) {
    print_error("a p99 is at least its p50, and all of them are more than zero");
    return std::nullopt;
  }
  mock::Options mock;
  mock.provider = "mock";
  mock.first_token = {*p50, *p99};
  mock.tokens = {options.tokens_p50, options.tokens_p99};
  mock.tokens_per_second = *pace;
  return mock;
}

int mock_alone(const Options& options) {
  const auto mock = behaviour(options);
  if (!mock) {
    return exit_invalid;
  }
  const Seed seed(options.seed);
  std::unique_ptr<mock::Provider> server;
  Service service;
  service.start = [&](rt::World& world, const rt::Address& address) {
    server = std::make_unique<mock::Provider>(world, *mock, seed, "");
    return server->start(address);
  };
  service.stop = [&](rt::Bound bound) -> rt::awaitable<void> {
    co_await server->stop(bound);
    server.reset();  // before its world
  };
  return serve(options.listen, seed, service,
               "mock provider on http://{}/v1 (any Bearer key, any model)\n");
}

}  // namespace

void add_mock(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("mock", "Run one mock provider alone (OpenAI's dialect).");
  command->footer(examples);
  command->add_option("--listen", options->listen, "Where to listen")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  command->add_option("--seed", options->seed, "Of all its draws")->capture_default_str();
  command->add_option("--first-token-p50", options->first_token_p50, "Median")
      ->capture_default_str();
  command->add_option("--first-token-p99", options->first_token_p99, "99th percentile")
      ->capture_default_str();
  command->add_option("--tokens-p50", options->tokens_p50, "Median length of an answer")
      ->capture_default_str();
  command->add_option("--tokens-p99", options->tokens_p99, "Its 99th percentile")
      ->capture_default_str();
  command->add_option("--tokens-per-second", options->tokens_per_second, "Pace")
      ->capture_default_str();
  command->callback([options, &exit_code] { exit_code = mock_alone(*options); });
}

}  // namespace gameday::app
