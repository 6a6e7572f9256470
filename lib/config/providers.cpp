// providers: who answers: mocks in the words of OpenAI or Anthropic, or somebody else's.
#include <fmt/format.h>

#include "config/provider_parts.hpp"
#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::uint64_t most_tokens = 1'000'000;

// p50 and p99 of one lognormal; `read` reads one of them.
template <class T, class Read>
void read_lognormal(MapReader& parent, std::string_view key, Lognormal<T>& shape, Read read) {
  const Value* found = parent.take(key);
  if (found == nullptr) {
    return;
  }
  MapReader map(*found, parent.path_of(key), key, parent.problems());
  if (!map.is_map()) {
    return;
  }
  map.require("p50", "the median");
  map.require("p99", "the 99th percentile");
  const auto p50 = read(map, "p50");
  const auto p99 = read(map, "p99");
  map.finish();
  if (!p50 || !p99) {
    return;
  }
  if (*p99 < *p50) {
    map.error("p99", "is less than p50; 99 % of the draws lie below it, so it is the larger one");
    return;
  }
  shape = {*p50, *p99};
}

void read_pace(MapReader& map, mock::Options& mock) {
  read_lognormal(map, "first_token", mock.first_token, [](MapReader& shape, std::string_view key) {
    return duration_of(shape, key, 1us);
  });
  read_lognormal(map, "tokens", mock.tokens, [](MapReader& shape, std::string_view key) {
    return shape.count(key, 1, most_tokens);
  });
  if (const auto speed = map.count("tokens_per_second", 1, 1'000'000)) {
    mock.tokens_per_second = PerSecond{*speed * 1'000'000};
  }
}

void read_mock(MapReader& map, mock::Options& mock) {
  map.require("mock", "mock: openai");
  if (const auto word = word_of(map, "mock", dialects())) {
    mock.dialect = static_cast<mock::Dialect>(*word);
  }
  read_pace(map, mock);
}

void read_provider(const Member& member, Reading& reading, GameDay& day) {
  Problems& problems = reading.problems;
  rig::ProviderPlace place;
  mock::Options mock;
  mock.provider = member.key;
  MapReader map(member.value, "providers." + member.key, "a provider", problems);
  check_name(mock.provider, "a provider", member.place, map.path(), problems);
  if (mock.provider.find('/') != std::string::npos) {
    problems.error(member.place, map.path(),
                   "a provider's name has no \"/\": targets are written provider/model");
  }
  if (mock.provider == "clients") {
    problems.error(member.place, map.path(),
                   "\"clients\" stands for the load in `into`; call the provider something else");
  }
  if (map.is_map()) {
    if (map.has("url")) {
      read_real_provider(map, reading, day, mock, place);
    } else {
      read_mock(map, mock);
    }
    read_listen(map, place);
    for (const char* later : {"models", "keep_state"}) {
      map.not_yet(later);
    }
    map.finish();
  }
  day.rig.providers.push_back(std::move(mock));
  day.rig.places.push_back(std::move(place));
  day.scenario.providers.push_back(member.key);
}

/// Two proxies cannot listen at one place.
void check_listens(const Value& providers, const GameDay& day, Problems& problems) {
  for (std::size_t at = 1; at < day.rig.places.size(); ++at) {
    for (std::size_t before = 0; before < at && day.rig.places[at].listen; ++before) {
      if (day.rig.places[before].listen == day.rig.places[at].listen) {
        problems.error(providers.members[at].place, "providers." + providers.members[at].key,
                       fmt::format("listens where {} does; give it a port of its own",
                                   providers.members[before].key));
      }
    }
  }
}

}  // namespace

void read_providers(MapReader& top, Reading& reading, GameDay& day) {
  const Value* providers =
      map_of(top, "providers", most_providers, "providers: {openai: {mock: openai}}");
  if (providers == nullptr) {
    return;
  }
  for (const Member& member : providers->members) {
    read_provider(member, reading, day);
  }
  check_listens(*providers, day, reading.problems);
}

}  // namespace gameday::config
