#include "faults/catalogue/groups.hpp"

namespace gameday::faults {
namespace {

Injection reset_mid_stream(MapReader& map) {
  return ending(read_after_or(map, five_deltas), Cut::How::reset);
}

// Events and deltas end with a chunk, so a place inside one is a number of bytes.
Injection cut_mid_stream(MapReader& map) {
  const bool inside = map.boolean("inside_chunk").value_or(false);
  constexpr Point some_bytes{false, Point::Unit::bytes, 700, {}, {}};
  const Point point = read_after_or(map, inside ? some_bytes : five_deltas);
  if (inside && point.unit != Point::Unit::bytes) {
    map.error("after", "a place inside a chunk is counted in bytes; write after: 700B");
  }
  return ending(point, Cut::How::fin);
}

// One marker still comes, so all before it comes as well, and `after` would say nothing.
Injection unfinished_stream(MapReader& map) {
  const Point point = read_after_or(map, five_deltas);
  const std::string keep = read_word(map, "keep", {"none", "finish", "done"}, "marker to keep");
  const bool clean = read_word(map, "framing", {"clean", "eof"}, "framing") == "clean";
  const Cut::How how = clean ? Cut::How::clean : Cut::How::eof;
  if (keep == "none") {
    return ending(point, how);
  }
  if (map.has("after")) {
    map.error("after", "is where the stream breaks off, but one that keeps its " + keep +
                           " loses nothing before it; take it out");
  }
  const auto gone = keep == "finish" ? Pieces::Unit::done : Pieces::Unit::finish;
  Injection injection = editing(edit_of({gone}, Edit::Op::drop));
  if (!clean) {
    injection.deed.cut = Cut{{false, Point::Unit::done, 0, {}, {}}, how};
  }
  return injection;
}

Injection short_body(MapReader& map) {
  Point point;
  point.unit = Point::Unit::percent;
  point.part = map.share("sent").value_or(Ratio{1, 2});
  Injection injection = ending(point, read_how(map, {"fin", "reset", "clean"}));
  injection.selectors.stream = false;
  return injection;
}

Injection client_gone(MapReader& map) {
  constexpr Point three_deltas{false, Point::Unit::deltas, 3, {}, {}};
  read_kind(map, "kind", {"leave"}, {"slow", "stop"}, "way of clients");
  return ending(read_after_or(map, three_deltas), Cut::How::fin);
}

}  // namespace

std::vector<CatalogueEntry> transport_slugs() {
  return {
      {"F22",
       "reset-mid-stream",
       "a reset in the middle",
       {{"after", "5 deltas"}},
       "end: {after: 5 deltas, how: reset}",
       reset_mid_stream},
      {"F23",
       "cut-mid-stream",
       "a close in the middle, the framing left open",
       {{"after", "5 deltas"}, {"inside_chunk", "false"}},
       "end: {after: 5 deltas, how: fin}",
       cut_mid_stream},
      {"F24",
       "unfinished-stream",
       "a well-formed end that comes too early",
       {{"after", "5 deltas"}, {"keep", "none / finish / done"}, {"framing", "clean / eof"}},
       "end: {after: 5 deltas, how: clean}",
       unfinished_stream},
      {"F25",
       "short-body",
       "half of a unary answer",
       {{"sent", "50%"}, {"how", "fin / reset / clean"}},
       "stream: false, end: {after: 50%, how: fin}",
       short_body},
      {"F53",
       "client-gone",
       "a client that leaves in the middle (into: clients)",
       {{"kind", "leave", "choice"}, {"after", "3 deltas"}},
       "end: {after: 3 deltas, how: fin}",
       client_gone},
  };
}

}  // namespace gameday::faults
