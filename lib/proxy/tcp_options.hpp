#pragma once
// How a TCP proxy is set up, what it does to bytes, and what it counts. Plain data.

#include <cstdint>
#include <string>
#include <vector>

#include "base/end.hpp"
#include "proxy/connection_watch.hpp"
#include "rt/network.hpp"
#include "rt/tls_client.hpp"
#include "rt/tls_server.hpp"
#include "toxics/link_machine.hpp"

namespace gameday::proxy {

struct TcpOptions {
  std::vector<rt::Address> upstreams;  // at least one
  Duration dial_time = 1s;             // for each: as our gateway gives a provider
  std::size_t links = 10'000;          // more wait in the kernel's backlog, as of http::Limits
  /// What a client sees whom no upstream can be found for, and everybody when the proxy stops.
  End refusal = End::reset;
  std::string name;           // with the seed of its world: of the toxics' dice
  rt::TlsServerPtr identity;  // what clients are shown, who speak TLS then; none: plain
  rt::TlsTrustPtr tls;        // who may sign the upstreams' certificates; none: they are plain
  std::string tls_name;       // that these must hold; empty: the host that is dialled
  Duration tls_time = 10s;    // of a handshake with an upstream: as http::PoolOptions
  ConnectionWatch* watch = nullptr;  // outlives the proxy; null: nobody
};

/// One chain for each direction; null: none.
struct Toxics {
  toxics::LinkPlanPtr upstream;
  toxics::LinkPlanPtr downstream;
};

/// Since the proxy was made, while data flows.
struct TcpCounts {
  struct Way {
    std::uint64_t received = 0;  // bytes, from the direction's source
    std::uint64_t sent = 0;      // to where they go
    void add(const Way& more) {
      received += more.received;
      sent += more.sent;
    }
  };
  Way upstream;
  Way downstream;
  std::uint64_t accepted = 0;
  std::uint64_t dial_errors = 0;  // clients, or of HTTP calls, without an upstream
  error_code last_dial_error;     // of the last upstream that was tried for one of them
  rt::TlsRefusals refusals;       // clients with whom no handshake came about
  std::uint64_t hit = 0;          // connections that a toxic has acted on

  void add(const TcpCounts& more) {
    upstream.add(more.upstream);
    downstream.add(more.downstream);
    accepted += more.accepted;
    dial_errors += more.dial_errors;
    hit += more.hit;
  }
};

}  // namespace gameday::proxy
