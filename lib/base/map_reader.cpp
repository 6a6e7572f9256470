#include "base/map_reader.hpp"

#include <algorithm>

namespace gameday {

MapReader::MapReader(const Value& value, std::string path, std::string_view what,
                     Problems& problems)
    : value_(value), path_(std::move(path)), problems_(problems) {
  if (!is_map()) {
    problems_.error(value_.place, path_,
                    std::string(what) + " is a map of keys and values; here stands " +
                        std::string(kind_words(value_)));
  }
}

Place MapReader::place_of(std::string_view key) const {
  for (const Member& member : value_.members) {
    if (member.key == key) {
      return member.place;
    }
  }
  return value_.place;
}

// A list or a map begins on a later line or at a bracket: its key says more.
Place MapReader::place_of_value(std::string_view key) const {
  const Value* found = value_.find(key);
  const bool shown = found != nullptr && found->kind == Value::Kind::text && found->place.line > 0;
  return shown ? found->place : place_of(key);
}

std::string MapReader::path_of(std::string_view key) const {
  return path_.empty() ? std::string(key) : path_ + '.' + std::string(key);
}

const Value* MapReader::take(std::string_view key) {
  known_.push_back(key);
  return value_.find(key);
}

const Value* MapReader::require(std::string_view key, std::string_view what_to_write) {
  const Value* found = take(key);
  if (found == nullptr && is_map()) {
    problems_.error(value_.place, path_of(key), "missing; write " + std::string(what_to_write));
  }
  return found;
}

std::optional<std::string> MapReader::text(std::string_view key) {
  const Value* found = take(key);
  if (found == nullptr) {
    return std::nullopt;
  }
  if (found->kind != Value::Kind::text) {
    error(key, "takes one text; here stands " + std::string(kind_words(*found)));
    return std::nullopt;
  }
  return found->text;
}

std::optional<MapReader> MapReader::inner(std::string_view key) {
  const Value* const value = take(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  MapReader inside(*value, path_of(key), key, problems_);
  return inside.is_map() ? std::optional(std::move(inside)) : std::nullopt;
}

std::optional<bool> MapReader::boolean(std::string_view key) {
  const auto word = text(key);
  if (!word || is_quoted(key, "true or false")) {
    return std::nullopt;
  }
  if (*word == "true" || *word == "false") {
    return *word == "true";
  }
  error(key, '"' + *word + "\" is neither true nor false");
  return std::nullopt;
}

bool MapReader::is_quoted(std::string_view key, std::string_view instead) {
  const bool quoted = value_.find(key)->quoted;
  if (quoted) {
    error(key, "stands in quotes, so it is a text; write " + std::string(instead));
  }
  return quoted;
}

template <class T>
std::optional<T> MapReader::scalar(std::string_view key, Parsed<T> (*parse)(std::string_view)) {
  const auto word = text(key);
  if (!word) {
    return std::nullopt;
  }
  Parsed<T> parsed = parse(*word);
  if (!parsed) {
    error(key, std::move(parsed.problem));
  }
  return parsed.value;
}

std::optional<std::uint64_t> MapReader::count(std::string_view key, std::uint64_t least,
                                              std::uint64_t most) {
  const auto number = scalar(key, parse_count);
  if (number && is_quoted(key, "the number without them")) {
    return std::nullopt;
  }
  if (number && (*number < least || *number > most)) {
    error(key, std::to_string(*number) + " is out of range; from " + std::to_string(least) +
                   " to " + std::to_string(most) + " is allowed");
    return std::nullopt;
  }
  return number;
}

std::optional<Duration> MapReader::duration(std::string_view key) {
  return scalar(key, parse_duration);
}
std::optional<Bytes> MapReader::bytes(std::string_view key) {
  return scalar(key, parse_bytes);
}
std::optional<PerSecond> MapReader::rate(std::string_view key) {
  return scalar(key, parse_rate);
}
std::optional<Ratio> MapReader::share(std::string_view key) {
  return scalar(key, parse_share);
}

std::vector<std::string> MapReader::texts(std::string_view key) {
  const Value* found = take(key);
  if (found == nullptr) {
    return {};
  }
  if (found->kind == Value::Kind::text) {
    return {found->text};
  }
  std::vector<std::string> list;
  for (const Value& item : found->items) {
    if (item.kind != Value::Kind::text) {
      problems_.error(item.place, path_of(key),
                      "is a list of texts; here stands " + std::string(kind_words(item)));
      continue;
    }
    list.push_back(item.text);
  }
  if (found->kind != Value::Kind::list) {
    error(key, "takes a text or a list of texts; here stands " + std::string(kind_words(*found)));
  }
  return list;
}

void MapReader::not_yet(std::string_view key) {
  if (take(key) != nullptr) {
    problems_.error(place_of(key), path_of(key), "not in this version of gameday; take it out");
  }
}

void MapReader::error(std::string_view key, std::string what) {
  problems_.error(place_of_value(key), path_of(key), std::move(what));
}

void MapReader::finish() {
  for (const Member& member : value_.members) {
    if (std::find(known_.begin(), known_.end(), member.key) == known_.end()) {
      problems_.error(member.place, path_of(member.key),
                      "unknown key" + did_you_mean(member.key, known_));
    }
  }
}

}  // namespace gameday
