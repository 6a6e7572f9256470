// conn: what is done to connections, before any attempt. Of its kinds this version has the two that
// hold for a whole listener; the others need a TLS listener or the second request of a connection.
#include "faults/deeds.hpp"

namespace gameday::faults {
namespace {

const Words& known_kinds() {
  static const Words words(conn_words.begin(), conn_words.end());
  return words;
}

const Words& later_kinds() {
  static const Words words = {"rst_on_accept", "close_on_reuse", "tls_close", "tls_alert",
                              "tls_garbage",   "tls_badcert",    "tls_hang"};
  return words;
}

/// A scalar is short for `kind`.
std::optional<std::string> read_kind_word(MapReader& map, const Value& value) {
  if (value.kind != Value::Kind::map) {
    return map.text("conn");
  }
  MapReader inside(value, map.path_of("conn"), "conn", map.problems());
  refuse_later(inside, {"how", "cert"});
  inside.require("kind", "refuse or blackhole");
  auto kind = inside.text("kind");
  inside.finish();
  return kind;
}

}  // namespace

std::optional<Conn> read_conn(MapReader& map) {
  const Value* value = map.take("conn");
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto kind = read_kind_word(map, *value);
  if (!kind) {
    return std::nullopt;
  }
  for (std::size_t at = 0; at < conn_words.size(); ++at) {
    if (*kind == conn_words[at]) {
      return static_cast<Conn>(at);
    }
  }
  Words all = known_kinds();
  all.insert(all.end(), later_kinds().begin(), later_kinds().end());
  map.error("conn",
            contains(later_kinds(), *kind)
                ? *kind + " is not in this version of gameday; write " + listed(known_kinds())
                : '"' + *kind + "\" is nothing to do to connections; write " +
                      listed(known_kinds()) + did_you_mean(*kind, all));
  return std::nullopt;
}

void refuse_choosers_of(MapReader& map) {
  for (const std::string_view key :
       {"model", "stream", "body_over", "path", "method", "key", "request_header", "share", "first",
        "skip", "every", "sequence", "above_rate", "burst", "per"}) {
    if (map.take(key) != nullptr) {
      map.error(key,
                "chooses attempts, but a shut port is shut for everybody; take it out (at and for "
                "say when)");
    }
  }
}

}  // namespace gameday::faults
