#pragma once
// Builds a Value tree from a parser's events, in file order, and refuses what no format allows
// here: duplicate keys, keys that are not texts, deep nesting. False means: stop parsing.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.hpp"
#include "base/value.hpp"

namespace gameday::syntax {

class TreeBuilder {
 public:
  explicit TreeBuilder(Problems& problems) : problems_(problems) {}

  bool null(const Place& place);
  bool text(const Place& place, std::string text, bool quoted);
  bool open(const Place& place, Value::Kind kind);
  void close();

  /// The next event is a key of a map.
  bool wants_key() const;
  /// Where we are: `experiments[0].inject`.
  std::string path() const;
  /// The whole, once everything that was opened is closed again.
  std::optional<Value> root();

 private:
  struct Level {
    Value value;
    std::optional<Member> member;  // its key is known, its value is next
  };

  void key(const Place& place, std::string name);
  void attach(Value value);

  Problems& problems_;
  std::vector<Level> levels_;
  std::optional<Value> root_;
};

}  // namespace gameday::syntax
