#include "serve.hpp"

#include <csignal>
#include <optional>

#include <fmt/format.h>

#include "console.hpp"
#include "exit_code.hpp"
#include "interrupt.hpp"
#include "rt/error.hpp"
#include "rt/real_world.hpp"

namespace gameday::app {
namespace {

std::string why_not(const std::string& listen, const error_code& ec) {
  if (ec == rt::IoError::in_use) {
    return fmt::format("--listen {}: the port is in use; choose another, or :0 for any free one",
                       listen);
  }
  return fmt::format("--listen {}: {}", listen, ec.message());
}

rt::awaitable<void> serve_until_stopped(rt::World& world, const Service& service,
                                        const rt::Stop& stop) {
  rt::Bound until_stopped;
  until_stopped.stop = &stop;
  co_await rt::sleep(world, until_stopped);
  rt::Bound drain;
  drain.due = later(world.now(), service.drain_time);
  drain.limit = rt::Limit::drain;
  co_await service.stop(drain);
}

rt::awaitable<void> run_service(rt::World& world, const std::string& listen, rt::Address address,
                                const Service& service, const std::string& greeting,
                                int& exit_code) {
  const auto taken = service.start(world, address);
  if (!taken) {
    print_error(why_not(listen, taken.error()));
    exit_code = exit_invalid;
    co_await service.stop(rt::Bound{world.now(), rt::Limit::drain, nullptr});
    co_return;
  }
  std::optional<rt::SignalWatch> hang_up;
  if (service.hang_up) {
    hang_up.emplace(world, SIGHUP, [&](int) { service.hang_up(); });
  }
  rt::Stop stop;
  Interrupt interrupt(world, stop, [] {
    fmt::print(stderr, "\nStopping: running requests may finish. Ctrl-C again ends at once.\n");
  });
  fmt::print(stderr, fmt::runtime(greeting), rt::to_text(*taken));
  co_await serve_until_stopped(world, service, stop);
}

}  // namespace

int serve(const std::string& listen, Seed seed, const Service& service,
          const std::string& greeting) {
  const auto address = rt::parse_address(listen);
  if (!address) {
    print_error(fmt::format("--listen {}: not an address; write 127.0.0.1:9001", listen));
    return exit_invalid;
  }
  int exit_code = exit_pass;
  rt::RealWorld world(rt::Epoch::start(), seed);
  world.run(run_service(world.world(), listen, *address, service, greeting, exit_code));
  return exit_code;
}

}  // namespace gameday::app
