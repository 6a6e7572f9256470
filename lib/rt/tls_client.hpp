#pragma once
// The client's side of TLS: whom to believe, and the handshake.
//
// Offers HTTP/1.1 only, TLS 1.2 or newer, and names the host (SNI) unless it is an address. The
// certificate must be valid now, for that host, and signed by somebody who is trusted. Real worlds
// only: OpenSSL has its own dice and its own idea of the time.
//
// A server that wants a certificate may refuse ours after the handshake (TLS 1.3): the first read
// says so then, with TlsError::refused.

#include <memory>
#include <string>

#include "rt/stream.hpp"
#include "rt/tls_identity.hpp"

namespace gameday::rt {

/// Who may sign certificates, and what we show of ourselves. Shared by connections, threads too.
class TlsTrust;
using TlsTrustPtr = std::shared_ptr<const TlsTrust>;

/// Those of this file (PEM); empty: the system's store, which the variables SSL_CERT_FILE and
/// SSL_CERT_DIR may name. `identity` is for servers that ask for a certificate (mTLS).
result<TlsTrustPtr> tls_trust(const std::string& ca_file = {}, const TlsIdentityPtr& identity = {});

/// The stream inside TLS once the handshake is done; the bound should name Limit::tls. Closes
/// `inner` when it fails.
awaitable<result<StreamPtr>> tls_client(StreamPtr inner, TlsTrustPtr trust, std::string host,
                                        Bound bound);

}  // namespace gameday::rt
