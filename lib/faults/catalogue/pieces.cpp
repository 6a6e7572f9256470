// Events and frames that are broken, doubled, out of order or oddly written.
#include "faults/catalogue/groups.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

constexpr Point after_one_event{false, Point::Unit::events, 1, {}, {}};

std::uint64_t read_delta(MapReader& map, std::uint64_t otherwise) {
  return map.count("delta", 0, UINT64_MAX).value_or(otherwise);
}

Injection inserting(Insert insert) {
  Injection injection;
  injection.deed.inserts.push_back(std::move(insert));
  return injection;
}

Injection cut_event(MapReader& map) {
  Edit edit = edit_of(delta_piece(read_delta(map, 3)), Edit::Op::cut);
  edit.bytes = map.bytes("keep").value_or(Bytes{40}).count;
  edit.glue = map.boolean("glue").value_or(false);
  return editing(std::move(edit));
}

// What no client can read: a chunk size that is none, one that is too small, two lengths, a body
// where there is none, a status that is no number, and a server that speaks another protocol.
Injection broken_framing(MapReader& map) {
  static const Words kinds = {"bad-chunk-size", "wrong-chunk-size", "two-lengths",
                              "body-after-204", "bad-status-line",  "banner"};
  const std::string kind = read_word(map, "kind", kinds, "broken framing");
  if (kind == "bad-chunk-size" || kind == "wrong-chunk-size") {
    Insert insert;
    insert.point = after_one_event;
    insert.what = Insert::What::wire;
    insert.text = kind == "bad-chunk-size" ? "ZZ\r\n" : "3\r\nhello\r\n";
    return inserting(std::move(insert));
  }
  Respond respond;
  respond.source = Respond::Source::raw;
  respond.text = kind == "two-lengths"
                     ? "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"
                 : kind == "body-after-204"  ? "HTTP/1.1 204 No Content\r\n\r\nhello"
                 : kind == "bad-status-line" ? "HTTP/1.1 OK 200\r\nContent-Length: 5\r\n\r\nhello"
                                             : "SSH-2.0-OpenSSH_9.2p1\r\n";
  return answering(std::move(respond));
}

Injection duplicate_events(MapReader& map) {
  const std::string kind =
      read_word(map, "kind", {"delta", "finish", "done", "replay"}, "thing to come twice");
  const std::uint64_t delta = read_delta(map, 3);
  if (kind == "replay") {
    Insert insert;
    insert.point = {false, Point::Unit::deltas, 9, {}, {}};
    insert.what = Insert::What::replay;
    return inserting(std::move(insert));
  }
  Edit edit = edit_of(delta_piece(delta), Edit::Op::dup);
  edit.number = 1;
  if (kind != "delta") {
    edit.which = {kind == "finish" ? Pieces::Unit::finish : Pieces::Unit::done};
  }
  return editing(std::move(edit));
}

/// In either dialect an index that no block or choice has.
Injection wrong_index(const Pieces& which) {
  Injection injection;
  for (const llm::Dialect dialect : {llm::Dialect::openai, llm::Dialect::anthropic}) {
    Edit edit = edit_of(which, Edit::Op::set);
    const bool openai = dialect == llm::Dialect::openai;
    edit.set.emplace_back(openai ? "/choices/0/index" : "/index", "7");
    edit.dialect = dialect;
    edit.streamed = true;
    injection.deed.edits.push_back(std::move(edit));
  }
  return injection;
}

// start-late: behind the first delta, before which Anthropic's block begins.
Injection reordered_events(MapReader& map) {
  const std::string kind =
      read_word(map, "kind", {"swap", "finish-early", "start-late", "wrong-index"}, "wrong order");
  const Pieces delta = delta_piece(read_delta(map, 3));
  if (kind == "wrong-index") {
    return wrong_index(delta);
  }
  Edit edit = edit_of(delta, Edit::Op::move);
  edit.number = kind == "finish-early" ? -1 : kind == "start-late" ? 2 : 1;
  if (kind == "finish-early") {
    edit.which = {Pieces::Unit::finish};
  } else if (kind == "start-late") {
    edit.which = {Pieces::Unit::events, 0, 0};
  }
  return editing(std::move(edit));
}

Injection comment_lines(MapReader& map) {
  Insert insert;
  insert.point = after_headers;
  const bool ping = map.boolean("ping").value_or(false);
  insert.what = ping ? Insert::What::ping : Insert::What::comment;
  insert.text = map.text("text").value_or("OPENROUTER PROCESSING");
  if (ping) {
    if (map.has("text")) {
      map.error("text", "is a comment's, and a ping has none; take it out");
    }
    insert.text.clear();
  }
  insert.every = read_every(map, "beat").value_or(Every{1, {}});
  return inserting(std::move(insert));
}

Injection odd_sse(MapReader& map) {
  const Words known(style_words.begin(), style_words.end());
  const std::string word = read_word(map, "style", known, "style of an event");
  Edit edit = edit_of({}, Edit::Op::style);
  edit.styles.push_back(
      static_cast<Style>(std::find(known.begin(), known.end(), word) - known.begin()));
  return editing(std::move(edit));
}

}  // namespace

std::vector<CatalogueEntry> piece_slugs() {
  return {
      {"F26",
       "cut-event",
       "JSON that breaks off in an event",
       {{"delta", "3", "", "0"}, {"keep", "40B"}, {"glue", "false"}},
       "edit: {which: delta 3, cut: 40B}",
       cut_event},
      {"F27",
       "broken-framing",
       "what no HTTP client can read",
       {{"kind",
         "bad-chunk-size / wrong-chunk-size / two-lengths / body-after-204 / bad-status-line / "
         "banner"}},
       "insert: {after: 1 event, wire: \"ZZ\\r\\n\"}",
       broken_framing},
      {"F30",
       "duplicate-events",
       "an event twice, or all of them",
       {{"kind", "delta / finish / done / replay"}, {"delta", "3", "", "0"}},
       "edit: {which: delta 3, dup: 1}",
       duplicate_events},
      {"F31",
       "reordered-events",
       "events out of order",
       {{"kind", "swap / finish-early / start-late / wrong-index"}, {"delta", "3", "", "0"}},
       "edit: {which: delta 3, move: 1}",
       reordered_events},
      {"F33",
       "comment-lines",
       "comments or pings between all events",
       {{"text", "OPENROUTER PROCESSING"}, {"ping", "false"}, {"beat", "1 event", "interval"}},
       "insert: {after: headers, comment: OPENROUTER PROCESSING, every: 1 event}",
       comment_lines},
      {"F34",
       "odd-sse",
       "events in a rare but legal form",
       {{"style", "crlf / cr / bom / no_space / multi_line / id / retry / empty_data / nameless"}},
       "edit: {which: all, style: [crlf]}",
       odd_sse},
  };
}

}  // namespace gameday::faults
