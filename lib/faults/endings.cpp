#include "faults/deeds.hpp"
#include "faults/json_text.hpp"
#include "faults/points.hpp"
#include "llm/dialect_answers.hpp"

namespace gameday::faults {
namespace {

Cut::How how_of(std::string_view word) {
  return word == "fin"     ? Cut::How::fin
         : word == "clean" ? Cut::How::clean
         : word == "eof"   ? Cut::How::eof
                           : Cut::How::reset;
}

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

/// What is put in: exactly one of the four.
bool read_what(MapReader& map, Insert& insert) {
  std::string_view what;
  for (const std::string_view key : {"error", "comment", "ping", "event"}) {
    if (map.has(key) && !what.empty()) {
      map.error(key, "inserts a second thing; write a list: insert: [{…}, {…}]");
      return false;
    }
    what = map.has(key) ? key : what;
  }
  if (what == "error") {
    return read_error(map, insert);
  }
  if (what == "event") {
    return read_event(map, insert);
  }
  if (what == "comment") {
    const auto text = map.text("comment");
    insert.what = Insert::What::comment;
    insert.text = text.value_or("");
    return text.has_value();
  }
  if (what == "ping") {
    const auto ping = map.boolean("ping");
    insert.what = Insert::What::ping;
    if (ping == false) {
      map.error("ping", "inserts nothing; write ping: true or take it out");
    }
    return ping == true;
  }
  map.problems().error(map.place(), map.path(),
                       "inserts nothing; write error: server, comment: hello, ping: true or event: "
                       "{data: …}");
  return false;
}

std::optional<Insert> read_insert(const Value& value, std::string path, Problems& problems) {
  MapReader map(value, std::move(path), "insert", problems);
  if (!map.is_map()) {
    return std::nullopt;
  }
  const Words later = {"bytes", "hex", "wire", "replay", "every"};
  refuse_later(map, later);
  for (const std::string_view key : later) {
    if (map.has(key)) {
      return std::nullopt;
    }
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
  for (const std::string_view key : {"error", "comment", "ping", "event"}) {
    map.take(key);
  }
  map.finish();
  insert.point = point.value_or(Point{});
  return point && said ? std::optional(insert) : std::nullopt;
}

}  // namespace

std::optional<Cut> read_end(MapReader& map) {
  const Value* value = map.take("end");
  if (value == nullptr) {
    return std::nullopt;
  }
  MapReader inside(*value, map.path_of("end"), "end", map.problems());
  if (!inside.is_map()) {
    return std::nullopt;
  }
  const auto point = read_point(inside);
  Cut cut;
  cut.point = point.value_or(Point{});
  cut.how = read_how(inside, {"reset", "fin", "clean", "eof"});
  inside.finish();
  const bool closes = cut.how == Cut::How::reset || cut.how == Cut::How::fin;
  if (point && before_headers(*point) && !closes) {
    inside.error("how", "an answer that has not begun can only end by reset or fin");
  }
  return point ? std::optional(cut) : std::nullopt;
}

Cut::How read_how(MapReader& map, const Words& known) {
  return how_of(read_word(map, "how", known, "way to end an answer"));
}

std::vector<Insert> read_inserts(MapReader& map) {
  const Value* value = map.take("insert");
  std::vector<Insert> inserts;
  if (value == nullptr) {
    return inserts;
  }
  const std::string path = map.path_of("insert");
  if (value->kind != Value::Kind::list) {
    if (auto insert = read_insert(*value, path, map.problems())) {
      inserts.push_back(std::move(*insert));
    }
    return inserts;
  }
  for (std::size_t at = 0; at < value->items.size(); ++at) {
    auto insert =
        read_insert(value->items[at], path + '[' + std::to_string(at) + ']', map.problems());
    if (insert) {
      inserts.push_back(std::move(*insert));
    }
  }
  if (value->items.empty()) {
    map.error("insert", "inserts nothing; write {after: 5 deltas, error: server}");
  }
  return inserts;
}

}  // namespace gameday::faults
