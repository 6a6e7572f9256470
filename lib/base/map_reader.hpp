#pragma once
// Reads one map of a Value strictly: every key must be asked for, every mistake becomes a Problem
// with the key's place and path. Call finish() last; it reports the keys nobody asked for.
//
// The typed readers return nothing both when the key is absent and when it is wrong (then a problem
// has been added), so `value_or(default)` is always right.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.hpp"
#include "base/units.hpp"
#include "base/value.hpp"

namespace gameday {

class MapReader {
 public:
  /// `what` names the thing in messages when it is not a map at all: `an injection`.
  MapReader(const Value& value, std::string path, std::string_view what, Problems& problems);

  bool is_map() const { return value_.kind == Value::Kind::map; }
  bool has(std::string_view key) const { return find(key) != nullptr; }
  /// As take, without making it known.
  const Value* find(std::string_view key) const { return value_.find(key); }
  const Place& place() const { return value_.place; }
  /// Of the key; of the whole map when it is absent.
  Place place_of(std::string_view key) const;
  /// Where a reader should look: a single value itself, the key of a list or a map.
  Place place_of_value(std::string_view key) const;
  const std::string& path() const { return path_; }
  std::string path_of(std::string_view key) const;
  Problems& problems() { return problems_; }

  /// The value of `key`, which counts as known from now on; null when absent.
  const Value* take(std::string_view key);
  /// As take, but its absence is an error.
  const Value* require(std::string_view key, std::string_view what_to_write);

  /// The map under `key`; nothing when it is absent, or is none (then a problem has been added).
  std::optional<MapReader> inner(std::string_view key);
  std::optional<std::string> text(std::string_view key);
  std::optional<bool> boolean(std::string_view key);  // true / false, nothing else
  std::optional<std::uint64_t> count(std::string_view key, std::uint64_t least, std::uint64_t most);
  std::optional<Duration> duration(std::string_view key);
  std::optional<Bytes> bytes(std::string_view key);
  std::optional<PerSecond> rate(std::string_view key);
  std::optional<Ratio> share(std::string_view key);
  /// A list of texts; a single text counts as a list of one.
  std::vector<std::string> texts(std::string_view key);

  /// A key of the design that this version does not have: refused by name, never ignored.
  void not_yet(std::string_view key);
  /// At place_of_value.
  void error(std::string_view key, std::string what);
  void finish();

 private:
  template <class T>
  std::optional<T> scalar(std::string_view key, Parsed<T> (*parse)(std::string_view));

  bool is_quoted(std::string_view key, std::string_view instead);

  const Value& value_;
  std::string path_;
  Problems& problems_;
  std::vector<std::string_view> known_;
};

}  // namespace gameday
