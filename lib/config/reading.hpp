#pragma once
// Small steps that the readers of scenarios and gateway configs share. Each adds its own problem
// and returns nothing when something is wrong.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/map_reader.hpp"
#include "base/problem.hpp"
#include "base/units.hpp"
#include "base/value.hpp"

namespace gameday::config {

/// Nothing a person writes into these files lasts longer.
inline constexpr Duration longest_duration = 24h;

/// The list under `key`, which must be there, with 1 to `most` items. `example` shows one.
const Value* list_of(MapReader& map, std::string_view key, std::size_t most,
                     std::string_view example);
/// The same for a map whose keys are names.
const Value* map_of(MapReader& map, std::string_view key, std::size_t most,
                    std::string_view example);

/// `least` to 24 h; nothing when the key is absent.
std::optional<Duration> duration_of(MapReader& map, std::string_view key, Duration least);

/// One of `words`, by its index.
std::optional<std::size_t> word_of(MapReader& map, std::string_view key,
                                   const std::vector<std::string_view>& words);

/// `openai`, `anthropic`: in the order of llm::Dialect.
std::vector<std::string_view> dialects();

/// The index of `name` in `known`, else a problem `there is no WHAT "name"; did you mean …`.
std::optional<std::uint16_t> index_of(std::string_view name, const std::vector<std::string>& known,
                                      std::string_view what, const Place& place,
                                      std::string_view path, Problems& problems);

/// Names stand in reports and in paths: 1 to 64 printable characters, no blanks around them.
void check_name(std::string_view name, std::string_view what, const Place& place,
                std::string_view path, Problems& problems);

/// `a, b and c`, in quotes.
std::string enumerated(const std::vector<std::string>& names);

}  // namespace gameday::config
