#pragma once
// A tree of what a YAML or JSON file says, each node with its place: what config reads and what
// every `parse(Value)` gets, so that a scenario file and the control API share one parser.
//
// Scalars keep their text as written: no YAML 1.1 booleans, no octal 010, no rounding.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/place.hpp"

namespace gameday {

struct Member;

struct Value {
  enum class Kind : std::uint8_t { null, text, list, map };
  Kind kind = Kind::null;
  bool quoted = false;  // text only: it stood in quotes, so it is not a number or a boolean
  std::string text;
  std::vector<Value> items;
  std::vector<Member> members;  // in file order, keys unique
  Place place;

  const Value* find(std::string_view key) const;
};

struct Member {
  std::string key;
  Place place;  // of the key
  Value value;
};

/// For messages: `nothing`, `a single value`, `a list`, `a map`.
std::string_view kind_words(const Value& value);

}  // namespace gameday
