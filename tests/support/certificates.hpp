#pragma once
// A certificate authority that lives for one test, and the servers that use it. Made with OpenSSL:
// no file of this repository holds a key.

#include <memory>
#include <string>

#include "rt/network.hpp"

struct evp_pkey_st;
struct x509_st;

namespace gameday::test {

struct Certificate {
  std::shared_ptr<x509_st> x509;
  std::shared_ptr<evp_pkey_st> key;
};

struct CertificateWish {
  std::string host = "localhost";  // a DNS name, or an IPv4 address
  long from_days = -1;             // valid from … until, counted from now
  long until_days = 1;
};

/// Signs itself.
Certificate self_signed(const CertificateWish& wish = {});
Certificate authority(const std::string& name = "gameday test CA");
Certificate signed_by(const Certificate& ca, const CertificateWish& wish = {});
/// PEM, into a file of the test's folder; its path.
std::string write_pem(const Certificate& certificate, const std::string& name);

/// Listens on `inner` and shakes hands before it hands a connection out. Whoever fails is dropped.
class TlsNetwork final : public rt::Network {
 public:
  TlsNetwork(rt::Network& inner, Certificate certificate)
      : inner_(inner), certificate_(std::move(certificate)) {}
  result<std::unique_ptr<rt::Listener>> listen(const rt::Address& address) override;
  /// Plain: only the listening side is inside TLS.
  rt::awaitable<result<rt::StreamPtr>> dial(rt::Address address, rt::Bound bound) override;
  rt::awaitable<result<std::vector<rt::Address>>> resolve(rt::Address name,
                                                          rt::Bound bound) override;

 private:
  rt::Network& inner_;
  Certificate certificate_;
};

/// The server's side of TLS over `inner`.
rt::awaitable<result<rt::StreamPtr>> tls_server(rt::StreamPtr inner, Certificate certificate,
                                                rt::Bound bound);

}  // namespace gameday::test
