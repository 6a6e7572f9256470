// gameday gateway: the fallback gateway alone.

#include <optional>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/units.hpp"
#include "commands.hpp"
#include "console.hpp"
#include "exit_code.hpp"
#include "file_stamp.hpp"
#include "gateway_service.hpp"
#include "serve.hpp"
#include "sound_gateway.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday gateway --config scenarios/gateways/tuned.json
  gameday gateway --config my.json --listen 127.0.0.1:4000 --access-log -
  gameday gateway --config /etc/gameday/gateway.json --listen 0.0.0.0:4000
      --access-log /var/log/gameday/access.jsonl --drain-delay 5s --drain-time 25s
  kill -HUP PID    # reads the config again, opens the access log again
  kill -TERM PID   # /ready says 503, running requests end, then it exits

Pages: /v1/chat/completions, /v1/embeddings, /v1/models, /health, /ready, /metrics, /debug/policies.
How to run it: docs/gateway.md, "Running it".
)";

/// What is typed for a time; nothing, and why on stderr, when it is none.
std::optional<Duration> time_of(const char* flag, const std::string& text) {
  const auto time = parse_duration(text);
  constexpr Duration most = 1h;  // a stop that takes longer is none
  if (!time || *time.value < Duration::zero() || *time.value > most) {
    print_error(fmt::format("{}: {}", flag, time ? "takes 0s to 1h" : time.problem));
    return std::nullopt;
  }
  return *time.value;
}

int run_gateway(const GatewayFlags& flags) {
  std::string seen = stamp_of(flags.config);
  auto options = read_sound_gateway(flags.config, flags.listen, false);
  if (!options) {
    return exit_invalid;
  }
  const std::string log_path = flags.access_log.empty() ? options->access_log : flags.access_log;
  if (flags.log_prompts && log_path.empty()) {
    print_error(
        "--log-prompts: there is no access log that they could stand in; add --access-log FILE");
    return exit_invalid;
  }
  std::unique_ptr<record::LineWriter> log;
  if (!log_path.empty()) {
    log = std::make_unique<record::LineWriter>(log_path);
    if (!log->failure().empty()) {
      print_error(fmt::format("access log {}: {}", log_path, log->failure()));
      return exit_invalid;
    }
  }
  GatewayService gateway(flags, std::move(seen), log.get());
  Service service;
  service.start = [&](rt::World& world, const rt::Address& address) {
    return gateway.start(world, address, std::move(*options));
  };
  service.stop = [&](rt::Bound bound) { return gateway.stop(bound); };
  service.hang_up = [&] { gateway.hang_up(); };
  service.drain_time = flags.drain_delay + flags.drain_time;
  return serve(flags.listen, Seed(1), service,
               "gateway on http://{}/v1 (health at /health, readiness at /ready, metrics at "
               "/metrics)\n");
}

}  // namespace

void add_gateway(CLI::App& app, int& exit_code) {
  struct Typed {
    GatewayFlags flags;
    std::string drain_delay = "0s";
    std::string drain_time = "25s";
  };
  auto typed = std::make_shared<Typed>();
  GatewayFlags& flags = typed->flags;
  CLI::App* command = app.add_subcommand("gateway", "Run the fallback gateway alone.");
  command->footer(examples);
  command->add_option("--config", flags.config, "Its config (JSON)")->required()->type_name("FILE");
  command->add_option("--listen", flags.listen, "Where to listen")
      ->capture_default_str()
      ->type_name("ADDRESS:PORT");
  command
      ->add_option("--access-log", flags.access_log,
                   "One line of JSON a request; - is stdout; instead of the config's access_log")
      ->type_name("FILE");
  command->add_flag("--log-prompts", flags.log_prompts,
                    "With the body of each request in the access log: what people ask");
  command->add_flag("--no-watch", flags.no_watch,
                    "Read the config again on SIGHUP only, not when the file changes");
  command
      ->add_option("--drain-delay", typed->drain_delay,
                   "After SIGTERM: how long to serve on while /ready says 503")
      ->capture_default_str()
      ->type_name("DURATION");
  command
      ->add_option("--drain-time", typed->drain_time,
                   "After that: how long running requests may take to end")
      ->capture_default_str()
      ->type_name("DURATION");
  command->callback([typed, &exit_code] {
    const auto delay = time_of("--drain-delay", typed->drain_delay);
    const auto time = time_of("--drain-time", typed->drain_time);
    exit_code = exit_invalid;
    if (delay && time) {
      typed->flags.drain_delay = *delay;
      typed->flags.drain_time = *time;
      exit_code = run_gateway(typed->flags);
    }
  });
}

}  // namespace gameday::app
