#pragma once
// What all attempts of one fault proxy share. Lives on the proxy's World; outlives every attempt.

#include <cstdint>
#include <map>
#include <memory>

#include "faults/plan.hpp"
#include "http/client.hpp"
#include "proxy/attempt/key.hpp"
#include "proxy/http_proxy.hpp"
#include "rt/event.hpp"

namespace gameday::proxy {

struct Shared {
  Shared(rt::World& the_world, Options the_options, record::Sink& the_sink,
         const http::PoolOptions& pool_options)
      : world(the_world),
        options(std::move(the_options)),
        sink(the_sink),
        keys(options.key_aliases, options.key_sources),
        pool(the_world, options.upstream, pool_options),
        healing(the_world) {}

  rt::World& world;
  const Options options;
  record::Sink& sink;
  Keys keys;
  http::Pool pool;
  std::shared_ptr<const faults::FaultPlan> plan = std::make_shared<faults::FaultPlan>();
  faults::FaultLedger ledger;
  std::uint64_t arrivals = 0;
  std::map<std::uint32_t, std::uint32_t> tries;  // of each marked request on this provider so far
  std::uint64_t heals = 0;                       // whoever waits compares it with its own start
  rt::Event healing;
};

}  // namespace gameday::proxy
