#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

Injection doing(const Conn& conn) {
  Injection injection;
  injection.deed.conn = conn;
  return injection;
}

Injection stale_connection(MapReader& map) {
  Conn conn;
  conn.kind = Conn::Kind::close_on_reuse;
  const auto how = read_word(map, "how", {"reset", "fin"}, "way to end a connection");
  conn.how = how == "fin" ? End::half_close : End::reset;
  return doing(conn);
}

Injection tls_failure(MapReader& map) {
  static const Words kinds = {"close", "alert", "garbage", "badcert", "hang"};
  const std::string kind = read_word(map, "kind", kinds, "way in which TLS fails");
  const auto place = std::find(kinds.begin(), kinds.end(), kind) - kinds.begin();
  Conn conn;
  conn.kind = static_cast<Conn::Kind>(static_cast<std::ptrdiff_t>(Conn::Kind::tls_close) + place);
  conn.cert = read_cert(map, "cert");
  if (map.has("cert") && conn.kind != Conn::Kind::tls_badcert) {
    map.error("cert", "is what is wrong with a certificate; add kind: badcert or take it out");
  }
  return doing(conn);
}

Injection dns_failure(MapReader& map) {
  Injection injection;
  injection.deed.dns = map.has("kind") ? read_dns_kind(map, "kind") : std::nullopt;
  if (!injection.deed.dns) {
    injection.deed.dns = Dns{};
  }
  return injection;
}

Injection refused(MapReader&) {
  Conn conn;
  conn.kind = Conn::Kind::refuse;
  return doing(conn);
}

Injection blackhole(MapReader&) {
  Conn conn;
  conn.kind = Conn::Kind::blackhole;
  return doing(conn);
}

// A server that answers early reads no more: there is no rate then.
Injection slow_request_read(MapReader& map) {
  const auto rate = read_byte_rate(map, "rate");
  const auto early = read_word(map, "answer_early", {"none", "408", "413"}, "early answer");
  if (early != "none") {
    if (map.has("rate")) {
      map.error("rate",
                "is how fast the body is read, which an early answer is given before; "
                "take one of them out");
    }
    Respond respond;
    respond.status = early == "408" ? 408 : 413;
    respond.early = true;
    return answering(std::move(respond));
  }
  Injection injection;
  injection.deed.read_throttle = rate.value_or(Bytes{1024});
  return injection;
}

}  // namespace

std::vector<CatalogueEntry> connection_slugs() {
  return {
      {"F47",
       "stale-connection",
       "a kept connection that is closed at its next request",
       {{"how", "reset / fin"}},
       "conn: {kind: close_on_reuse, how: reset}",
       stale_connection},
      {"F48",
       "tls-failure",
       "TLS closed, refused, garbled, with a bad certificate, or silent",
       {{"kind", "close / alert / garbage / badcert / hang"},
        {"cert", "expired / wrong_host / self_signed / unknown_ca"}},
       "conn: tls_close",
       tls_failure},
      {"F49",
       "dns-failure",
       "the provider's name does not resolve, or late",
       {{"kind", "nxdomain / servfail / hang / a duration", "duration"}},
       "dns: nxdomain",
       dns_failure},
      {"F50", "refused", "nobody listens: connections are refused", {}, "conn: refuse", refused},
      {"F51",
       "blackhole",
       "nobody answers: connections are never made",
       {},
       "conn: blackhole",
       blackhole},
      {"F52",
       "slow-request-read",
       "the request is read slowly, or not to its end",
       {{"rate", "1KiB/s"}, {"answer_early", "none / 408 / 413"}},
       "read_throttle: 1KiB/s",
       slow_request_read},
  };
}

}  // namespace gameday::faults
