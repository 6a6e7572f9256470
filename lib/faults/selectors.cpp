#include "faults/selectors.hpp"

#include <algorithm>

#include "faults/deeds.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

std::vector<std::string> read_globs(MapReader& map, std::string_view key, std::string_view way) {
  auto globs = map.texts(key);
  const bool empty =
      std::any_of(globs.begin(), globs.end(), [](const std::string& glob) { return glob.empty(); });
  if (map.has(key) && (empty || (globs.empty() && map.find(key)->kind == Value::Kind::list))) {
    map.error(key, "is empty, so it would match nothing; write " + std::string(way));
  }
  return globs;
}

std::optional<KeyPattern> read_key(MapReader& map, const std::string& text) {
  constexpr std::string_view environment = "env.";
  constexpr std::string_view hash = "sha:";
  if (text.rfind(environment, 0) == 0 && text.size() > environment.size()) {
    return KeyPattern{text, {}};
  }
  if (text.rfind(hash, 0) == 0) {
    std::string digits = text.substr(hash.size());
    std::transform(digits.begin(), digits.end(), digits.begin(), [](char letter) {
      return letter >= 'A' && letter <= 'F' ? static_cast<char>(letter - 'A' + 'a') : letter;
    });
    const bool hex = digits.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (hex && digits.size() >= 4 && digits.size() <= 64) {
      return KeyPattern{{}, digits};
    }
    map.error("key", "sha: is followed by 4 to 64 hex digits of the key's SHA-256");
    return std::nullopt;
  }
  // The text may be a key: it is not repeated.
  map.error("key",
            "keys are not written into files; write env.NAME or sha:9f3c… (the first 4 to "
            "64 hex digits of its SHA-256)");
  return std::nullopt;
}

std::vector<KeyPattern> read_keys(MapReader& map) {
  std::vector<KeyPattern> keys;
  for (const std::string& text : read_globs(map, "key", "env.NAME or sha:9f3c…")) {
    if (auto key = read_key(map, text)) {
      keys.push_back(std::move(*key));
    }
  }
  return keys;
}

std::vector<FieldPattern> read_fields(MapReader& map) {
  std::vector<FieldPattern> fields;
  const Value* value = map.take("request_header");
  if (value == nullptr) {
    return fields;
  }
  MapReader inside(*value, map.path_of("request_header"), "request_header", map.problems());
  for (const Member& member : value->members) {
    const auto glob = inside.text(member.key);
    if (!is_token(member.key)) {
      inside.error(member.key, "is no name of a header field");
    } else if (glob) {
      const bool absent = *glob == "absent" && !member.value.quoted;
      fields.push_back({member.key, absent ? std::nullopt : glob});
    }
  }
  if (inside.is_map() && value->members.empty()) {
    map.error("request_header", "names no field; write {x-team: \"red*\"} or {x-team: absent}");
  }
  return fields;
}

/// `2`, or a list of them. Whether there are so many is for whoever knows the arms.
std::vector<std::uint16_t> read_replicas(MapReader& map) {
  std::vector<std::uint16_t> replicas;
  const Value* value = map.take("replica");
  if (value == nullptr) {
    return replicas;
  }
  for (const std::string& text : map.texts("replica")) {
    const auto number = parse_count(text);
    if (!number.value || *number.value < 1 || *number.value > most_replicas) {
      map.error("replica", '"' + text + "\" is no replica; they count from 1 to " +
                               std::to_string(most_replicas));
      return {};
    }
    replicas.push_back(static_cast<std::uint16_t>(*number.value));
  }
  if (replicas.empty() && value->kind == Value::Kind::list) {
    map.error("replica", "is empty, so it would match nothing; write 1 or leave it out");
  }
  return replicas;
}

}  // namespace

const Words& selector_words() {
  static const Words words = {
      "model", "path",  "method", "key",   "request_header", "replica",    "stream", "body_over",
      "share", "first", "skip",   "every", "sequence",       "above_rate", "burst",  "per"};
  return words;
}

void read_selectors(MapReader& map, Selectors& selectors) {
  selectors.models = read_globs(map, "model", "gpt-4o* or leave it out");
  selectors.paths = read_globs(map, "path", "/v1/chat/* or leave it out");
  selectors.methods = read_globs(map, "method", "POST or leave it out");
  for (const std::string& method : selectors.methods) {
    if (!is_token(method)) {
      map.error("method", "is no HTTP method; write POST");
    }
  }
  selectors.keys = read_keys(map);
  selectors.fields = read_fields(map);
  selectors.replicas = read_replicas(map);
  if (const auto stream = map.boolean("stream")) {
    selectors.stream = stream;
  }
  if (const auto over = map.bytes("body_over")) {
    selectors.body_over = over;
  }
  if (const auto share = map.share("share")) {
    selectors.share = share;
  }
  read_counters(map, selectors);
  read_per(map, selectors);
}

}  // namespace gameday::faults
