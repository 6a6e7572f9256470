#pragma once
// An action of which there may be several: its value is one of them, or a list.

#include <optional>
#include <string>
#include <vector>

#include "base/map_reader.hpp"

namespace gameday::faults {

/// `read` one: nothing when it is wrong, and a problem has been added. `empty` is what is said of a
/// list of none.
template <class T>
std::vector<T> read_one_or_list(MapReader& map, std::string_view key, std::string_view empty,
                                std::optional<T> (*read)(const Value&, std::string path,
                                                         Problems&)) {
  std::vector<T> list;
  const Value* value = map.take(key);
  if (value == nullptr) {
    return list;
  }
  const auto add = [&](const Value& one, std::string path) {
    if (auto said = read(one, std::move(path), map.problems())) {
      list.push_back(std::move(*said));
    }
  };
  const std::string path = map.path_of(key);
  if (value->kind != Value::Kind::list) {
    add(*value, path);
    return list;
  }
  for (std::size_t at = 0; at < value->items.size(); ++at) {
    add(value->items[at], path + '[' + std::to_string(at) + ']');
  }
  if (value->items.empty()) {
    map.error(key, std::string(empty));
  }
  return list;
}

}  // namespace gameday::faults
