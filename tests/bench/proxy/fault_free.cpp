// The fault proxy alone, without a fault: prints its port, and passes everything to PORT.

#include <cstdio>
#include <cstdlib>

#include "proxy/http_proxy.hpp"
#include "record/null_sink.hpp"
#include "rt/real_world.hpp"

namespace gameday {
namespace {

rt::awaitable<void> serve(rt::World& world, std::uint16_t port) {
  record::NullSink nobody;
  faults::FaultLedger ledger;
  proxy::HttpOptions options;
  options.upstream = {"127.0.0.1", port};
  proxy::HttpProxy proxy(world, options, nobody, ledger);
  const auto address = proxy.start({"127.0.0.1", 0});
  std::printf("%d\n", address->port);
  std::fflush(stdout);
  co_await rt::sleep(world, rt::Bound{});
}

}  // namespace
}  // namespace gameday

int main(int argc, char** argv) {
  using namespace gameday;
  const int port = argc == 2 ? std::atoi(argv[1]) : 0;
  rt::RealWorld world(rt::Epoch::start(), Seed(1));
  world.run(serve(world.world(), static_cast<std::uint16_t>(port)));
}
