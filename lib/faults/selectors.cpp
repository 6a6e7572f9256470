#include "faults/selectors.hpp"

#include <algorithm>

#include "faults/counter.hpp"
#include "faults/deeds.hpp"
#include "faults/words.hpp"

namespace gameday::faults {
namespace {

constexpr std::uint64_t most = 1'000'000'000;  // no run has that many attempts

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

std::vector<bool> read_sequence(MapReader& map) {
  constexpr std::size_t longest = 1'000;
  std::vector<bool> sequence;
  const Value* value = map.take("sequence");
  if (value == nullptr) {
    return sequence;
  }
  const auto words = map.texts("sequence");
  for (const std::string& word : words) {
    if (word != "fail" && word != "pass") {
      map.error("sequence",
                '"' + word + "\" is neither fail nor pass" + did_you_mean(word, {"fail", "pass"}));
      return {};
    }
    sequence.push_back(word == "fail");
  }
  const bool list = value->kind == Value::Kind::list || value->kind == Value::Kind::text;
  if (words.size() > longest) {
    map.error("sequence", "is longer than 1,000; it repeats by itself");
  } else if (list && std::find(sequence.begin(), sequence.end(), true) == sequence.end()) {
    map.error("sequence", "never fails; write [fail, fail, pass]");
  }
  return sequence;
}

std::optional<AboveRate> read_above_rate(MapReader& map) {
  const auto rate = map.rate("above_rate");
  const auto burst = map.count("burst", 1, most);
  if (map.has("burst") && !map.has("above_rate")) {
    map.error("burst", "belongs to above_rate; add above_rate: 20/s or take it out");
  }
  if (!rate) {
    return std::nullopt;
  }
  if (rate->micro == 0) {
    map.error("above_rate", "0/s lets nothing pass; leave it out to hit every attempt");
    return std::nullopt;
  }
  constexpr std::uint64_t micro = 1'000'000;
  return AboveRate{*rate, burst.value_or(std::max<std::uint64_t>(1, rate->micro / micro))};
}

void read_counters(MapReader& map, Selectors& selectors) {
  selectors.skip = map.count("skip", 0, most);
  selectors.first = map.count("first", 1, most);
  selectors.every = map.count("every", 1, most);
  selectors.sequence = read_sequence(map);
  selectors.above_rate = read_above_rate(map);
  std::string_view before;
  for (const std::string_view key : {"first", "every", "sequence", "above_rate"}) {
    if (!map.has(key)) {
      continue;
    }
    if (!before.empty()) {
      map.error(key, "cannot stand beside " + std::string(before) +
                         "; keep one (skip may go with any of them)");
    }
    before = key;
  }
}

void read_per(MapReader& map, Selectors& selectors) {
  static const Words known = {"attempt", "request", "key", "model", "connection", "proxy"};
  const auto word = map.text("per");
  if (!word) {
    return;
  }
  const auto found = std::find(known.begin(), known.end(), *word);
  if (found == known.end()) {
    map.error("per", '"' + *word + "\" is nothing to draw or count for; write " + listed(known) +
                         did_you_mean(*word, known));
    return;
  }
  selectors.per = static_cast<Per>(found - known.begin());
  const bool counts = has_counter(selectors);
  if (!selectors.share && !counts) {
    map.error("per",
              "says what a share is drawn for or a counter counts by; add share: 50% or "
              "first: 2, or take it out");
  } else if (counts && selectors.per == Per::attempt) {
    map.error("per",
              "a counter that counts each attempt on its own is always at 1; write request, "
              "key, model, connection or proxy");
  }
}

}  // namespace

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
