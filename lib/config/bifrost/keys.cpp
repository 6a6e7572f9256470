// Keys in Bifrost's long form: objects with a weight.
#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "config/bifrost/parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::size_t most_long_keys = 26;  // as in the short form
constexpr double most_weight = 1000;

class LongKey {
 public:
  LongKey(const Value& item, std::string path, const Environment& environment, Problems& problems)
      : item_(item), map_(item, std::move(path), "a key", problems), environment_(environment) {}

  /// Nothing: Bifrost would never use it.
  std::optional<gateway::Key> read(std::size_t index, bool empty_means_all,
                                   Unmodelled& unmodelled) {
    gateway::Key key;
    key.name = static_cast<char>('a' + index);
    if (!map_.is_map()) {
      return key;
    }
    allow_comment(map_);
    key.name = map_.text("name").value_or(key.name);
    check_name(key.name, "a key", map_.place_of("name"), map_.path_of("name"), map_.problems());
    map_.require("value", R"("value": "env.OPENAI_KEY")");
    if (map_.text("value")) {
      read_key_value(key, *item_.find("value"), map_.path_of("value"), environment_,
                     map_.problems());
    }
    const auto weight = thousandths_of(map_, "weight");
    key.weight = weight.value_or(1000);
    read_models(key, empty_means_all);
    const bool enabled = map_.boolean("enabled").value_or(true);
    map_.take("id");
    unmodelled.take(
        map_, {"blacklisted_models", "use_for_batch_api", "aliases", "azure_key_config",
               "vertex_key_config", "bedrock_key_config", "vllm_key_config", "ollama_key_config",
               "replicate_key_config", "config_hash", "status", "description"});
    map_.finish();
    return enabled && key.weight > 0 ? std::optional(std::move(key)) : std::nullopt;
  }

 private:
  void read_models(gateway::Key& key, bool empty_means_all) {
    key.models = map_.texts("models");
    if (key.models.empty() && !empty_means_all) {
      map_.problems().warning(map_.place_of("models"), map_.path_of("models"),
                              "without models this key serves none in Bifrost from 1.5 on, and "
                              "all here; write \"models\": [\"*\"]");
    }
    if (std::find(key.models.begin(), key.models.end(), "*") != key.models.end()) {
      key.models.clear();  // all of them
    }
  }

  const Value& item_;
  MapReader map_;
  const Environment& environment_;
};

}  // namespace

std::optional<std::uint32_t> thousandths_of(MapReader& map, std::string_view key) {
  const auto text = map.text(key);
  if (!text) {
    return std::nullopt;
  }
  double value = -1;
  const auto [end, ec] = std::from_chars(text->data(), text->data() + text->size(), value);
  const bool whole = ec == std::errc() && end == text->data() + text->size();
  if (!whole || map.find(key)->quoted || !(value >= 0 && value <= most_weight)) {
    map.error(key, fmt::format("takes a number from 0 to {}; write \"{}\": 0.5", most_weight, key));
    return std::nullopt;
  }
  return static_cast<std::uint32_t>(std::lround(value * 1000));
}

std::vector<gateway::Key> read_long_keys(MapReader& provider, const Environment& environment,
                                         bool empty_means_all, Unmodelled& unmodelled) {
  std::vector<gateway::Key> keys;
  const Value* list = list_of(provider, "keys", most_long_keys,
                              R"("keys": [{"name": "a", "value": "env.OPENAI_KEY"}])");
  if (list == nullptr) {
    return keys;
  }
  for (std::size_t at = 0; at < list->items.size(); ++at) {
    const std::string path = fmt::format("{}[{}]", provider.path_of("keys"), at);
    LongKey reader(list->items[at], path, environment, provider.problems());
    auto key = reader.read(at, empty_means_all, unmodelled);
    const auto same = [&](const gateway::Key& other) { return key && other.name == key->name; };
    if (std::any_of(keys.begin(), keys.end(), same)) {
      provider.problems().error(
          list->items[at].place, path,
          fmt::format("a second key is called \"{}\"; give it a name of its own", key->name));
    }
    if (key) {
      keys.push_back(std::move(*key));
    }
  }
  if (keys.empty()) {
    provider.error("keys", "has no key that Bifrost would use: each is disabled or has weight 0");
  }
  return keys;
}

}  // namespace gameday::config
