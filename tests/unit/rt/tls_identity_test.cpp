// A certificate and its key, out of files: every way in which they can be wrong, and its words.

#include "rt/tls_identity.hpp"

#include <fstream>

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "support/certificates.hpp"

namespace gameday::rt {
namespace {

using test::write_key;
using test::write_pem;

std::string write_text(const std::string& name, const std::string& text) {
  const std::string path = testing::TempDir() + name;
  std::ofstream(path) << text;
  return path;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// What is said of these files; empty: nothing.
std::string said(const std::string& certificate, const std::string& key) {
  std::vector<TlsFileProblem> problems;
  const TlsIdentityPtr identity = tls_identity({certificate, key}, problems);
  EXPECT_EQ(identity == nullptr, !problems.empty());
  std::string all;
  for (const TlsFileProblem& problem : problems) {
    all += to_text(problem) + "\n";
  }
  return all;
}

class TlsIdentityFiles : public testing::Test {
 protected:
  const test::Certificate ca_ = test::authority();
  const test::Certificate ours_ = test::signed_by(ca_);
  const std::string certificate_ = write_pem(ours_, "gd-identity.pem");
  const std::string key_ = write_key(ours_, "gd-identity-key.pem");
};

TEST_F(TlsIdentityFiles, GoodOnesAreTaken) {
  EXPECT_EQ(said(certificate_, key_), "");
  const std::string both = write_text("gd-both.pem", text_of(certificate_) + text_of(key_));
  EXPECT_EQ(said(both, ""), "");
  EXPECT_EQ(said(both, both), "");
  const std::string turned = write_text("gd-turned.pem", text_of(key_) + text_of(certificate_));
  EXPECT_EQ(said(turned, ""), "") << "in any order";
  test::CertificateWish old;
  old.until_days = -1;
  old.from_days = -2;
  const test::Certificate expired = test::signed_by(ca_, old);
  EXPECT_EQ(said(write_pem(expired, "gd-expired.pem"), write_key(expired, "gd-expired-key.pem")),
            "")
      << "to show an expired one is a test";
}

TEST_F(TlsIdentityFiles, BothAreToldOfAtOnce) {
  EXPECT_EQ(said("/nowhere/a.pem", "/nowhere/b.pem"),
            "/nowhere/a.pem: cannot be read: No such file or directory\n"
            "/nowhere/b.pem: cannot be read: No such file or directory\n");
  EXPECT_EQ(said("/nowhere/a.pem", ""),
            "/nowhere/a.pem: cannot be read: No such file or directory\n");
  const std::string folder = testing::TempDir();
  EXPECT_EQ(said(folder, key_), folder + ": cannot be read: Is a directory\n");
  EXPECT_EQ(said(key_, certificate_),
            key_ + ": TLS: the file holds no certificate (PEM) that can be read\n" + certificate_ +
                ": TLS: the file holds no private key (PEM) that can be read\n");
}

TEST_F(TlsIdentityFiles, AKeyHasToBeTheRightOneAndOpen) {
  const std::string locked = write_key(ours_, "gd-locked.pem", "open sesame");
  EXPECT_EQ(
      said(certificate_, locked),
      locked + ": TLS: the key is encrypted; nobody can type its password here, so decrypt it\n");
  const std::string other = write_key(ca_, "gd-other.pem");
  EXPECT_EQ(said(certificate_, other),
            other + ": TLS: the key is not the one that the certificate is for\n");
  EXPECT_EQ(said(certificate_, ""),
            certificate_ + ": TLS: the file holds no private key (PEM) that can be read\n");
}

TEST_F(TlsIdentityFiles, EveryCertificateOfTheChainMustBeReadable) {
  std::string chain = text_of(certificate_) + text_of(write_pem(ca_, "gd-identity-ca.pem"));
  EXPECT_EQ(said(write_text("gd-chain.pem", chain), key_), "");
  chain.resize(chain.size() - 40);
  const std::string cut = write_text("gd-cut.pem", chain);
  EXPECT_EQ(said(cut, key_), cut + ": TLS: the file holds no certificate (PEM) that can be read\n");
}

TEST_F(TlsIdentityFiles, AFileMayHoldOnlySoMuch) {
  std::string much = text_of(certificate_);
  much.append(pem_file_most - much.size(), '\n');
  EXPECT_EQ(said(write_text("gd-much.pem", much), key_), "");
  const std::string large = write_text("gd-large.pem", much + '\n');
  EXPECT_EQ(said(large, key_),
            large + ": TLS: the file is too large for one with certificates and keys\n");
}

TEST_F(TlsIdentityFiles, AKeyTooShortForOpenSslIsToldOf) {
  test::Certificate weak = test::signed_by(ca_);
  weak.key.reset(EVP_RSA_gen(512), EVP_PKEY_free);
  X509_set_pubkey(weak.x509.get(), weak.key.get());
  X509_sign(weak.x509.get(), ca_.key.get(), EVP_sha256());
  const std::string file = write_pem(weak, "gd-weak.pem");
  EXPECT_EQ(said(file, write_key(weak, "gd-weak-key.pem")),
            file + ": TLS: the certificate or its key is too weak for this system's OpenSSL\n");
}

}  // namespace
}  // namespace gameday::rt
