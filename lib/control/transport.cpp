#include "control/transport.hpp"

#include <fmt/format.h>

#include "base/url.hpp"
#include "control/listen_address.hpp"

namespace gameday::control {
namespace {

// Toxiproxy takes any text and fails when it dials. So does port 0, at once.
const rt::Address nowhere{"127.0.0.1", 0};

rt::Address dialled(const std::string& upstream) {
  Parsed<HostPort> split = split_host_port(upstream);
  if (!split || split.value->port == 0) {
    return nowhere;
  }
  // Without a host, Go dials this machine.
  std::string host = split.value->host.empty() ? "localhost" : std::move(split.value->host);
  return {std::move(host), split.value->port};
}

answer<rt::TlsIdentityPtr> identity_of(const std::string& cert, const std::string& key,
                                       std::string_view where) {
  std::vector<rt::TlsFileProblem> problems;
  rt::TlsIdentityPtr identity = rt::tls_identity({cert, key}, problems);
  if (!identity) {
    return bad_body(fmt::format("{}: {}", where, rt::to_text(problems.front())));
  }
  return identity;
}

answer<rt::TlsServerPtr> server_of(const ListenTls& tls) {
  if (tls.cert.empty()) {
    return bad_body("tls.cert is missing; it is the name of a PEM file");
  }
  const auto identity = identity_of(tls.cert, tls.key, "tls");
  if (!identity) {
    return identity.error();
  }
  const auto server = rt::tls_server(*identity, tls.client_ca);
  if (!server) {
    return bad_body(fmt::format("tls.client_ca: {}: {}", tls.client_ca, server.error().message()));
  }
  return *server;
}

answer<rt::TlsTrustPtr> trust_of(const UpstreamTls& tls) {
  rt::TlsIdentityPtr identity;
  if (!tls.cert.empty()) {
    const auto read = identity_of(tls.cert, tls.key, "upstream_tls");
    if (!read) {
      return read.error();
    }
    identity = *read;
  } else if (!tls.key.empty()) {
    return bad_body("upstream_tls.key is there without upstream_tls.cert");
  }
  const auto trust = rt::tls_trust(tls.ca, identity);
  if (!trust) {
    return bad_body(fmt::format("upstream_tls.ca: {}: {}", tls.ca, trust.error().message()));
  }
  return *trust;
}

bool is_url(const std::string& upstream) {
  return upstream.starts_with("http://") || upstream.starts_with("https://");
}

/// Of a URL: its parts, and that it is inside TLS.
std::optional<ApiError> read_url(const Transport& transport, Target& target, bool& tls) {
  if (transport.protocol == Protocol::tcp) {
    return bad_body(R"(upstream is a URL, which "protocol": "tcp" has none of; write host:port)");
  }
  const Parsed<Url> url = parse_url(transport.upstream);
  if (!url) {
    return bad_body("upstream " + url.problem);
  }
  if (!url.value->path.empty()) {
    return bad_body(fmt::format("upstream has a path ({}), which comes from the client; write {}",
                                url.value->path,
                                transport.upstream.substr(0, transport.upstream.find('/', 8))));
  }
  target.upstream = {url.value->host, url.value->port};
  target.host = host_field(*url.value);
  tls = url.value->tls;
  if (!tls && transport.upstream_tls) {
    return bad_body("upstream_tls is there, but upstream is http://; write https://");
  }
  return std::nullopt;
}

}  // namespace

answer<Target> target_of(const Transport& transport) {
  Target target;
  bool tls = transport.upstream_tls.has_value();
  if (is_url(transport.upstream)) {
    if (const auto wrong = read_url(transport, target, tls)) {
      return *wrong;
    }
  } else {
    target.upstream = dialled(transport.upstream);
  }
  if (transport.tls) {
    const auto server = server_of(*transport.tls);
    if (!server) {
      return server.error();
    }
    target.identity = *server;
  }
  if (tls) {
    const UpstreamTls files = transport.upstream_tls.value_or(UpstreamTls());
    const auto trust = trust_of(files);
    if (!trust) {
      return trust.error();
    }
    target.trust = *trust;
    target.tls_name = files.name;
  }
  return target;
}

answer<Transport> changed(Transport transport, const TransportChange& change) {
  transport.upstream = change.upstream.value_or(transport.upstream);
  if (change.tls) {
    transport.tls = change.tls;
  }
  if (change.upstream_tls) {
    transport.upstream_tls = change.upstream_tls;
  }
  if (change.protocol) {
    if (*change.protocol != "tcp" && *change.protocol != "http") {
      return bad_body("protocol was invalid, can be either tcp or http");
    }
    transport.protocol = *change.protocol == "http" ? Protocol::http : Protocol::tcp;
  } else if (is_url(transport.upstream)) {
    transport.protocol = Protocol::http;
  }
  const answer<Target> target = target_of(transport);
  if (!target) {
    return target.error();
  }
  return transport;
}

}  // namespace gameday::control
