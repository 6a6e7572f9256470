#pragma once
// Servers whose certificate is not to be trusted, for one reason: made in memory in the likeness of
// a good one, so that nothing else is wrong with it.
//
// Only a CA that clients trust could sign the expired one and the one for another host so that this
// is all they find. That is the good certificate itself where it may sign others (as `openssl req
// -x509` makes it); else a CA signs that is made here and nobody knows, and a client that looks for
// its issuer first says unknown_ca.

#include <array>

#include "rt/tls_server.hpp"

namespace gameday::rt {

enum class TlsFlaw : std::uint8_t { expired, wrong_host, self_signed, unknown_ca };

/// A name that no host has.
inline constexpr const char* other_host = "other-host.invalid";

class TlsFlawed {
 public:
  /// `good` may be null where nobody asks.
  explicit TlsFlawed(TlsServerPtr good) : good_(std::move(good)) {}

  /// Made when it is first asked for (a key or two, P-256: well under 1 ms), then kept. Asks
  /// clients for no certificate.
  const TlsServerPtr& of(TlsFlaw flaw);

 private:
  const TlsServerPtr good_;
  std::array<TlsServerPtr, 4> made_;
};

}  // namespace gameday::rt
