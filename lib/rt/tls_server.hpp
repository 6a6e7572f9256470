#pragma once
// The server's side of TLS: what is shown to clients, what is asked of them, and the handshake.
//
// TLS 1.2 or newer, HTTP/1.1 only: a client that offers other protocols and not this one is told
// so. No session is resumed, so that every connection shows its certificate and is checked. Real
// worlds only: OpenSSL has its own dice and its own idea of the time.

#include <cstdint>
#include <memory>
#include <string>

#include "rt/tls_identity.hpp"
#include "rt/world.hpp"

namespace gameday::rt {

/// How a port speaks TLS. Shared by connections, threads too.
class TlsServer;
using TlsServerPtr = std::shared_ptr<const TlsServer>;

/// With a file of CAs (PEM), every client must show a certificate that one of them has signed. The
/// only error is no_ca_file.
result<TlsServerPtr> tls_server(const TlsIdentityPtr& identity,
                                const std::string& client_ca_file = {});

/// The most that a handshake may take: ten times what a far client takes.
inline constexpr Duration tls_accept_time = 10s;

/// The stream inside TLS once the handshake is done; the bound should name Limit::tls. In a task of
/// the connection's own: a client may take its time. Closes `inner` when it fails, behind the alert
/// that tells the client why.
awaitable<result<StreamPtr>> tls_accept(World& world, StreamPtr inner, TlsServerPtr server,
                                        Bound bound);

/// How many handshakes failed at a port, and the last one's reason, for whoever watches it.
struct TlsRefusals {
  void add(const error_code& why) {
    ++count;
    last = why;
  }
  std::uint64_t count = 0;
  error_code last;
};

/// What a port does with a client that comes: the handshake, for tls_accept_time at most, and no
/// longer than until `stop` is requested, for nothing is owed to who has not got in yet. Null when
/// none came about, which is counted. What is referred to outlives the call.
awaitable<StreamPtr> tls_let_in(World& world, StreamPtr client, TlsServerPtr server,
                                TlsRefusals& refusals, const Stop& stop);

}  // namespace gameday::rt
