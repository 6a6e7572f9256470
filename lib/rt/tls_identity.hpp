#pragma once
// Who we are in TLS, to clients or to servers that ask: a certificate, those between it and its CA,
// and the key that proves it. From PEM files. Nobody asks here whether it is still valid: to show
// an expired one is a test, too.

#include <memory>
#include <string>
#include <vector>

#include "rt/tls_error.hpp"

struct ssl_ctx_st;

namespace gameday::rt {

/// The most that a PEM file may hold: a chain has some 10 KiB, a bundle of all public CAs 250.
inline constexpr std::size_t pem_file_most = 1024 * 1024;

class TlsIdentity {
 public:
  virtual ~TlsIdentity() = default;
  /// Shown by all connections of this context; false when OpenSSL takes it for too weak.
  virtual bool show_in(ssl_ctx_st* context) const = 0;
};
/// Shared by contexts, threads too.
using TlsIdentityPtr = std::shared_ptr<const TlsIdentity>;

struct TlsFiles {
  std::string certificate;  // ours first, then those between it and its CA
  std::string key;          // not encrypted; empty: it stands in the certificate's file
};

struct TlsFileProblem {
  std::string file;
  error_code why;  // TlsError, or the system's when the file cannot be read
};
/// `certs/key.pem: cannot be read: No such file or directory`
std::string to_text(const TlsFileProblem& problem);

/// Null, and everything that is wrong in `problems`.
TlsIdentityPtr tls_identity(const TlsFiles& files, std::vector<TlsFileProblem>& problems);

}  // namespace gameday::rt
