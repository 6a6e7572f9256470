// keys: strings or objects; aliases a, b, c … by default.
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "config/gateway/parts.hpp"
#include "config/reading.hpp"
#include "config/secrets.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_keys = 26;  // one letter each
constexpr std::uint64_t most_weight = 1000;

bool is_variable_name(std::string_view name) {
  const auto letter = [](char one) {
    return (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z') || one == '_' ||
           (one >= '0' && one <= '9');
  };
  return !name.empty() && (name.front() < '0' || name.front() > '9') &&
         std::all_of(name.begin(), name.end(), letter);
}

// A shorter one would be found inside words that are none.
constexpr std::size_t shortest_secret = 8;

/// False when there was none.
bool replace_all(std::string& text, const std::string& old, const std::string& with) {
  std::size_t at = text.find(old);
  const bool found = at != std::string::npos;
  for (; at != std::string::npos; at = text.find(old, at + with.size())) {
    text.replace(at, old.size(), with);
  }
  return found;
}

class KeyReader {
 public:
  KeyReader(const Environment& environment, Problems& problems)
      : environment_(environment), problems_(problems) {}

  gateway::Key read(const Value& item, const std::string& path, std::size_t index) {
    gateway::Key key;
    key.name = static_cast<char>('a' + index);
    if (item.kind == Value::Kind::text) {
      read_key_value(key, item, path, environment_, problems_);
    } else {
      read_object(item, path, key);
    }
    return key;
  }

 private:
  void read_object(const Value& item, const std::string& path, gateway::Key& key) {
    MapReader map(item, path, "a key that is no text", problems_);
    allow_comment(map);
    key.name = map.text("name").value_or(key.name);
    check_name(key.name, "a key", map.place_of("name"), map.path_of("name"), problems_);
    map.require("value", R"("value": "env.OPENAI_KEY_A")");
    if (map.text("value")) {
      read_key_value(key, *item.find("value"), map.path_of("value"), environment_, problems_);
    }
    if (const auto weight = map.count("weight", 1, most_weight)) {
      key.weight = static_cast<std::uint32_t>(*weight);
    }
    key.models = map.texts("models");
    if (std::find(key.models.begin(), key.models.end(), "*") != key.models.end()) {
      key.models.clear();  // all of them
    }
    map.finish();
  }

  const Environment& environment_;
  Problems& problems_;
};

}  // namespace

std::optional<std::string> variable_of(std::string_view text, const Environment& environment) {
  if (!text.starts_with(variable_prefix)) {
    return std::nullopt;
  }
  const std::string name(text.substr(variable_prefix.size()));
  if (!is_variable_name(name)) {
    return std::nullopt;
  }
  return environment ? environment(name).value_or("") : "";
}

void read_key_value(gateway::Key& key, const Value& written, const std::string& path,
                    const Environment& environment, Problems& problems) {
  const std::string& text = written.text;
  if (!text.starts_with(variable_prefix)) {
    if (text.empty() || text.find_first_of(" \t\r\n") != std::string::npos) {
      problems.error(written.place, path, "is not a key; write \"env.NAME\" of its variable");
      return;
    }
    problems.warning(written.place, path,
                     "a key stands here in the open; \"env.NAME\" keeps it out of the file");
    key.value = text;
    return;
  }
  auto value = variable_of(text, environment);
  if (!value) {
    problems.error(written.place, path,
                   "what follows env. is not the name of a variable; write env.OPENAI_KEY");
    return;
  }
  key.source = text;
  key.value = *std::move(value);
}

std::vector<gateway::Key> read_keys(MapReader& map, const Environment& environment) {
  std::vector<gateway::Key> keys;
  const Value* list = list_of(map, "keys", most_keys, R"("keys": ["env.OPENAI_KEY"])");
  if (list == nullptr) {
    return keys;
  }
  KeyReader reader(environment, map.problems());
  for (const Value& item : list->items) {
    const std::string path = fmt::format("{}[{}]", map.path_of("keys"), keys.size());
    gateway::Key key = reader.read(item, path, keys.size());
    const auto same = [&](const gateway::Key& other) { return other.name == key.name; };
    if (std::any_of(keys.begin(), keys.end(), same)) {
      map.problems().error(
          item.place, path,
          fmt::format("a second key is called \"{}\"; give it a name of its own", key.name));
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

std::string with_secrets_masked(std::string text, const gateway::Options& options) {
  for (const gateway::Provider& provider : options.providers) {
    for (const gateway::Key& key : provider.keys) {
      const std::string alias = fmt::format("{}#{}", key.name, sha256_hex(key.value).substr(0, 4));
      const bool literal = !key.value.empty() && key.source.empty();
      if (literal && !replace_all(text, '"' + key.value + '"', '"' + alias + '"')) {
        return "\"not kept: a key in it is written with escapes\"";
      }
      if (key.value.size() >= shortest_secret) {  // in a comment, say
        replace_all(text, key.value, alias);
      }
    }
  }
  for (const gateway::ClientToken& token : options.tokens) {
    if (token.value.size() >= shortest_secret) {  // in a comment, say
      replace_all(text, token.value, token.source);
    }
  }
  return starred(text);
}

}  // namespace gameday::config
