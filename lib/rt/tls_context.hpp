#pragma once
// What both sides of TLS have in common: TLS 1.2 or newer, no renegotiation, and HTTP/1.1 only.

#include <array>
#include <memory>

struct ssl_ctx_st;

namespace gameday::rt {

struct FreeSslContext {
  void operator()(ssl_ctx_st* context) const;
};
using SslContext = std::unique_ptr<ssl_ctx_st, FreeSslContext>;

enum class TlsSide : std::uint8_t { client, server };
SslContext tls_context(TlsSide side);

/// For ALPN: a length, then the name. HTTP/2 is never offered nor taken: nothing here speaks it.
inline constexpr std::array<unsigned char, 9> http_1_1 = {8,   'h', 't', 't', 'p',
                                                          '/', '1', '.', '1'};

}  // namespace gameday::rt
