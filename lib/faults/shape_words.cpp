// The actions that change how an answer's bytes leave: throttle and resegment.
#include <algorithm>

#include "faults/deeds.hpp"

namespace gameday::faults {
namespace {

constexpr std::string_view size_ways = "1B, or 1B..7B to draw one for each piece";

std::optional<Bytes> part_of_size(MapReader& map, std::string_view text) {
  Parsed<Bytes> parsed = parse_bytes(text);
  if (!parsed) {
    map.error("size", std::move(parsed.problem));
  } else if (parsed.value->count == 0) {
    map.error("size", "a piece has at least 1B");
    return std::nullopt;
  }
  return parsed.value;
}

/// `1B`, `1B..7B`
bool read_size(MapReader& map, Resegment& resegment) {
  const auto text = map.text("size");
  if (!text) {
    return false;
  }
  const std::size_t dots = text->find("..");
  const auto least = part_of_size(map, std::string_view(*text).substr(0, dots));
  const auto most = dots == std::string::npos
                        ? least
                        : part_of_size(map, std::string_view(*text).substr(dots + 2));
  if (!least || !most) {
    return false;
  }
  if (*most < *least) {
    map.error("size", "ends before it begins; write " + std::string(size_ways));
    return false;
  }
  resegment.least = *least;
  resegment.most = *most;
  return true;
}

bool read_offsets(MapReader& map, Resegment& resegment) {
  resegment.how = Resegment::How::offsets;
  for (const std::string& text : map.texts("offsets")) {
    Parsed<Bytes> parsed = parse_bytes(text);
    if (!parsed) {
      map.error("offsets", std::move(parsed.problem));
      return false;
    }
    resegment.offsets.push_back(*parsed.value);
  }
  const bool rising = std::is_sorted(resegment.offsets.begin(), resegment.offsets.end());
  if (resegment.offsets.empty() || resegment.offsets.front().count == 0 || !rising) {
    map.error("offsets", "are places in the body, each behind the one before; write [10B, 11B]");
    return false;
  }
  return true;
}

/// `all`, `3 events`
bool read_group(MapReader& map, Resegment& resegment) {
  resegment.how = Resegment::How::group;
  const auto text = map.text("group");
  if (!text || *text == "all") {
    return text.has_value();
  }
  const std::size_t blank = text->find(' ');
  const std::string unit = blank == std::string::npos ? "" : text->substr(blank + 1);
  const auto number = parse_count(text->substr(0, blank));
  if ((unit != "events" && unit != "event") || !number || *number.value == 0) {
    map.error("group", '"' + *text + "\" is no group of events; write 3 events or all");
    return false;
  }
  resegment.events = *number.value;
  return true;
}

bool read_split(MapReader& map, Resegment& resegment) {
  static const Words known = {"utf8", "line_ends"};
  const auto typed = map.text("split");
  const std::string word = read_word(map, "split", known, "place to split at");
  resegment.how = word == "utf8" ? Resegment::How::utf8 : Resegment::How::line_ends;
  return typed == word;
}

bool read_ways(MapReader& map, Resegment& resegment) {
  std::string_view way;
  for (const std::string_view key : resegment_keys) {
    if (map.has(key) && !way.empty()) {
      map.error(key, "is a second way to cut; keep one");
      return false;
    }
    way = map.has(key) ? key : way;
  }
  if (way == "size") {
    return read_size(map, resegment);
  }
  if (way == "offsets") {
    return read_offsets(map, resegment);
  }
  if (way == "group") {
    return read_group(map, resegment);
  }
  if (way == "split") {
    return read_split(map, resegment);
  }
  map.problems().error(map.place(), map.path(),
                       "says no way to cut; write size: 1B, offsets: [10B], group: 3 events or "
                       "split: utf8");
  return false;
}

}  // namespace

std::optional<Resegment> read_resegment_keys(MapReader& map) {
  Resegment resegment;
  const bool cuts = read_ways(map, resegment);
  for (const std::string_view key : resegment_keys) {
    map.take(key);
  }
  resegment.gap = map.duration("gap").value_or(Duration::zero());
  resegment.chunks = map.boolean("chunks").value_or(true);
  if (resegment.gap == forever) {
    map.error("gap", "is the time between two pieces; write 10ms, or stall: {after: headers}");
  }
  return cuts ? std::optional(std::move(resegment)) : std::nullopt;
}

std::optional<Resegment> read_resegment(MapReader& map) {
  const Value* value = map.take("resegment");
  if (value == nullptr) {
    return std::nullopt;
  }
  if (value->kind != Value::Kind::map) {  // a scalar is short for `size`
    Value spelled;
    spelled.kind = Value::Kind::map;
    spelled.place = value->place;
    spelled.members.push_back(Member{"size", value->place, *value});
    MapReader inside(spelled, map.path_of("resegment"), "resegment", map.problems());
    return read_resegment_keys(inside);
  }
  MapReader inside(*value, map.path_of("resegment"), "resegment", map.problems());
  auto resegment = read_resegment_keys(inside);
  inside.finish();
  return resegment;
}

std::optional<Bytes> read_byte_rate(MapReader& map, std::string_view key) {
  const auto text = map.text(key);
  if (!text) {
    return std::nullopt;
  }
  if (!text->ends_with("/s")) {
    map.error(key, '"' + *text + "\" is no number of bytes a second; write 2KiB/s or 20B/s");
    return std::nullopt;
  }
  Parsed<Bytes> parsed = parse_bytes(std::string_view(*text).substr(0, text->size() - 2));
  if (!parsed) {
    map.error(key, parsed.problem + "; write 2KiB/s or 20B/s");
  }
  return parsed.value;
}

std::optional<Bytes> read_throttle(MapReader& map, std::string_view key) {
  const Value* value = map.take(key);
  if (value == nullptr || value->kind != Value::Kind::map) {
    return read_byte_rate(map, key);
  }
  MapReader inside(*value, map.path_of(key), key, map.problems());
  inside.require("rate", "2KiB/s");
  const auto rate = read_byte_rate(inside, "rate");
  inside.finish();
  return rate;
}

}  // namespace gameday::faults
