// gameday proxy: fault proxies with Toxiproxy's control API, alone.

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "commands.hpp"
#include "console.hpp"
#include "control/api.hpp"
#include "exit_code.hpp"
#include "interrupt.hpp"
#include "rt/error.hpp"
#include "rt/real_world.hpp"

namespace gameday::app {
namespace {

constexpr const char* examples = R"(Examples:
  gameday proxy
  gameday ctl create -l 127.0.0.1:26379 -u 127.0.0.1:6379 redis
  gameday ctl toxic add -t latency -a latency=1000 redis

  gameday ctl create -l 127.0.0.1:9000 -u https://api.openai.com openai
  gameday ctl fault add -t rate-limited -m share=50% openai

  gameday proxy -port 8474 -config proxies.json -proxy-metrics

A drop-in for toxiproxy-server: its API, its flags (one dash or two), its config file. Every client
of it works unchanged (docs/toxiproxy.md). It speaks HTTP and TLS besides (docs/http-proxies.md).
)";

constexpr Duration drain_time = 5s;  // for calls that run when Ctrl-C comes

struct ProxyFlags {
  std::string host = "localhost";
  std::uint16_t port = 8474;
  std::string config;
  std::uint64_t seed = 1;
  std::string token;
  control::ApiOptions api;
};

/// The reference logs what is wrong with its config and serves on; a typo that leaves every proxy
/// out is better told by not starting.
rt::awaitable<bool> populated(control::Api& api, const std::string& config) {
  if (config.empty()) {
    co_return true;
  }
  const auto text = read_small_file(config);
  if (!text) {
    co_return false;
  }
  const auto problem = co_await api.populate(*text);
  if (problem) {
    print_error(fmt::format("{}: {}", config, *problem));
  }
  co_return !problem.has_value();
}

rt::awaitable<void> serve_until_stopped(rt::World& world) {
  rt::Stop stop;
  Interrupt interrupt(world, stop, [] { fmt::print(stderr, "\nStopping: all faults heal.\n"); });
  rt::Bound until_stopped;
  until_stopped.stop = &stop;
  co_await rt::sleep(world, until_stopped);
}

rt::awaitable<void> serve_api(rt::World& world, ProxyFlags flags, int& exit_code) {
  control::Api api(world, flags.api);
  const std::string host = flags.host == "localhost" ? "127.0.0.1" : flags.host;
  const auto taken = api.start(rt::Address{host, flags.port});
  if (!taken) {
    const bool used = taken.error() == rt::IoError::in_use;
    print_error(fmt::format(
        "{}:{}: {}", flags.host, flags.port,
        used ? "the port is in use; choose another with --port" : taken.error().message()));
    exit_code = exit_invalid;
  } else {
    const bool ready = co_await populated(api, flags.config);
    exit_code = ready ? exit_pass : exit_invalid;
    if (ready) {
      fmt::print(stderr, "control API on http://{} with {} {} (try: gameday ctl list)\n",
                 rt::to_text(*taken), api.proxies(), api.proxies() == 1 ? "proxy" : "proxies");
      co_await serve_until_stopped(world);
    }
  }
  const rt::Bound drain{later(world.now(), drain_time), rt::Limit::drain, nullptr};
  co_await api.stop(drain);
}

int proxy(ProxyFlags flags) {
  if (!flags.token.empty()) {
    flags.api.token = flags.token;
  }
  int exit_code = exit_pass;
  rt::RealWorld world(rt::Epoch::start(), Seed(flags.seed));
  world.run(serve_api(world.world(), std::move(flags), exit_code));
  return exit_code;
}

}  // namespace

void add_proxy(CLI::App& app, int& exit_code) {
  auto flags = std::make_shared<ProxyFlags>();
  CLI::App* command =
      app.add_subcommand("proxy", "Run fault proxies alone, as toxiproxy-server does.");
  command->footer(examples);
  command->set_help_flag("--help,-h", "Print this help message and exit");
  command->set_version_flag("--version", std::string("toxiproxy-server version ") +
                                             flags->api.version + " (gameday " GAMEDAY_VERSION ")");
  command->add_option("--host", flags->host, "Where the control API listens")
      ->capture_default_str()
      ->type_name("ADDRESS");
  command->add_option("--port", flags->port, "Its port; 0 is any free one")
      ->capture_default_str()
      ->type_name("PORT");
  command->add_option("--config", flags->config, "Proxies to begin with: the body of /populate")
      ->type_name("FILE");
  command->add_option("--seed", flags->seed, "Of all dice: jitter, toxicity, slices")
      ->capture_default_str()
      ->type_name("NUMBER");
  command->add_flag("--proxy-metrics", flags->api.proxy_metrics,
                    "Serve /metrics with bytes, connections and toxic hits");
  command->add_flag("--runtime-metrics", flags->api.runtime_metrics,
                    "Serve /metrics with figures of this process");
  command->add_option("--token", flags->token, "Every request must carry it as a bearer token")
      ->envname("GAMEDAY_PROXY_TOKEN")
      ->type_name("TOKEN");
  command->callback([flags, &exit_code] { exit_code = proxy(*flags); });
}

}  // namespace gameday::app
