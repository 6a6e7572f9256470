// Arms by `url`: a gateway that runs already, ours or anyone's.
#include <algorithm>

#include <fmt/format.h>

#include "config/arm_parts.hpp"
#include "config/reading.hpp"

namespace gameday::config {
namespace {

constexpr std::string_view example = "http://127.0.0.1:4000/v1";

void read_primary(MapReader& map, Reading& reading, const GameDay& day, scenario::Arm& arm) {
  const auto primary = map.text("primary");
  arm.primary = {0, ""};  // whichever of its models answers
  if (primary) {
    arm.primary.provider =
        index_of(*primary, day.scenario.providers, "provider", map.place_of_value("primary"),
                 map.path_of("primary"), reading.problems)
            .value_or(0);
  }
}

bool is_real(const GameDay& day, std::string_view provider) {
  const auto& names = day.scenario.providers;
  const auto found = std::ranges::find(names, provider);
  return found != names.end() &&
         day.rig.places[static_cast<std::size_t>(found - names.begin())].real.has_value();
}

std::string set_variable(std::string_view source) {
  constexpr std::string_view prefix = "env.";
  return source.starts_with(prefix)
             ? fmt::format("; set the variable {}", source.substr(prefix.size()))
             : std::string();
}

}  // namespace

std::string read_ca_file(MapReader& map, const Reading& reading, bool https) {
  const auto file = map.text("ca_file");
  if (!file) {
    return {};
  }
  if (!https) {
    map.error("ca_file", "stands beside an http:// address, which has no certificate; take it out");
  }
  return reading.beside_scenario(*file);
}

void read_url_arm(MapReader& map, const std::optional<std::string>& model, Reading& reading,
                  const GameDay& day, rig::ArmOptions& options, scenario::Arm& arm) {
  options.kind = rig::ArmOptions::Kind::url;
  options.url = Url{};  // were it wrong: others look at it
  const auto text = map.text("url");
  const auto url = text ? parse_url(*text) : Parsed<Url>{};
  if (text && !url) {
    map.error("url", fmt::format("{}; write url: \"{}\"", url.problem, example));
  } else if (text) {
    options.url = *url.value;
  }
  options.ca_file = read_ca_file(map, reading, options.url->tls);
  map.require("model", "the model to ask it for, such as model: gpt-4o-mini");
  if (model) {
    check_name(*model, "a model", map.place_of("model"), map.path_of("model"), reading.problems);
    options.model = *model;
  }
  read_primary(map, reading, day, arm);
}

void check_real_keys(MapReader& map, const GameDay& day, const rig::ArmOptions& options) {
  using Kind = rig::ArmOptions::Kind;
  if (options.kind == Kind::direct && !day.scenario.providers.empty() &&
      day.rig.places[options.provider].real && options.api_key.empty()) {
    const std::string& name = day.scenario.providers[options.provider];
    map.problems().error(
        map.place(), map.path(),
        fmt::format("{} is a real provider, which takes no made-up key{}", name,
                    options.api_key_source.empty() ? "; write api_key: env.NAME"
                                                   : set_variable(options.api_key_source)));
  }
  for (const gateway::Provider& provider : options.gateway.providers) {
    for (const gateway::Key& key : provider.keys) {
      if (is_real(day, provider.name) && key.value.empty()) {
        map.error("gateway", fmt::format("{} is a real provider, which takes no made-up key, and "
                                         "its key {} has no value{}",
                                         provider.name, key.name, set_variable(key.source)));
      }
    }
  }
}

void check_url_arms(MapReader& top, const GameDay& day, Problems& problems) {
  const Value* arms = top.find("arms");
  const bool listens = std::ranges::any_of(
      day.rig.places, [](const rig::ProviderPlace& place) { return place.listen.has_value(); });
  const rig::ArmOptions* first = nullptr;
  for (std::size_t index = 0; arms != nullptr && index < day.rig.arms.size(); ++index) {
    const rig::ArmOptions& arm = day.rig.arms[index];
    if (arm.kind != rig::ArmOptions::Kind::url) {
      continue;
    }
    const Place& place = arms->members[index].place;
    if (!listens) {
      problems.error(place, "arms." + arm.name,
                     "has a url, so its providers must be where it can be pointed at; write "
                     "listen: \"127.0.0.1:9101\" at a provider");
    } else if (first != nullptr) {
      problems.error(place, "arms." + arm.name,
                     fmt::format("is the second arm with a url, and a provider's listen serves one "
                                 "of them: {} has it; put this arm into a file of its own",
                                 first->name));
    }
    first = first == nullptr ? &arm : first;
  }
}

}  // namespace gameday::config
