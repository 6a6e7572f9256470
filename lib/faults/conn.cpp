// conn: what is done to connections, before any attempt.
#include "faults/conn.hpp"

#include <algorithm>

#include "faults/deeds.hpp"

namespace gameday::faults {
namespace {

template <std::size_t N>
Words listed_in(const std::array<std::string_view, N>& words) {
  return {words.begin(), words.end()};
}

std::optional<Conn> read_kind(MapReader& map, std::string_view key) {
  const Words known = listed_in(conn_words);
  const auto word = map.text(key);
  if (!word) {
    return std::nullopt;
  }
  const auto found = std::find(known.begin(), known.end(), *word);
  if (found == known.end()) {
    map.error(key, '"' + *word + "\" is nothing to do to connections; write " + listed(known) +
                       did_you_mean(*word, known));
    return std::nullopt;
  }
  Conn conn;
  conn.kind = static_cast<Conn::Kind>(found - known.begin());
  return conn;
}

void refuse_beside(MapReader& map, std::string_view key, const char* kind) {
  if (map.has(key)) {
    map.take(key);
    map.error(key, std::string("belongs to kind: ") + kind + "; take it out");
  }
}

}  // namespace

Conn::Cert read_cert(MapReader& map, std::string_view key) {
  const Words known = listed_in(cert_words);
  const std::string word = read_word(map, key, known, "flaw of a certificate");
  return static_cast<Conn::Cert>(std::find(known.begin(), known.end(), word) - known.begin());
}

std::optional<Conn> read_conn(MapReader& map) {
  const Value* value = map.take("conn");
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != Value::Kind::map) {  // a scalar is short for `kind`
    return read_kind(map, "conn");
  }
  MapReader inside(*value, map.path_of("conn"), "conn", map.problems());
  inside.require("kind", "refuse, blackhole, rst_on_accept or another");
  auto conn = read_kind(inside, "kind");
  if (conn && conn->kind == Conn::Kind::close_on_reuse) {
    const auto how = read_word(inside, "how", {"reset", "fin"}, "way to end a connection");
    conn->how = how == "fin" ? End::half_close : End::reset;
  } else if (conn) {
    refuse_beside(inside, "how", "close_on_reuse");
  }
  if (conn && conn->kind == Conn::Kind::tls_badcert) {
    conn->cert = read_cert(inside, "cert");
  } else if (conn) {
    refuse_beside(inside, "cert", "tls_badcert");
  }
  if (conn) {
    inside.finish();
  }
  return conn;
}

}  // namespace gameday::faults
