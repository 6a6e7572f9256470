#pragma once
// The action `conn`: what is done to connections, before any attempt on them. Plain data. Two kinds
// hold for a whole port and for everybody; the others choose connections.

#include <cstdint>

#include "base/end.hpp"

namespace gameday::faults {

struct Conn {
  enum class Kind : std::uint8_t {
    refuse,          // the port answers RST …
    blackhole,       // … or nothing at all
    rst_on_accept,   // let in and reset at once
    close_on_reuse,  // ended at the first byte of its second request
    tls_close,       // TLS: FIN instead of an answer to the client's hello …
    tls_alert,       // … a fatal alert …
    tls_garbage,     // … bytes that are no record …
    tls_badcert,     // … a certificate that is not to be trusted …
    tls_hang         // … nothing, with the socket open
  };
  enum class Cert : std::uint8_t { expired, wrong_host, self_signed, unknown_ca };

  Kind kind = Kind::refuse;
  End how = End::reset;       // close_on_reuse: reset, or half_close for FIN
  Cert cert = Cert::expired;  // tls_badcert
};

/// For a whole port: no connection is chosen, for none is seen.
inline bool shuts_port(const Conn& conn) {
  return conn.kind == Conn::Kind::refuse || conn.kind == Conn::Kind::blackhole;
}
inline bool is_of_tls(const Conn& conn) {
  return conn.kind >= Conn::Kind::tls_close;
}
/// Whether no attempt ever comes of such a connection.
inline bool lets_nobody_in(const Conn& conn) {
  return conn.kind != Conn::Kind::close_on_reuse && conn.kind != Conn::Kind::tls_badcert;
}

}  // namespace gameday::faults
