// The action `header`, and fields of a head wherever they are written.
#include "faults/deeds.hpp"
#include "http/message.hpp"

namespace gameday::faults {
namespace {

/// What is wrong with that name; empty: nothing.
std::string_view name_problem(std::string_view name) {
  if (!is_token(name)) {
    return "is no name of a header field";
  }
  const bool frames =
      http::same_name(name, "Content-Length") || http::same_name(name, "Transfer-Encoding");
  return frames ? "is made from the body; to break it, write end: {after: 50%, how: fin}" : "";
}

std::vector<std::string> read_names(MapReader& map) {
  std::vector<std::string> names = map.texts("drop");
  if (names.empty() && map.has("drop") && map.find("drop")->kind == Value::Kind::list) {
    map.error("drop", "names no field; write Date or [Date, Server]");
  }
  for (const std::string& name : names) {
    const std::string_view problem = name_problem(name);
    if (!problem.empty()) {
      map.error("drop", '"' + name + "\" " + std::string(problem));
    }
  }
  return names;
}

std::optional<Bytes> read_pad(MapReader& map) {
  const auto pad = map.bytes("pad");
  if (pad && (pad->count == 0 || *pad > most_pad)) {
    map.error("pad", "is the size of one more field; from 1B to " + to_text(most_pad));
    return std::nullopt;
  }
  return pad;
}

}  // namespace

std::vector<HeadChange::Field> read_fields(MapReader& map, std::string_view key) {
  std::vector<HeadChange::Field> fields;
  const Value* value = map.take(key);
  if (value == nullptr) {
    return fields;
  }
  MapReader inside(*value, map.path_of(key), key, map.problems());
  for (const Member& member : value->members) {
    const auto text = inside.text(member.key);
    const std::string_view problem = name_problem(member.key);
    if (!text) {
      continue;
    }
    if (!problem.empty()) {
      inside.error(member.key, std::string(problem));
    } else if (text->find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos) {
      inside.error(member.key, "has a line break, which no header field can have");
    } else {
      fields.emplace_back(member.key, *text);
    }
  }
  if (inside.is_map() && value->members.empty()) {
    map.error(key, "names no field; write {X-Name: value}");
  }
  return fields;
}

std::optional<HeadChange> read_header(MapReader& map) {
  auto inside = map.inner("header");
  if (!inside) {
    return std::nullopt;
  }
  HeadChange change;
  change.drop = read_names(*inside);
  change.set = read_fields(*inside, "set");
  change.add = read_fields(*inside, "add");
  change.pad = read_pad(*inside);
  change.count = inside->count("count", 1, most_fields);
  inside->finish();
  if (map.find("header")->members.empty()) {
    map.error("header", "changes nothing; write {set: {Content-Type: text/plain}} or {pad: 32KiB}");
  }
  return change == HeadChange{} ? std::nullopt : std::optional(std::move(change));
}

}  // namespace gameday::faults
