#include "rt/tls_server.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include "base/assert.hpp"
#include "rt/closing.hpp"
#include "rt/tls_server_context.hpp"
#include "rt/tls_stream.hpp"

namespace gameday::rt {

namespace {

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* size,
                    const unsigned char* offered, unsigned int offered_size, void*) {
  unsigned char* common = nullptr;
  const int found =
      SSL_select_next_proto(&common, size, http_1_1.data(), http_1_1.size(), offered, offered_size);
  *chosen = common;
  return found == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

bool require_certificates(SSL_CTX* context, const std::string& ca_file) {
  STACK_OF(X509_NAME)* const names = SSL_load_client_CA_file(ca_file.c_str());
  if (names == nullptr || SSL_CTX_load_verify_file(context, ca_file.c_str()) != 1) {
    sk_X509_NAME_pop_free(names, X509_NAME_free);
    return false;
  }
  SSL_CTX_set_client_CA_list(context, names);  // so that a client can choose; takes them over
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
  return true;
}

}  // namespace

result<TlsServerPtr> tls_server(const TlsIdentityPtr& identity, const std::string& client_ca_file) {
  CHECK(identity != nullptr, "a server of TLS has a certificate");
  const auto server = std::make_shared<TlsServer>();
  SSL_CTX* const context = server->context.get();
  CHECK(identity->show_in(context), "an identity is tried when it is read");
  SSL_CTX_set_alpn_select_cb(context, choose_protocol, nullptr);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET);
  SSL_CTX_set_num_tickets(context, 0);
  const bool ready = client_ca_file.empty() || require_certificates(context, client_ca_file);
  ERR_clear_error();
  if (!ready) {
    return make_error_code(TlsError::no_ca_file);
  }
  return TlsServerPtr(server);
}

awaitable<result<StreamPtr>> tls_accept(World& world, StreamPtr inner, TlsServerPtr server,
                                        Bound bound) {
  Ssl ssl(SSL_new(server->context.get()));
  CHECK(ssl != nullptr, "OpenSSL makes a connection");
  SSL_set_accept_state(ssl.get());
  auto stream = std::make_unique<TlsStream>(std::move(inner), std::move(ssl));
  const error_code failed = co_await stream->handshake(bound);
  if (failed) {
    if (is_tls_error(failed)) {  // it may be talking still: a reset would take the alert from it
      co_await close_politely(world, stream->below(), bound);
    }
    stream->end(End::close);
    co_return failed;
  }
  StreamPtr opened = std::move(stream);
  co_return opened;
}

awaitable<StreamPtr> tls_let_in(World& world, StreamPtr client, TlsServerPtr server,
                                TlsRefusals& refusals, const Stop& stop) {
  const Bound bound{later(world.now(), tls_accept_time), Limit::tls, &stop};
  result<StreamPtr> inside =
      co_await tls_accept(world, std::move(client), std::move(server), bound);
  if (!inside) {
    refusals.add(inside.error());
    co_return nullptr;
  }
  co_return std::move(*inside);
}

}  // namespace gameday::rt
