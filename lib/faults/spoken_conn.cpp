#include <fmt/format.h>

#include "faults/spoken.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

std::string_view flaw(Conn::Cert cert) {
  switch (cert) {
    case Conn::Cert::expired:
      return "TLS: shown an expired certificate";
    case Conn::Cert::wrong_host:
      return "TLS: shown a certificate for another host";
    case Conn::Cert::self_signed:
      return "TLS: shown a self-signed certificate";
    case Conn::Cert::unknown_ca:
      return "TLS: shown a certificate of an unknown CA";
  }
  return {};
}

std::string_view act_of(const Conn& conn) {
  switch (conn.kind) {
    case Conn::Kind::refuse:
      return "connections refused";
    case Conn::Kind::blackhole:
      return "connections never answered";
    case Conn::Kind::rst_on_accept:
      return "connections reset as soon as they are accepted";
    case Conn::Kind::close_on_reuse:
      return conn.how == End::reset ? "connections reset at their second request"
                                    : "connections closed by FIN at their second request";
    case Conn::Kind::tls_close:
      return "TLS: closed by FIN in place of an answer to the hello";
    case Conn::Kind::tls_alert:
      return "TLS: refused by an alert";
    case Conn::Kind::tls_garbage:
      return "TLS: answered with other bytes";
    case Conn::Kind::tls_badcert:
      return flaw(conn.cert);
    case Conn::Kind::tls_hang:
      return "TLS: the hello never answered";
  }
  return {};
}

std::string late(const Wait& wait) {
  if (wait.drawn) {
    return fmt::format("connections let in and left alone for {} (p50) to {} (p99)",
                       spoken(wait.drawn->p50), spoken(wait.drawn->p99));
  }
  return wait.fixed == forever
             ? std::string("connections let in and never heard")
             : fmt::format("connections let in and left alone for {}", spoken(wait.fixed));
}

}  // namespace

std::string describe_connection(const Injection& injection) {
  const Deed& deed = injection.deed;
  if (level_of(deed) <= Level::port) {
    const auto& replicas = injection.selectors.replicas;
    return fmt::format("{}, for {}", deed.dns ? spoken(*deed.dns) : std::string(act_of(*deed.conn)),
                       replicas.empty() ? std::string("everybody")
                                        : fmt::format("replica {}", fmt::join(replicas, " and ")));
  }
  std::vector<std::string> parts;
  if (deed.delay) {
    parts.push_back(late(*deed.delay->connect));
  }
  if (deed.conn) {
    parts.emplace_back(act_of(*deed.conn));
  }
  return joined(parts, ", then ") + ", " + spoken_of(injection.selectors, "connection");
}

}  // namespace gameday::faults
