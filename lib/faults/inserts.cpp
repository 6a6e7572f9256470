// Reads `insert`: what is put between the provider's bytes, where, and how often.
#include <array>

#include "faults/bytes_text.hpp"
#include "faults/deeds.hpp"
#include "faults/insertion.hpp"
#include "faults/json_text.hpp"
#include "faults/one_or_list.hpp"
#include "faults/points.hpp"
#include "llm/dialect_answers.hpp"

namespace gameday::faults {
namespace {

bool has_line_break(std::string_view text) {
  return text.find_first_of("\r\n") != std::string_view::npos;
}

bool read_event(MapReader& map, Insert& insert) {
  const Value* value = map.take("event");
  MapReader inside(*value, map.path_of("event"), "event", map.problems());
  if (!inside.is_map()) {
    return false;
  }
  const auto name = inside.text("name");
  const Value* data = inside.require("data", "data: {choices: []} or a text");
  inside.finish();
  if (name && has_line_break(*name)) {
    inside.error("name", "an event's name is one line");
    return false;
  }
  if (data == nullptr) {
    return false;
  }
  insert.what = Insert::What::event;
  insert.name = name.value_or("");
  insert.text = data->kind == Value::Kind::text ? data->text : json_text(*data);
  return true;
}

bool read_error(MapReader& map, Insert& insert) {
  const std::string typed = map.text("error").value_or("");
  insert.what = Insert::What::error;
  insert.name = read_word(map, "error", llm::error_names(), "provider's error");
  return insert.name == typed;
}

bool read_ping(MapReader& map, Insert& insert) {
  const auto ping = map.boolean("ping");
  insert.what = Insert::What::ping;
  if (ping == false) {
    map.error("ping", "inserts nothing; write ping: true or take it out");
  }
  return ping == true;
}

bool read_replay(MapReader& map, Insert& insert) {
  const auto replay = map.boolean("replay");
  insert.what = Insert::What::replay;
  if (replay == false) {
    map.error("replay", "inserts nothing; write replay: true or take it out");
  }
  return replay == true;
}

bool read_text(MapReader& map, std::string_view key, Insert::What what, Insert& insert) {
  const auto text = map.text(key);
  insert.what = what;
  insert.text = text.value_or("");
  const bool nothing = what != Insert::What::comment && text && text->empty();
  if (nothing) {
    map.error(key, "is empty; write the bytes that are put in");
  }
  return text && !nothing;
}

bool read_hex_bytes(MapReader& map, Insert& insert) {
  insert.what = Insert::What::bytes;
  insert.text = read_hex(map, "hex");
  return !insert.text.empty();
}

constexpr std::array what_keys = {"error", "comment", "ping", "event",
                                  "bytes", "hex",     "wire", "replay"};

/// What is put in: exactly one of what_keys.
bool read_what(MapReader& map, Insert& insert) {
  std::string_view what;
  for (const std::string_view key : what_keys) {
    if (map.take(key) != nullptr && !what.empty()) {
      map.error(key, "inserts a second thing; write a list: insert: [{…}, {…}]");
      return false;
    }
    what = map.has(key) ? key : what;
  }
  if (what.empty()) {
    map.problems().error(map.place(), map.path(),
                         "inserts nothing; write error: server, comment: hello, ping: true, event: "
                         "{data: …}, bytes: text, hex: \"80\", wire: text or replay: true");
    return false;
  }
  return what == "error"    ? read_error(map, insert)
         : what == "event"  ? read_event(map, insert)
         : what == "ping"   ? read_ping(map, insert)
         : what == "replay" ? read_replay(map, insert)
         : what == "hex"    ? read_hex_bytes(map, insert)
         : what == "bytes"  ? read_text(map, what, Insert::What::bytes, insert)
         : what == "wire"   ? read_text(map, what, Insert::What::wire, insert)
                            : read_text(map, what, Insert::What::comment, insert);
}

std::optional<Insert> read_insert(const Value& value, std::string path, Problems& problems) {
  MapReader map(value, std::move(path), "insert", problems);
  if (!map.is_map()) {
    return std::nullopt;
  }
  Insert insert;
  const auto point = read_point(map);
  const bool said = read_what(map, insert);
  insert.form = read_word(map, "form", llm::error_forms(), "form of an in-band error");
  if (map.has("form") && !map.has("error")) {
    map.error("form", "is the form of an error; add error: server or take it out");
  }
  if (point && before_headers(*point)) {
    map.error("before", "nothing can be inserted before the head; write after: headers");
  }
  insert.every = read_every(map, "every");
  map.finish();
  insert.point = point.value_or(Point{});
  return point && said ? std::optional(insert) : std::nullopt;
}

}  // namespace

std::optional<Every> read_every(MapReader& map, std::string_view key) {
  const auto text = map.text(key);
  if (!text) {
    return std::nullopt;
  }
  const bool by_events = text->ends_with(" event") || text->ends_with(" events");
  Every every;
  if (by_events) {
    const auto count = parse_count(text->substr(0, text->find(' ')));
    every.events = count ? *count.value : 0;
  } else {
    every.time = parse_duration(*text).value.value_or(Duration{});
  }
  if (by_events ? every.events == 0 : every.time < every_least || every.time == forever) {
    map.error(key, "is how often it is done again; write 1 event, 5 events or 15s (1ms at least)");
    return std::nullopt;
  }
  return every;
}

std::vector<Insert> read_inserts(MapReader& map) {
  return read_one_or_list(map, "insert", "inserts nothing; write {after: 5 deltas, error: server}",
                          read_insert);
}

}  // namespace gameday::faults
