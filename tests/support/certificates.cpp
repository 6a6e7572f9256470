#include "support/certificates.hpp"

#include <cstdio>
#include <filesystem>

#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "rt/tls_stream.hpp"

namespace gameday::test {
namespace {

constexpr long day = 24 * 60 * 60;

void add_extension(X509* x509, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, x509, x509, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str());
  ASSERT_NE(extension, nullptr) << value;
  X509_add_ext(x509, extension, -1);
  X509_EXTENSION_free(extension);
}

/// Unsigned; its issuer is still to be named.
Certificate blank(const std::string& name, const CertificateWish& wish, bool is_ca) {
  static long serial = 1;
  Certificate made{{X509_new(), X509_free}, {EVP_EC_gen("P-256"), EVP_PKEY_free}};
  X509* x509 = made.x509.get();
  X509_set_version(x509, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x509), serial++);
  X509_gmtime_adj(X509_getm_notBefore(x509), wish.from_days * day);
  X509_gmtime_adj(X509_getm_notAfter(x509), wish.until_days * day);
  X509_set_pubkey(x509, made.key.get());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x509), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  add_extension(x509, NID_basic_constraints, is_ca ? "critical,CA:TRUE" : "critical,CA:FALSE");
  if (!is_ca) {
    const bool address = wish.host.find_first_not_of("0123456789.") == std::string::npos;
    add_extension(x509, NID_subject_alt_name, (address ? "IP:" : "DNS:") + wish.host);
  }
  return made;
}

void sign(const Certificate& what, const Certificate& by) {
  X509_set_issuer_name(what.x509.get(), X509_get_subject_name(by.x509.get()));
  X509_sign(what.x509.get(), by.key.get(), EVP_sha256());
}

class TlsListener final : public rt::Listener {
 public:
  TlsListener(std::unique_ptr<rt::Listener> inner, Certificate certificate)
      : inner_(std::move(inner)), certificate_(std::move(certificate)) {}

  rt::awaitable<result<rt::StreamPtr>> accept(rt::Bound bound) override {
    while (true) {
      result<rt::StreamPtr> accepted = co_await inner_->accept(bound);
      if (!accepted) {
        co_return accepted.error();
      }
      result<rt::StreamPtr> opened = co_await tls_server(std::move(*accepted), certificate_, bound);
      if (opened) {
        co_return std::move(*opened);
      }
    }
  }
  rt::Address address() const override { return inner_->address(); }
  void door(rt::Door door) override { inner_->door(door); }

 private:
  std::unique_ptr<rt::Listener> inner_;
  Certificate certificate_;
};

}  // namespace

Certificate self_signed(const CertificateWish& wish) {
  Certificate made = blank("gameday test", wish, false);
  sign(made, made);
  return made;
}

Certificate authority(const std::string& name) {
  Certificate made = blank(name, {}, true);
  sign(made, made);
  return made;
}

Certificate signed_by(const Certificate& ca, const CertificateWish& wish) {
  Certificate made = blank("gameday test server", wish, false);
  sign(made, ca);
  return made;
}

std::string write_pem(const Certificate& certificate, const std::string& name) {
  const std::string path = testing::TempDir() + name;
  std::FILE* file = std::fopen(path.c_str(), "w");
  PEM_write_X509(file, certificate.x509.get());
  std::fclose(file);
  return path;
}

rt::awaitable<result<rt::StreamPtr>> tls_server(rt::StreamPtr inner, Certificate certificate,
                                                rt::Bound bound) {
  const std::unique_ptr<SSL_CTX, void (*)(SSL_CTX*)> context(SSL_CTX_new(TLS_server_method()),
                                                             SSL_CTX_free);
  SSL_CTX_use_certificate(context.get(), certificate.x509.get());
  SSL_CTX_use_PrivateKey(context.get(), certificate.key.get());
  rt::Ssl ssl(SSL_new(context.get()));
  SSL_set_accept_state(ssl.get());
  auto stream = std::make_unique<rt::TlsStream>(std::move(inner), std::move(ssl));
  const error_code failed = co_await stream->handshake(bound);
  if (failed) {
    co_return failed;
  }
  rt::StreamPtr opened = std::move(stream);
  co_return opened;
}

result<std::unique_ptr<rt::Listener>> TlsNetwork::listen(const rt::Address& address) {
  auto listener = inner_.listen(address);
  if (!listener) {
    return listener.error();
  }
  std::unique_ptr<rt::Listener> inside =
      std::make_unique<TlsListener>(std::move(*listener), certificate_);
  return inside;
}

rt::awaitable<result<rt::StreamPtr>> TlsNetwork::dial(rt::Address address, rt::Bound bound) {
  auto dialled = co_await inner_.dial(std::move(address), bound);
  co_return dialled;
}

rt::awaitable<result<std::vector<rt::Address>>> TlsNetwork::resolve(rt::Address name,
                                                                    rt::Bound bound) {
  auto addresses = co_await inner_.resolve(std::move(name), bound);
  co_return addresses;
}

}  // namespace gameday::test
