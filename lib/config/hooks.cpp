#include "config/hooks.hpp"

#include <fmt/format.h>

#include "base/endpoint.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_words = 64;
constexpr std::size_t longest_word = 4096;  // a path may have as many
constexpr std::string_view prefix = "env.";

bool is_variable(std::string_view name) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
  const bool begins_with_digit = !name.empty() && name.front() >= '0' && name.front() <= '9';
  return !name.empty() && !begins_with_digit && name.find_first_not_of(letters) == name.npos;
}

}  // namespace

std::vector<std::string> read_command(MapReader& map, std::string_view key,
                                      const Reading& reading) {
  const Value* found = map.find(key);
  if (found != nullptr && found->kind != Value::Kind::list) {
    map.take(key);
    map.error(key, fmt::format("is started without a shell, so it is a list of words; here stands "
                               "{}; write {}: [./page.sh, now]",
                               kind_words(*found), key));
    return {};
  }
  std::vector<std::string> words = map.texts(key);
  if (words.empty() || words.front().empty()) {
    map.error(key, fmt::format("names no program; write {}: [./page.sh, now]", key));
    return {};
  }
  if (words.size() > most_words) {
    map.error(key,
              fmt::format("{} words are here; at most {} are allowed", words.size(), most_words));
  }
  for (const std::string& word : words) {
    if (word.size() > longest_word || word.find('\0') != word.npos) {
      map.error(key, fmt::format("has a word that is longer than {} bytes or holds a zero byte",
                                 longest_word));
      return {};
    }
  }
  std::string& program = words.front();
  if (program.find('/') != program.npos) {
    program = reading.beside_scenario(program);
    if (program.find('/') == program.npos) {
      program.insert(0, "./");  // else it would be looked for in PATH
    }
  }
  return words;
}

std::optional<rig::FromEnvironment> read_variable(MapReader& map, std::string_view key,
                                                  const Reading& reading,
                                                  std::string_view instead_of) {
  const auto text = map.text(key);
  if (!text) {
    return std::nullopt;
  }
  const std::string name = text->starts_with(prefix) ? text->substr(prefix.size()) : "";
  if (!is_variable(name)) {
    map.error(key, fmt::format("takes env.NAME of the variable that holds {}, never {} itself",
                               instead_of, instead_of));
    return std::nullopt;
  }
  return rig::FromEnvironment{name, reading.environment(name)};
}

std::string read_url(MapReader& map, std::string_view key) {
  const auto text = map.text(key);
  if (!text) {
    return {};
  }
  const auto endpoint = parse_endpoint(*text);
  if (!endpoint) {
    map.error(key, fmt::format("{}; write https://host/path", endpoint.problem));
    return {};
  }
  return *text;
}

}  // namespace gameday::config
