// arms: the ways to reach an answer, and each one's gateway config.
#include <algorithm>

#include <fmt/format.h>

#include "config/arm_parts.hpp"
#include "config/reading.hpp"
#include "config/scenario_parts.hpp"
#include "config/shown_text.hpp"

namespace gameday::config {
namespace {

class ArmReader {
 public:
  ArmReader(const Member& member, Reading& reading, GameDay& day)
      : map_(member.value, "arms." + member.key, "an arm", reading.problems),
        reading_(reading),
        day_(day) {
    options_.name = member.key;
    arm_.name = member.key;
    check_name(member.key, "an arm", member.place, map_.path(), reading.problems);
  }

  void read() {
    if (map_.is_map()) {
      read_kind();
      read_replicas();
      read_api_key();
      read_headers(map_, reading_.environment, options_);
      check_real_keys(map_, day_, options_);
      if (options_.kind != rig::ArmOptions::Kind::url && map_.take("primary") != nullptr) {
        map_.error("primary", "is for arms with a url; of this one it is known: take it out");
      }
      for (const char* later : {"ready", "env", "keep_state", "actions"}) {
        map_.not_yet(later);
      }
      map_.finish();
    }
    day_.rig.arms.push_back(std::move(options_));
    day_.scenario.arms.push_back(std::move(arm_));
  }

 private:
  void read_kind() {
    const bool later = map_.has("command");
    map_.not_yet("command");
    const auto direct = map_.text("direct");
    const auto gateway = map_.text("gateway");
    const auto model = map_.text("model");
    const bool two = map_.has("direct") && map_.has("gateway");
    if (two || (map_.has("url") && (map_.has("direct") || map_.has("gateway")))) {
      map_.take("url");
      map_.error(two ? "gateway" : "url",
                 "an arm is either direct, a gateway or a url; keep one of them");
    } else if (map_.has("url")) {
      read_url_arm(map_, model, reading_, day_, options_, arm_);
    } else if (direct) {
      read_direct(*direct, model);
    } else if (gateway) {
      read_gateway_arm(*gateway, model);
    } else if (!later && !map_.has("direct") && !map_.has("gateway")) {
      reading_.problems.error(map_.place(), map_.path(),
                              "does not say how to reach an answer; write direct: PROVIDER with a "
                              "model, gateway: FILE, or url: of one that runs already");
    }
  }

  void read_replicas() {
    const auto replicas = map_.count("replicas", 1, faults::most_replicas);
    const bool ours = map_.has("gateway");
    if (map_.has("replicas") && !ours) {
      map_.error("replicas",
                 "are of a gateway that is started here; add gateway: FILE or take it "
                 "out");
    }
    options_.replicas = static_cast<std::uint16_t>(replicas.value_or(1));
    arm_.replicas = ours ? options_.replicas : std::uint16_t{0};
  }

  // Never shown: a literal may be a real key.
  void read_api_key() {
    const Value* found = map_.take("api_key");
    if (found == nullptr) {
      return;
    }
    constexpr std::string_view prefix = "env.";
    if (found->kind != Value::Kind::text || !found->text.starts_with(prefix) ||
        found->text.size() == prefix.size()) {
      map_.error("api_key",
                 "takes env.NAME of the variable that holds the key, never the key itself");
      return;
    }
    options_.api_key_source = found->text;
    if (reading_.environment) {
      const std::string name = found->text.substr(prefix.size());
      options_.api_key = reading_.environment(name).value_or("");
      check_key(name);
    }
  }

  /// It stands in a header field. A file that was read into the variable often ends with a newline.
  void check_key(const std::string& name) {
    const bool fits = std::ranges::none_of(
        options_.api_key, [](unsigned char one) { return one < 0x20 || one == 0x7f; });
    if (!fits) {
      map_.error("api_key", "the value of " + name + " has a line break or another control " +
                                "character, which no key has");
    }
  }

  void read_direct(const std::string& provider, const std::optional<std::string>& model) {
    options_.kind = rig::ArmOptions::Kind::direct;
    map_.require("model", "the model to ask for, such as model: gpt-4o-mini");
    const auto index =
        index_of(provider, day_.scenario.providers, "provider", map_.place_of_value("direct"),
                 map_.path_of("direct"), reading_.problems);
    if (!model || !index) {
      return;
    }
    check_name(*model, "a model", map_.place_of("model"), map_.path_of("model"), reading_.problems);
    options_.provider = *index;
    options_.model = *model;
    arm_.primary = {*index, *model};
    answers(*index, *model);
  }

