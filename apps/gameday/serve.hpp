#pragma once
// One server alone, in the foreground, until Ctrl-C.

#include <functional>
#include <string>

#include "base/dice.hpp"
#include "rt/world.hpp"

namespace gameday::app {

/// How a server is started on its world, and stopped and destroyed before that world ends.
struct Service {
  std::function<result<rt::Address>(rt::World& world, const rt::Address& address)> start;
  std::function<rt::awaitable<void>(rt::Bound bound)> stop;
  std::function<void()> hang_up = {};  // SIGHUP, on the world's thread; empty: it ends the program
  Duration drain_time = 5s;            // for what runs when Ctrl-C or SIGTERM comes
};

/// `listen` as typed: `127.0.0.1:9001`. `greeting` is printed with the real address in place of
/// `{}`. Returns the exit code: 0 after Ctrl-C, 2 when it cannot listen there.
int serve(const std::string& listen, Seed seed, const Service& service,
          const std::string& greeting);

}  // namespace gameday::app
