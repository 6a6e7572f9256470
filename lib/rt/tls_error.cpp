#include "rt/tls_error.hpp"

#include <string>

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace gameday::rt {
namespace {

class Category final : public boost::system::error_category {
 public:
  const char* name() const noexcept override { return "tls"; }
  std::string message(int value) const override {
    switch (static_cast<TlsError>(value)) {
      case TlsError::expired:
        return "TLS: the certificate has expired";
      case TlsError::not_yet_valid:
        return "TLS: the certificate is not valid yet";
      case TlsError::wrong_host:
        return "TLS: the certificate is for another host";
      case TlsError::unknown_ca:
        return "TLS: the certificate is signed by a CA that is not trusted here";
      case TlsError::self_signed:
        return "TLS: the certificate is self-signed and not trusted here";
      case TlsError::bad_certificate:
        return "TLS: the certificate cannot be trusted";
      case TlsError::not_tls:
        return "TLS: the peer speaks something else, perhaps plain http";
      case TlsError::refused:
        return "TLS: the peer refused the handshake";
      case TlsError::no_ca_file:
        return "TLS: the CA file cannot be read or holds no certificate";
      case TlsError::no_client_certificate:
        return "TLS: the client showed no certificate, and one is required";
      case TlsError::no_http_1_1:
        return "TLS: the client offers no HTTP/1.1";
      case TlsError::old_version:
        return "TLS: the peer speaks nothing newer than TLS 1.1";
      case TlsError::no_certificate:
        return "TLS: the file holds no certificate (PEM) that can be read";
      case TlsError::no_key:
        return "TLS: the file holds no private key (PEM) that can be read";
      case TlsError::encrypted_key:
        return "TLS: the key is encrypted; nobody can type its password here, so decrypt it";
      case TlsError::other_key:
        return "TLS: the key is not the one that the certificate is for";
      case TlsError::weak:
        return "TLS: the certificate or its key is too weak for this system's OpenSSL";
      case TlsError::too_large:
        return "TLS: the file is too large for one with certificates and keys";
      case TlsError::broken:
        break;
    }
    return "TLS: the peer broke the protocol";
  }
};

const Category& category() {
  static const Category one;
  return one;
}

TlsError of_certificate(long verified) {
  switch (verified) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return TlsError::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return TlsError::not_yet_valid;
    case X509_V_ERR_HOSTNAME_MISMATCH:
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return TlsError::wrong_host;
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return TlsError::self_signed;
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:  // another CA of the same name
      return TlsError::unknown_ca;
    default:
      return TlsError::bad_certificate;
  }
}

TlsError of_reason(int reason) {
  if (reason >= SSL_AD_REASON_OFFSET) {  // that is how OpenSSL numbers the alerts it gets
    return TlsError::refused;
  }
  switch (reason) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_UNKNOWN_PROTOCOL:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_HTTPS_PROXY_REQUEST:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
      return TlsError::not_tls;
    case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
      return TlsError::no_client_certificate;
    case SSL_R_NO_APPLICATION_PROTOCOL:
      return TlsError::no_http_1_1;
    case SSL_R_UNSUPPORTED_PROTOCOL:
    case SSL_R_VERSION_TOO_LOW:
      return TlsError::old_version;
    default:
      return TlsError::broken;
  }
}

}  // namespace

error_code make_error_code(TlsError error) {
  return {static_cast<int>(error), category()};
}

bool is_tls_error(const error_code& ec) {
  return ec.category() == category();
}

TlsError tls_failure(ssl_st* ssl) {
  const int reason = ERR_GET_REASON(ERR_peek_error());
  ERR_clear_error();
  const long verified = SSL_get_verify_result(ssl);
  return verified != X509_V_OK ? of_certificate(verified) : of_reason(reason);
}

}  // namespace gameday::rt
