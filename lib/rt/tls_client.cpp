#include "rt/tls_client.hpp"

#include <boost/asio/ip/address.hpp>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "base/assert.hpp"
#include "rt/error.hpp"
#include "rt/tls_context.hpp"
#include "rt/tls_stream.hpp"

namespace gameday::rt {

class TlsTrust {
 public:
  const SslContext context = tls_context(TlsSide::client);
};

namespace {

/// Which names the certificate must hold, and which one the peer is asked for.
bool expect_host(SSL* ssl, const std::string& host) {
  error_code no_address;
  asio::ip::make_address(host, no_address);
  if (!no_address) {
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str()) == 1;
  }
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(ssl, host.c_str()) == 1 &&
         SSL_ctrl(ssl, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                  const_cast<char*>(host.c_str())) == 1;
}

}  // namespace

result<TlsTrustPtr> tls_trust(const std::string& ca_file, const TlsIdentityPtr& identity) {
  const auto trust = std::make_shared<TlsTrust>();
  SSL_CTX* context = trust->context.get();
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_alpn_protos(context, http_1_1.data(), http_1_1.size());
  const int loaded = ca_file.empty() ? SSL_CTX_set_default_verify_paths(context)
                                     : SSL_CTX_load_verify_file(context, ca_file.c_str());
  ERR_clear_error();
  if (loaded != 1) {
    return make_error_code(TlsError::no_ca_file);
  }
  if (identity) {
    CHECK(identity->show_in(context), "an identity is tried when it is read");
  }
  return TlsTrustPtr(trust);
}

awaitable<result<StreamPtr>> tls_client(StreamPtr inner, TlsTrustPtr trust, std::string host,
                                        Bound bound) {
  Ssl ssl(SSL_new(trust->context.get()));
  CHECK(ssl != nullptr, "OpenSSL makes a connection");
  SSL_set_connect_state(ssl.get());
  if (!expect_host(ssl.get(), host)) {
    ERR_clear_error();
    inner->end(End::close);
    co_return make_error_code(IoError::bad_address);
  }
  auto stream = std::make_unique<TlsStream>(std::move(inner), std::move(ssl));
  const error_code failed = co_await stream->handshake(bound);
  if (failed) {
    stream->end(End::close);
    co_return failed;
  }
  StreamPtr opened = std::move(stream);
  co_return opened;
}

}  // namespace gameday::rt
