#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

Injection shutting(Conn conn) {
  Injection injection;
  injection.deed.conn = conn;
  return injection;
}

Injection refused(MapReader&) {
  return shutting(Conn::refuse);
}

Injection blackhole(MapReader&) {
  return shutting(Conn::blackhole);
}

}  // namespace

std::vector<CatalogueEntry> connection_slugs() {
  return {
      {"F50", "refused", "nobody listens: connections are refused", {}, "conn: refuse", refused},
      {"F51",
       "blackhole",
       "nobody answers: connections are never made",
       {},
       "conn: blackhole",
       blackhole},
  };
}

}  // namespace gameday::faults
