#pragma once
// A certificate authority that lives for one test, and the servers that use it. Made with OpenSSL:
// no file of this repository holds a key.

#include <memory>
#include <optional>
#include <string>

#include "rt/tls_server.hpp"

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
/// … and may sign others, as `openssl req -x509` makes it.
Certificate self_signed_authority(const CertificateWish& wish = {});
Certificate authority(const std::string& name = "gameday test CA");
Certificate signed_by(const Certificate& ca, const CertificateWish& wish = {});
/// Signs others, itself signed by `ca`.
Certificate intermediate(const Certificate& ca, const std::string& name = "gameday test sub CA");

/// PEM, into a file of the test's folder; its path.
std::string write_pem(const Certificate& certificate, const std::string& name);
/// The key alone; with a password it is encrypted.
std::string write_key(const Certificate& certificate, const std::string& name,
                      const std::string& password = {});

/// By way of a file, which is gone when this returns.
rt::TlsIdentityPtr identity_of(const Certificate& certificate);
/// With `client_ca`, clients must show certificates that it has signed.
rt::TlsServerPtr server_of(const Certificate& certificate,
                           const std::optional<Certificate>& client_ca = {});

/// For servers that know nothing of TLS: listens on `inner` and shakes hands before it hands a
/// connection out, one at a time. Whoever fails is dropped.
class TlsNetwork final : public rt::Network {
 public:
  TlsNetwork(rt::World& world, const Certificate& certificate)
      : plain_(world), server_(server_of(certificate)) {}
  result<std::unique_ptr<rt::Listener>> listen(const rt::Address& address) override;
  /// Plain: only the listening side is inside TLS.
  rt::awaitable<result<rt::StreamPtr>> dial(rt::Address address, rt::Bound bound) override;
  rt::awaitable<result<std::vector<rt::Address>>> resolve(rt::Address name,
                                                          rt::Bound bound) override;

 private:
  rt::World& plain_;
  rt::TlsServerPtr server_;
};

}  // namespace gameday::test
