#pragma once
// The client's side of TLS: whom to believe, and the handshake.
//
// Offers HTTP/1.1 only, TLS 1.2 or newer, and names the host (SNI) unless it is an address. The
// certificate must be valid now, for that host, and signed by somebody who is trusted. Real worlds
// only: OpenSSL has its own dice and its own idea of the time.

#include <memory>
#include <string>

#include "rt/stream.hpp"
#include "rt/tls_error.hpp"

namespace gameday::rt {

/// Who may sign certificates. Shared by connections, threads too.
class TlsTrust;
using TlsTrustPtr = std::shared_ptr<const TlsTrust>;

/// Those of this file (PEM); empty: the system's store, which the variables SSL_CERT_FILE and
/// SSL_CERT_DIR may name.
result<TlsTrustPtr> tls_trust(const std::string& ca_file = {});

/// The stream inside TLS once the handshake is done; the bound should name Limit::tls. Closes
/// `inner` when it fails.
awaitable<result<StreamPtr>> tls_client(StreamPtr inner, TlsTrustPtr trust, std::string host,
                                        Bound bound);

}  // namespace gameday::rt
