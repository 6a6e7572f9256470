#include "support/certificates.hpp"

#include <cstdio>
#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <unistd.h>

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

void add_host(X509* x509, const std::string& host) {
  const bool address = host.find_first_not_of("0123456789.") == std::string::npos;
  add_extension(x509, NID_subject_alt_name, (address ? "IP:" : "DNS:") + host);
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
    add_host(x509, wish.host);
  }
  return made;
}

void sign(const Certificate& what, const Certificate& by) {
  X509_set_issuer_name(what.x509.get(), X509_get_subject_name(by.x509.get()));
  X509_sign(what.x509.get(), by.key.get(), EVP_sha256());
}

void put_key(std::FILE* file, const Certificate& certificate, const std::string& password = {}) {
  const auto* const word = reinterpret_cast<const unsigned char*>(password.data());
  const EVP_CIPHER* const cipher = password.empty() ? nullptr : EVP_aes_128_cbc();
  PEM_write_PrivateKey(file, certificate.key.get(), cipher, password.empty() ? nullptr : word,
                       static_cast<int>(password.size()), nullptr, nullptr);
}

/// A name that no other test has, of this program or another.
std::string passing_name() {
  static int n = 0;
  return fmt::format("gameday-{}-{}.pem", ::getpid(), n++);
}

class TlsListener final : public rt::Listener {
 public:
  TlsListener(rt::World& world, std::unique_ptr<rt::Listener> inner, rt::TlsServerPtr server)
      : world_(world), inner_(std::move(inner)), server_(std::move(server)) {}

  rt::awaitable<result<rt::StreamPtr>> accept(rt::Bound bound) override {
    while (true) {
      result<rt::StreamPtr> accepted = co_await inner_->accept(bound);
      if (!accepted) {
        co_return accepted.error();
      }
      result<rt::StreamPtr> opened =
          co_await rt::tls_accept(world_, std::move(*accepted), server_, bound);
      if (opened) {
        co_return std::move(*opened);
      }
    }
  }
  rt::Address address() const override { return inner_->address(); }
  void door(rt::Door door) override { inner_->door(door); }

 private:
  rt::World& world_;
  std::unique_ptr<rt::Listener> inner_;
  rt::TlsServerPtr server_;
};

}  // namespace

Certificate self_signed(const CertificateWish& wish) {
  Certificate made = blank("gameday test", wish, false);
  sign(made, made);
  return made;
}

Certificate self_signed_authority(const CertificateWish& wish) {
  Certificate made = blank("gameday test server and CA", wish, true);
  add_host(made.x509.get(), wish.host);
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

Certificate intermediate(const Certificate& ca, const std::string& name) {
  Certificate made = blank(name, {}, true);
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

std::string write_key(const Certificate& certificate, const std::string& name,
                      const std::string& password) {
  const std::string path = testing::TempDir() + name;
  std::FILE* file = std::fopen(path.c_str(), "w");
  put_key(file, certificate, password);
  std::fclose(file);
  return path;
}

rt::TlsIdentityPtr identity_of(const Certificate& certificate) {
  const std::string path = write_pem(certificate, passing_name());
  std::FILE* file = std::fopen(path.c_str(), "a");
  put_key(file, certificate);
  std::fclose(file);
  std::vector<rt::TlsFileProblem> problems;
  rt::TlsIdentityPtr identity = rt::tls_identity({path, {}}, problems);
  EXPECT_TRUE(problems.empty());
  std::filesystem::remove(path);
  return identity;
}

rt::TlsServerPtr server_of(const Certificate& certificate,
                           const std::optional<Certificate>& client_ca) {
  const std::string file = client_ca ? write_pem(*client_ca, passing_name()) : "";
  rt::TlsServerPtr server = rt::tls_server(identity_of(certificate), file).value();
  if (client_ca) {
    std::filesystem::remove(file);
  }
  return server;
}

result<std::unique_ptr<rt::Listener>> TlsNetwork::listen(const rt::Address& address) {
  auto listener = plain_.network.listen(address);
  if (!listener) {
    return listener.error();
  }
  std::unique_ptr<rt::Listener> inside =
      std::make_unique<TlsListener>(plain_, std::move(*listener), server_);
  return inside;
}

rt::awaitable<result<rt::StreamPtr>> TlsNetwork::dial(rt::Address address, rt::Bound bound) {
  auto dialled = co_await plain_.network.dial(std::move(address), bound);
  co_return dialled;
}

rt::awaitable<result<std::vector<rt::Address>>> TlsNetwork::resolve(rt::Address name,
                                                                    rt::Bound bound) {
  auto addresses = co_await plain_.network.resolve(std::move(name), bound);
  co_return addresses;
}

}  // namespace gameday::test
