// dns: what becomes of the lookups of a name.
#include "faults/dns.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "faults/deeds.hpp"
#include "faults/spoken.hpp"

namespace gameday::faults {
namespace {

std::optional<Dns> late_by(MapReader& map, std::string_view key, Duration delay) {
  if (delay == forever) {
    return Dns{Dns::Kind::hang, {}};
  }
  if (delay < dns_delay_least) {
    map.error(key, "is how much later a lookup is answered; at least 1ms");
    return std::nullopt;
  }
  return Dns{Dns::Kind::late, delay};
}

}  // namespace

std::optional<Dns> read_dns_kind(MapReader& map, std::string_view key) {
  const auto word = map.text(key);
  if (!word) {
    return std::nullopt;
  }
  const auto found = std::find(dns_words.begin(), dns_words.end(), *word);
  if (found != dns_words.end()) {
    return Dns{static_cast<Dns::Kind>(found - dns_words.begin()), {}};
  }
  if (const auto delay = parse_duration(*word)) {
    return late_by(map, key, *delay.value);
  }
  const Words known(dns_words.begin(), dns_words.end());
  map.error(key, fmt::format("\"{}\" is nothing that lookups come to; write {}, or a duration by "
                             "which they are late: 2s{}",
                             *word, listed(known), did_you_mean(*word, known)));
  return std::nullopt;
}

std::optional<Dns> read_dns(MapReader& map) {
  const Value* value = map.take("dns");
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != Value::Kind::map) {  // a scalar is short for `kind`
    return read_dns_kind(map, "dns");
  }
  MapReader inside(*value, map.path_of("dns"), "dns", map.problems());
  inside.require("kind", "nxdomain, servfail, hang or a duration");
  const auto dns = read_dns_kind(inside, "kind");
  inside.finish();
  return dns;
}

std::string spoken(const Dns& dns) {
  switch (dns.kind) {
    case Dns::Kind::nxdomain:
      return "name lookups answered NXDOMAIN";
    case Dns::Kind::servfail:
      return "name lookups answered SERVFAIL";
    case Dns::Kind::hang:
      return "name lookups never answered";
    case Dns::Kind::late:
      return fmt::format("name lookups {} late", spoken(dns.delay));
  }
  return {};
}

}  // namespace gameday::faults