  void read_gateway_arm(const std::string& file, const std::optional<std::string>& model) {
    options_.kind = rig::ArmOptions::Kind::gateway;
    options_.gateway_file = file;
    // `--arm NAME=FILE` names a file as the shell sees it.
    const bool as_is = is_override(map_.place_of_value("gateway"));
    const std::string path = as_is ? file : reading_.beside_scenario(file);
    auto text = reading_.read_named(map_, "gateway", path);
    if (!text) {
      return;
    }
    Problems problems(path);
    auto gateway = parse_gateway(*text, reading_.environment, problems);
    reading_.findings.add(problems);
    reading_.findings.texts[path] = shown_text(*text);
    if (!gateway) {
      return;  // its own problems say why; the scenario's may go on
    }
    options_.gateway_text = with_secrets_masked(std::move(*text), *gateway);
    for (const gateway::Provider& provider : gateway->providers) {
      match(provider, path);
    }
    for (const gateway::Target& target : gateway->chain) {
      const auto index = provider_index(target.provider);
      if (index) {
        answers(*index, target.model);
      }
    }
    const gateway::Target& first = gateway->chain.front();
    options_.model = model.value_or(first.provider + '/' + first.model);
    arm_.primary = {provider_index(first.provider).value_or(0), first.model};
    options_.gateway = std::move(*gateway);
  }

  std::optional<std::uint16_t> provider_index(const std::string& name) const {
    const auto& known = day_.scenario.providers;
    const auto found = std::find(known.begin(), known.end(), name);
    return found == known.end() ? std::nullopt
                                : std::optional(static_cast<std::uint16_t>(found - known.begin()));
  }

  // Else a game day would call the real one behind everybody's back, or in the wrong words.
  void match(const gateway::Provider& provider, const std::string& path) {
    const auto index = provider_index(provider.name);
    if (index) {
      match_dialect(provider, day_.rig.providers[*index], path);
      return;
    }
    if (day_.scenario.providers.empty()) {
      return;
    }
    std::string hint = did_you_mean(
        provider.name, {day_.scenario.providers.begin(), day_.scenario.providers.end()});
    if (hint.empty()) {
      hint = "; there is " + enumerated(day_.scenario.providers);
    }
    map_.error("gateway", fmt::format("{} has a provider \"{}\", which this scenario does not "
                                      "have{}",
                                      path, provider.name, hint));
  }

  void match_dialect(const gateway::Provider& provider, const mock::Options& mock,
                     const std::string& path) {
    if (provider.dialect == mock.dialect) {
      return;
    }
    map_.error("gateway",
               fmt::format("{} speaks {} to \"{}\", whose mock here speaks {}; write \"dialect\": "
                           "\"{}\" there, or mock: {} here",
                           path, to_text(provider.dialect), provider.name, to_text(mock.dialect),
                           to_text(mock.dialect), to_text(provider.dialect)));
  }

  void answers(std::uint16_t provider, const std::string& model) {
    auto& models = day_.rig.providers[provider].models;
    if (std::find(models.begin(), models.end(), model) == models.end()) {
      models.push_back(model);
    }
  }

  MapReader map_;
  Reading& reading_;
  GameDay& day_;
  rig::ArmOptions options_;
  scenario::Arm arm_;
};

}  // namespace

std::vector<std::string> arm_names(const GameDay& day) {
  std::vector<std::string> names;
  for (const scenario::Arm& arm : day.scenario.arms) {
    names.push_back(arm.name);
  }
  return names;
}

void read_arms(MapReader& top, Reading& reading, GameDay& day) {
  const Value* arms = map_of(top, "arms", most_arms,
                             "arms: {without fallback: {direct: openai, model: gpt-4o-mini}}");
  if (arms == nullptr) {
    return;
  }
  for (const Member& member : arms->members) {
    ArmReader(member, reading, day).read();
  }
  check_url_arms(top, day, reading.problems);
}

}  // namespace gameday::config
