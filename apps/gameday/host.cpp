#include "host.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "rt/real_world.hpp"

namespace gameday::app {

verdict::HostFacts host_facts() {
  verdict::HostFacts facts;
  const auto since = rt::Epoch::start().wall.time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(since).count();
  facts.started = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time_t{seconds}));
  utsname machine{};
  if (uname(&machine) == 0) {
    facts.machine = fmt::format("{} {} {}, {} cores", machine.sysname, machine.release,
                                machine.machine, sysconf(_SC_NPROCESSORS_ONLN));
  }
#ifdef NDEBUG
  facts.build = "optimised, g++ " __VERSION__;
#else
  facts.build = "debug, g++ " __VERSION__;
#endif
  return facts;
}

}  // namespace gameday::app
