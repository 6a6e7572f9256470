#pragma once
// How an HTTP fault proxy is set up. Plain data.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "http/limits.hpp"
#include "llm/dialect.hpp"
#include "proxy/allowance.hpp"
#include "proxy/connection_watch.hpp"
#include "rt/network.hpp"
#include "rt/tls_client.hpp"
#include "rt/tls_server.hpp"

namespace gameday::proxy {

/// Where in a run a proxy stands: its records say so.
struct RunPlace {
  std::uint16_t experiment = 0;  // indices into the run's Cast
  std::uint16_t arm = 0;
  std::uint16_t provider = 0;
  std::uint16_t replicas = 1;     // ports that will be started
  std::uint16_t run = 0;          // the marker's RRRR: others are not ours
  bool foreign_resolver = false;  // its clients look its name up out of our reach
};

struct HttpOptions {
  rt::Address upstream;
  std::optional<RunPlace> place;        // none: it stands alone, and every run's markers count
  std::optional<llm::Dialect> dialect;  // the provider's; none: as the path says
  std::map<std::string, std::string> key_aliases;  // SHA-256 in hex of a key -> its alias
  std::map<std::string, std::string> key_sources;  // … -> where it came from: env.NAME
  http::Limits limits;
  rt::TlsServerPtr identity;  // what its ports show to clients; none: they speak http
  // Of a real provider: who may sign its certificate (none: http), which name that holds (empty:
  // the upstream's host), what it is called in the Host field (empty: as the client says), and what
  // may be asked of it. A mock takes anything.
  rt::TlsTrustPtr tls;
  std::string tls_name;
  std::string host;
  Allowance* allowance = nullptr;  // outlives the proxy
  /// Its name for toxics, which may act below it then; none: they cannot, and no bytes are counted.
  std::optional<std::string> link_name;
  ConnectionWatch* watch = nullptr;  // outlives the proxy; null: nobody
};

}  // namespace gameday::proxy
