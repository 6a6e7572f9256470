#include "rt/tls_identity.hpp"

#include <cerrno>
#include <cstdio>

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>

#include "base/free_with.hpp"
#include "rt/tls_context.hpp"

namespace gameday::rt {
namespace {

using X509Ptr = std::unique_ptr<X509, FreeWith<X509_free>>;
using KeyPtr = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using BioPtr = std::unique_ptr<BIO, FreeWith<BIO_free>>;
using FilePtr = std::unique_ptr<std::FILE, FreeWith<std::fclose>>;

class PemIdentity final : public TlsIdentity {
 public:
  bool show_in(ssl_ctx_st* context) const override {
    bool shown = SSL_CTX_use_certificate(context, chain.front().get()) == 1 &&
                 SSL_CTX_use_PrivateKey(context, key.get()) == 1;
    for (std::size_t i = 1; shown && i < chain.size(); ++i) {
      shown = SSL_CTX_add1_chain_cert(context, chain[i].get()) == 1;
    }
    ERR_clear_error();
    return shown;
  }

  std::vector<X509Ptr> chain;  // ours first
  KeyPtr key;
};

error_code read_file(const std::string& path, std::string& text) {
  const FilePtr file(std::fopen(path.c_str(), "rb"));
  if (!file) {
    return {errno, boost::system::system_category()};
  }
  text.resize(pem_file_most + 1);
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0) {
    return {errno, boost::system::system_category()};
  }
  return text.size() > pem_file_most ? make_error_code(TlsError::too_large) : error_code{};
}

BioPtr over(const std::string& text) {
  return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// All of them: one that cannot be read would be missed by whoever checks the chain.
error_code read_chain(const std::string& text, std::vector<X509Ptr>& chain) {
  const BioPtr bio = over(text);
  while (X509* const one = PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)) {
    chain.emplace_back(one);
  }
  const bool to_the_end = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
  ERR_clear_error();
  return to_the_end && !chain.empty() ? error_code{} : make_error_code(TlsError::no_certificate);
}

/// Nobody is there to type a password; that it was asked for says what kind of key it is.
int refuse_password(char*, int, int, void* asked) {
  *static_cast<bool*>(asked) = true;
  return -1;
}

error_code read_key(const std::string& text, KeyPtr& key) {
  bool encrypted = false;
  key.reset(PEM_read_bio_PrivateKey(over(text).get(), nullptr, refuse_password, &encrypted));
  ERR_clear_error();
  if (encrypted) {
    return TlsError::encrypted_key;
  }
  return key ? error_code{} : make_error_code(TlsError::no_key);
}

}  // namespace

std::string to_text(const TlsFileProblem& problem) {
  const char* const cannot = is_tls_error(problem.why) ? "" : "cannot be read: ";
  return fmt::format("{}: {}{}", problem.file, cannot, problem.why.message());
}

TlsIdentityPtr tls_identity(const TlsFiles& files, std::vector<TlsFileProblem>& problems) {
  const std::size_t before = problems.size();
  const auto note = [&](const std::string& file, const error_code& why) {
    if (why) {
      problems.push_back({file, why});
    }
    return !why;
  };
  const bool one_file = files.key.empty() || files.key == files.certificate;
  const std::string& key_file = one_file ? files.certificate : files.key;
  const auto identity = std::make_shared<PemIdentity>();
  std::string text;
  bool readable = note(files.certificate, read_file(files.certificate, text));
  if (readable) {
    note(files.certificate, read_chain(text, identity->chain));
  }
  if (!one_file) {
    readable = note(key_file, read_file(key_file, text));
  }
  if (readable) {
    note(key_file, read_key(text, identity->key));
  }
  OPENSSL_cleanse(text.data(), text.size());
  if (problems.size() > before) {
    return nullptr;
  }
  if (X509_check_private_key(identity->chain.front().get(), identity->key.get()) != 1) {
    ERR_clear_error();
    note(key_file, TlsError::other_key);
  } else if (!identity->show_in(tls_context(TlsSide::server).get())) {
    note(files.certificate, TlsError::weak);
  }
  return problems.size() > before ? nullptr : identity;
}

}  // namespace gameday::rt
