#include "config/reading.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/utf8.hpp"
#include "config/scenario.hpp"

namespace gameday::config {
namespace {

// Lists and maps that must hold something, but not too much.
const Value* collection(MapReader& map, std::string_view key, Value::Kind kind, std::size_t most,
                        std::string_view example) {
  const Value* found = map.require(key, example);
  if (found == nullptr) {
    return nullptr;
  }
  const bool list = kind == Value::Kind::list;
  if (found->kind != kind) {
    map.error(key, fmt::format("takes a {}; here stands {}; write {}",
                               list ? "list" : "map of names", kind_words(*found), example));
    return nullptr;
  }
  const std::size_t count = list ? found->items.size() : found->members.size();
  if (count == 0) {
    map.error(key, fmt::format("is empty; write {}", example));
    return nullptr;
  }
  if (count > most) {
    map.error(key, fmt::format("{} are here; at most {} are allowed", count, most));
    return nullptr;
  }
  return found;
}

}  // namespace

const Value* list_of(MapReader& map, std::string_view key, std::size_t most,
                     std::string_view example) {
  return collection(map, key, Value::Kind::list, most, example);
}

const Value* map_of(MapReader& map, std::string_view key, std::size_t most,
                    std::string_view example) {
  return collection(map, key, Value::Kind::map, most, example);
}

std::optional<Duration> duration_of(MapReader& map, std::string_view key, Duration least) {
  const auto found = map.duration(key);
  if (!found) {
    return std::nullopt;
  }
  if (*found < least) {
    map.error(key, fmt::format("{} is too short; at least {} is allowed", to_text(*found),
                               to_text(least)));
    return std::nullopt;
  }
  if (*found > longest_duration) {
    map.error(key, fmt::format("{} is too long; at most 24h is allowed", to_text(*found)));
    return std::nullopt;
  }
  return found;
}

std::optional<std::size_t> word_of(MapReader& map, std::string_view key,
                                   const std::vector<std::string_view>& words) {
  const auto word = map.text(key);
  if (!word) {
    return std::nullopt;
  }
  const auto found = std::find(words.begin(), words.end(), *word);
  if (found != words.end()) {
    return static_cast<std::size_t>(found - words.begin());
  }
  const std::string hint = did_you_mean(*word, words);
  map.error(key, fmt::format("\"{}\" is not allowed here; it takes {}{}", *word,
                             fmt::join(words, ", "), hint));
  return std::nullopt;
}

std::vector<std::string_view> dialects() {
  return {llm::dialect_words.begin(), llm::dialect_words.end()};
}

std::optional<std::uint16_t> index_of(std::string_view name, const std::vector<std::string>& known,
                                      std::string_view what, const Place& place,
                                      std::string_view path, Problems& problems) {
  const auto found = std::find(known.begin(), known.end(), name);
  if (found != known.end()) {
    return static_cast<std::uint16_t>(found - known.begin());
  }
  if (known.empty()) {
    return std::nullopt;  // that nothing is there has been told already
  }
  std::string hint = did_you_mean(name, {known.begin(), known.end()});
  if (hint.empty()) {
    hint = "; there is " + enumerated(known);
  }
  problems.error(place, path, fmt::format("there is no {} \"{}\"{}", what, name, hint));
  return std::nullopt;
}

void check_name(std::string_view name, std::string_view what, const Place& place,
                std::string_view path, Problems& problems) {
  const auto control = [](char letter) { return static_cast<unsigned char>(letter) < 0x20; };
  if (name.empty()) {
    problems.error(place, path, fmt::format("the name of {} is empty; write one", what));
  } else if (utf8_length(name) > longest_name) {
    problems.error(place, path,
                   fmt::format("the name of {} is longer than {} characters", what, longest_name));
  } else if (std::any_of(name.begin(), name.end(), control) || name.front() == ' ' ||
             name.back() == ' ') {
    problems.error(
        place, path,
        fmt::format("the name of {} takes one line of text without blanks around it", what));
  }
}

std::string enumerated(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t at = 0; at < names.size(); ++at) {
    const bool last = at + 1 == names.size();
    text += at == 0 ? "" : last ? " and " : ", ";
    text += '"' + names[at] + '"';
  }
  return text;
}

}  // namespace gameday::config
