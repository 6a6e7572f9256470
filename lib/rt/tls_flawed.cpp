#include "rt/tls_flawed.hpp"

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include "base/assert.hpp"
#include "base/free_with.hpp"
#include "rt/tls_server_context.hpp"

namespace gameday::rt {
namespace {

constexpr long day = 24 * 60 * 60;

using X509Ptr = std::unique_ptr<X509, FreeWith<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using NamePtr = std::unique_ptr<X509_NAME, FreeWith<X509_NAME_free>>;
using ExtensionPtr = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;

struct Made {
  X509Ptr certificate;
  KeyPtr key;
};

class MadeIdentity final : public TlsIdentity {
 public:
  explicit MadeIdentity(Made made) : made_(std::move(made)) {}
  bool show_in(ssl_ctx_st* context) const override {
    return SSL_CTX_use_certificate(context, made_.certificate.get()) == 1 &&
           SSL_CTX_use_PrivateKey(context, made_.key.get()) == 1;
  }

 private:
  const Made made_;
};

void add_extension(X509* certificate, int what, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
  const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, what, value.c_str()));
  CHECK(extension != nullptr, "OpenSSL knows the extensions that we write");
  X509_add_ext(certificate, extension.get(), -1);
}

/// A name that tells people where such a certificate came from, and is not the good one's: whoever
/// bears its issuer's name passes for self-signed.
NamePtr named(const X509_NAME* name, const std::string& remark) {
  NamePtr own(name == nullptr ? X509_NAME_new() : X509_NAME_dup(name));
  X509_NAME_add_entry_by_txt(own.get(), "OU", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(remark.c_str()), -1, -1, 0);
  return own;
}

/// With a key of its own; not signed, and no host in it yet.
Made blank(const NamePtr& subject, long from_days, long until_days) {
  Made made{X509Ptr(X509_new()), KeyPtr(EVP_EC_gen("P-256"))};
  CHECK(made.certificate && made.key, "OpenSSL makes keys");
  X509* const certificate = made.certificate.get();
  std::uint64_t serial = 0;
  RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof(serial));
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(certificate), serial | 1U);
  X509_gmtime_adj(X509_getm_notBefore(certificate), from_days * day);
  X509_gmtime_adj(X509_getm_notAfter(certificate), until_days * day);
  X509_set_pubkey(certificate, made.key.get());
  X509_set_subject_name(certificate, subject.get());
  return made;
}

void sign(const Made& what, const X509* issuer, EVP_PKEY* key) {
  X509_set_issuer_name(what.certificate.get(), X509_get_subject_name(issuer));
  if (X509_sign(what.certificate.get(), key, EVP_sha256()) == 0) {
    ERR_clear_error();
    X509_sign(what.certificate.get(), key, nullptr);  // Ed25519 has its own digest
  }
}

Made unknown_authority() {
  Made made = blank(named(nullptr, "gameday: a CA that nobody knows"), -1, 30);
  add_extension(made.certificate.get(), NID_basic_constraints, "critical,CA:TRUE");
  sign(made, made.certificate.get(), made.key.get());
  return made;
}

void copy_hosts(X509* from, X509* to) {
  const int place = X509_get_ext_by_NID(from, NID_subject_alt_name, -1);
  if (place >= 0) {
    X509_add_ext(to, X509_get_ext(from, place), -1);
  }
}

Made flawed(SSL_CTX* context, TlsFlaw flaw) {
  constexpr std::array words = {"expired", "for another host", "self-signed", "of an unknown CA"};
  X509* const good = SSL_CTX_get0_certificate(context);
  const std::string remark = fmt::format("gameday: {}", words[static_cast<std::size_t>(flaw)]);
  const bool elsewhere = flaw == TlsFlaw::wrong_host;
  const NamePtr subject = named(elsewhere ? nullptr : X509_get_subject_name(good), remark);
  const bool expired = flaw == TlsFlaw::expired;
  Made made = blank(subject, expired ? -60 : -1, expired ? -1 : 30);
  X509* const certificate = made.certificate.get();
  add_extension(certificate, NID_basic_constraints, "critical,CA:FALSE");
  if (elsewhere) {
    add_extension(certificate, NID_subject_alt_name, fmt::format("DNS:{}", other_host));
  } else {
    copy_hosts(good, certificate);
  }
  const bool may_be_known = flaw == TlsFlaw::expired || flaw == TlsFlaw::wrong_host;
  if (flaw == TlsFlaw::self_signed) {
    sign(made, certificate, made.key.get());
  } else if (may_be_known && X509_check_ca(good) == 1) {
    sign(made, good, SSL_CTX_get0_privatekey(context));
  } else {
    const Made authority = unknown_authority();
    sign(made, authority.certificate.get(), authority.key.get());
  }
  return made;
}

}  // namespace

const TlsServerPtr& TlsFlawed::of(TlsFlaw flaw) {
  CHECK(good_ != nullptr, "a likeness is of something");
  TlsServerPtr& made = made_.at(static_cast<std::size_t>(flaw));
  if (!made) {
    const auto identity = std::make_shared<MadeIdentity>(flawed(good_->context.get(), flaw));
    ERR_clear_error();
    const result<TlsServerPtr> server = tls_server(identity);
    CHECK(server, "only a file of CAs can be wrong");
    made = *server;
  }
  return made;
}

}  // namespace gameday::rt
