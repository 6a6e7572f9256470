#pragma once
// What a TlsServer is, for those in this room who make one or look at its certificate.

#include "rt/tls_context.hpp"

namespace gameday::rt {

class TlsServer {
 public:
  const SslContext context = tls_context(TlsSide::server);
};

}  // namespace gameday::rt
