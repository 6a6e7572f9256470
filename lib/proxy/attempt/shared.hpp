#pragma once
// What all attempts of one fault proxy share. Lives on the proxy's World; outlives every attempt.

#include <cstdint>
#include <memory>

#include "faults/plan.hpp"
#include "http/client.hpp"
#include "llm/request_reader.hpp"
#include "proxy/attempt/heals.hpp"
#include "proxy/attempt/key.hpp"
#include "proxy/attempt/tries.hpp"
#include "proxy/http_options.hpp"
#include "record/sink.hpp"
#include "rt/event.hpp"
#include "rt/tls_flawed.hpp"

namespace gameday::proxy {

struct Shared {
  Shared(rt::World& the_world, HttpOptions the_options, record::Sink& the_sink,
         faults::FaultLedger& the_ledger, const http::PoolOptions& pool_options)
      : world(the_world),
        options(std::move(the_options)),
        sink(the_sink),
        ledger(the_ledger),
        keys(options.key_aliases, options.key_sources),
        pool(the_world, options.upstream, pool_options),
        healing(the_world),
        flawed(options.identity) {}

  /// Whose attempts they are and what they ask is looked for in bodies only for somebody: a run
  /// that records them, or faults that choose by it.
  bool wants_to_know() const { return options.place.has_value() || !plan->empty(); }

  rt::World& world;
  const HttpOptions options;
  record::Sink& sink;
  faults::FaultLedger& ledger;
  Keys keys;
  llm::RequestReader requests;
  http::Pool pool;
  std::shared_ptr<const faults::FaultPlan> plan = std::make_shared<faults::FaultPlan>();
  std::uint64_t arrivals = 0;
  std::uint64_t dial_errors = 0;  // connections to the provider that did not come about
  Tries tries;
  Heals heals;
  rt::Event healing;
  rt::TlsFlawed flawed;
};

/// Which connection of the proxy: each port counts its own; the first one's numbers are as if it
/// were alone.
inline std::uint64_t connection_of(std::uint64_t number, std::uint16_t replica) {
  return number + (std::uint64_t{replica} - 1) * (1ULL << 48U);
}

}  // namespace gameday::proxy
