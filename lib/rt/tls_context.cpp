#include "rt/tls_context.hpp"

#include <openssl/ssl.h>

#include "base/assert.hpp"

namespace gameday::rt {

void FreeSslContext::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

SslContext tls_context(TlsSide side) {
  SslContext context(
      SSL_CTX_new(side == TlsSide::client ? TLS_client_method() : TLS_server_method()));
  CHECK(context != nullptr, "OpenSSL makes a context");
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_RENEGOTIATION);
  return context;
}

}  // namespace gameday::rt
