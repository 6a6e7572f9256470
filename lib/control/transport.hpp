#pragma once
// Where a proxy's connections go, in which protocol, inside TLS or not: as it was asked for, and
// what it takes to serve that.

#include <cstdint>
#include <optional>
#include <string>

#include "control/api_error.hpp"
#include "rt/network.hpp"
#include "rt/tls_client.hpp"
#include "rt/tls_server.hpp"

namespace gameday::control {

enum class Protocol : std::uint8_t { tcp, http };

/// What its port shows to clients: names of PEM files.
struct ListenTls {
  std::string cert;
  std::string key;        // empty: it stands in the certificate's file
  std::string client_ca;  // not empty: every client must show a certificate that it has signed
  bool operator==(const ListenTls&) const = default;
};
/// How it speaks to the upstream.
struct UpstreamTls {
  std::string ca;    // empty: the system's store
  std::string cert;  // ours, when the upstream asks for one; empty: none
  std::string key;
  std::string name;  // that the upstream's certificate must hold; empty: its host
  bool operator==(const UpstreamTls&) const = default;
};

struct Transport {
  std::string upstream;  // host:port, or of http also http://host and https://host
  Protocol protocol = Protocol::tcp;
  std::optional<ListenTls> tls{};
  std::optional<UpstreamTls> upstream_tls{};  // https:// has it anyway
  bool operator==(const Transport&) const = default;
};

/// A Transport with its files read and its upstream taken apart.
struct Target {
  rt::Address upstream;
  std::string host;           // for the Host field; empty: as the client says
  rt::TlsServerPtr identity;  // null: plain, on this side …
  rt::TlsTrustPtr trust;      // … and on that one
  std::string tls_name;
};
/// 400 with what is wrong.
answer<Target> target_of(const Transport& transport);

/// What a body says of it; what is absent stays.
struct TransportChange {
  std::optional<std::string> upstream;
  std::optional<std::string> protocol;  // none: http as soon as the upstream is a URL
  std::optional<ListenTls> tls;
  std::optional<UpstreamTls> upstream_tls;
};
/// Checked: target_of() takes it.
answer<Transport> changed(Transport transport, const TransportChange& change);

}  // namespace gameday::control
