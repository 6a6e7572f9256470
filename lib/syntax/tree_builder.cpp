#include "syntax/tree_builder.hpp"

#include <algorithm>

#include "syntax/yaml.hpp"

namespace gameday::syntax {

bool TreeBuilder::wants_key() const {
  return !levels_.empty() && levels_.back().value.kind == Value::Kind::map &&
         !levels_.back().member;
}

bool TreeBuilder::null(const Place& place) {
  if (wants_key()) {
    problems_.error(place, path(), "a key is missing before the `:`, or is null; put it in quotes");
    return false;
  }
  Value value;
  // A null value is marked where the next thing begins; its key says where it is.
  value.place = levels_.empty() || !levels_.back().member ? place : levels_.back().member->place;
  attach(std::move(value));
  return true;
}

bool TreeBuilder::text(const Place& place, std::string text, bool quoted) {
  if (wants_key()) {
    key(place, std::move(text));
    return true;
  }
  Value value;
  value.kind = Value::Kind::text;
  value.place = place;
  value.text = std::move(text);
  value.quoted = quoted;
  attach(std::move(value));
  return true;
}

bool TreeBuilder::open(const Place& place, Value::Kind kind) {
  if (wants_key()) {
    problems_.error(place, path(), "a key is one text; if this should be a text, put it in quotes");
    return false;
  }
  if (levels_.size() >= deepest_nesting) {
    problems_.error(place, "",
                    "more than " + std::to_string(deepest_nesting) +
                        " collections inside one another; is a bracket missing?");
    return false;
  }
  Level level;
  level.value.kind = kind;
  level.value.place = place;
  levels_.push_back(std::move(level));
  return true;
}

void TreeBuilder::close() {
  Value done = std::move(levels_.back().value);
  levels_.pop_back();
  attach(std::move(done));
}

// A duplicate is reported and read on, so that its own mistakes are found too.
void TreeBuilder::key(const Place& place, std::string name) {
  const auto& members = levels_.back().value.members;
  const auto first = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == name; });
  Member member;
  member.key = std::move(name);
  member.place = place;
  levels_.back().member = std::move(member);
  if (first != members.end()) {
    problems_.error(place, path(),
                    "this key is here twice, first on line " + std::to_string(first->place.line) +
                        "; keep one");
  }
}

void TreeBuilder::attach(Value value) {
  if (levels_.empty()) {
    root_ = std::move(value);
    return;
  }
  Level& level = levels_.back();
  if (level.value.kind == Value::Kind::list) {
    level.value.items.push_back(std::move(value));
    return;
  }
  level.member->value = std::move(value);
  level.value.members.push_back(std::move(*level.member));
  level.member.reset();
}

std::string TreeBuilder::path() const {
  std::string path;
  for (const Level& level : levels_) {
    if (level.value.kind == Value::Kind::list) {
      path += '[' + std::to_string(level.value.items.size()) + ']';
    } else if (level.member) {
      path += (path.empty() ? "" : ".") + level.member->key;
    }
  }
  return path;
}

std::optional<Value> TreeBuilder::root() {
  return levels_.empty() ? std::move(root_) : std::nullopt;
}

}  // namespace gameday::syntax
