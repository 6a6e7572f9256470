#pragma once
// Why TLS did not come about, told apart: whoever reads the message must know whether to renew a
// certificate, to name another host or to give a CA file.

#include <type_traits>

#include <boost/system/error_code.hpp>

#include "base/result.hpp"

struct ssl_st;

namespace gameday::rt {

enum class TlsError {
  expired = 1,
  not_yet_valid,
  wrong_host,             // the certificate names others
  unknown_ca,             // signed by somebody who is not trusted here
  self_signed,            // signed by itself, and not trusted here
  bad_certificate,        // anything else that a certificate can be
  not_tls,                // the peer speaks something else, plain HTTP as a rule
  refused,                // the peer said no: an alert
  broken,                 // it began well and is no TLS any more
  no_ca_file,             // the file cannot be read, or holds no certificate
  no_client_certificate,  // the client showed none, and one is required
  no_http_1_1,            // the client offers other protocols only
  old_version,            // the peer speaks nothing newer than TLS 1.1
  // of files with our own certificate and key:
  no_certificate,  // none in the file, or one that cannot be read
  no_key,          // none in the file, or one that cannot be read
  encrypted_key,   // it has a password
  other_key,       // not the one that the certificate is for
  weak,            // shorter than OpenSSL takes, as it is set up on this system
  too_large        // larger than pem_file_most
};

error_code make_error_code(TlsError error);
bool is_tls_error(const error_code& ec);
/// After a step of OpenSSL has failed. Empties its queue of errors.
TlsError tls_failure(ssl_st* ssl);

}  // namespace gameday::rt

template <>
struct boost::system::is_error_code_enum<gameday::rt::TlsError> : std::true_type {};
