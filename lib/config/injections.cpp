// inject: what goes wrong, where and when.
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"
#include "faults/clients.hpp"
#include "faults/parse.hpp"
#include "faults/reach.hpp"

namespace gameday::config {
namespace {

std::vector<std::uint16_t> read_into(MapReader& map, const GameDay& day) {
  std::vector<std::uint16_t> into;
  if (map.require("into", "the provider it hits: into: openai") == nullptr) {
    return into;
  }
  const auto names = map.texts("into");
  if (names.empty() && map.find("into")->kind == Value::Kind::list) {
    map.error("into", "is empty; write the provider it hits: into: openai");
  }
  for (const std::string& name : names) {
    if (name == record::clients_name) {
      if (names.size() > 1) {
        map.error("into", "clients stands alone: what they do is nothing a provider can do");
      }
      into.push_back(record::into_clients);
      continue;
    }
    const auto index = index_of(name, day.scenario.providers, "provider",
                                map.place_of_value("into"), map.path_of("into"), map.problems());
    if (index && std::find(into.begin(), into.end(), *index) != into.end()) {
      map.error("into", fmt::format("\"{}\" is here twice; keep one", name));
    } else if (index) {
      into.push_back(*index);
    }
  }
  return into;
}

// `at` and `for` lie inside the fault window.
void read_window(MapReader& map, Duration window, scenario::PlannedFault& fault) {
  if (map.has("at")) {
    fault.at = duration_of(map, "at", 0s);
  }
  if (map.has("for")) {
    fault.length = duration_of(map, "for", 1ms);
  }
  const Duration at = fault.at.value_or(0s);
  if (fault.at && at >= window) {
    map.error("at",
              fmt::format("{} is not inside the fault window of {}", to_text(at), to_text(window)));
  } else if (fault.length && at + *fault.length > window) {
    map.error("for", fmt::format("ends {} after the fault window of {}; at most {} fit",
                                 to_text(at + *fault.length - window), to_text(window),
                                 to_text(window - at)));
  }
}

faults::Placed placed(const scenario::PlannedFault& fault, Duration window) {
  const Duration from = fault.at.value_or(0s);
  return {&fault.injection, from, from + fault.length.value_or(window - from)};
}

struct Parsed {
  scenario::PlannedFault fault;
  Place place;
  std::string path;
  bool named = false;
};

void check_replicas(MapReader& map, const GameDay& day, const faults::Selectors& selectors) {
  std::uint16_t most = 1;
  for (const scenario::Arm& arm : day.scenario.arms) {
    most = std::max(most, arm.replicas);
  }
  for (const std::uint16_t replica : selectors.replicas) {
    if (replica > most) {
      map.error("replica", fmt::format("no arm has a replica {}; {}", replica,
                                       most > 1 ? fmt::format("there are at most {}", most)
                                                : "add replicas: 2 to one with a gateway"));
      return;
    }
  }
}

/// Only a mock can be told what to say.
void check_mocks(MapReader& map, const GameDay& day, const scenario::PlannedFault& fault) {
  if (!fault.injection.deed.answer) {
    return;
  }
  for (const std::uint16_t provider : fault.into) {
    if (provider != record::into_clients && day.rig.places[provider].real) {
      const std::string_view key = map.has("answer")  ? "answer"
                                   : map.has("fault") ? "fault"
                                                      : "into";
      map.problems().error(
          map.place_of(key), map.path_of(key),
          fmt::format("is what a mock is told to say, and {} is a real provider (url); give it "
                      "mock: openai, or change what it says: edit: {{which: body, …}}, respond: "
                      "{{completion: empty}}",
                      day.scenario.providers[provider]));
      return;
    }
  }
}

/// Who runs already looks names up by itself.
void check_resolvers(MapReader& map, const GameDay& day, const scenario::PlannedFault& fault) {
  const auto& arms = day.rig.arms;
  const bool none = std::all_of(arms.begin(), arms.end(), [](const rig::ArmOptions& arm) {
    return arm.kind == rig::ArmOptions::Kind::url;
  });
  const bool clients = fault.into == std::vector{record::into_clients};
  if (fault.injection.deed.dns && none && !arms.empty() && !clients) {
    const std::string_view key = map.has("dns") ? "dns" : map.has("fault") ? "fault" : "into";
    map.problems().warning(
        map.place_of(key), map.path_of(key),
        "befalls lookups of gateways that gameday starts and of direct arms; what runs already "
        "(url) looks names up by itself, so here it hits nothing; add such an arm, or write conn: "
        "refuse");
  }
}

std::optional<Parsed> read_injection(const Value& item, std::string path, const GameDay& day,
                                     Duration window, Reading& reading) {
  Problems& problems = reading.problems;
  MapReader map(item, std::move(path), "an injection", problems);
  if (!map.is_map()) {
    return std::nullopt;
  }
  Parsed parsed;
  parsed.place = map.place();
  parsed.path = map.path();
  parsed.named = map.has("name");
  parsed.fault.into = read_into(map, day);
  read_window(map, window, parsed.fault);
  auto injection = faults::parse_injection(
      map, [&](MapReader& where, std::string_view key, const std::string& file) {
        return reading.read_named(where, key, reading.beside_scenario(file));
      });
  if (injection || !map.has("fault")) {
    map.finish();  // the parameters of a fault that is not known are not known either
  }
  if (!injection) {
    return std::nullopt;
  }
  parsed.fault.injection = std::move(*injection);
  check_replicas(map, day, parsed.fault.injection.selectors);
  check_mocks(map, day, parsed.fault);
  check_resolvers(map, day, parsed.fault);
  const bool clients = parsed.fault.into == std::vector{record::into_clients};
  const std::string wrong = clients ? faults::client_problem(parsed.fault.injection)
                                    : faults::only_for_clients(parsed.fault.injection);
  if (!wrong.empty()) {
    problems.error(map.place(), map.path(), wrong);
  }
  if (const std::string what = faults::needs_tls(parsed.fault.injection); !what.empty()) {
    problems.error(
        map.place(), map.path(),
        fmt::format("{} needs a port that speaks TLS, and the fault proxies of a scenario "
                    "speak plain http; write conn: rst_on_accept, refuse or blackhole, "
                    "or inject it into a proxy of gameday proxy that has a certificate",
                    what));
  }
  if (parsed.named) {
    check_name(parsed.fault.injection.name, "an injection", map.place_of_value("name"),
               map.path_of("name"), problems);
  }
  return parsed;
}

void check_names(const std::vector<Parsed>& list, Problems& problems) {
  std::set<std::string> names;
  for (const Parsed& parsed : list) {
    const std::string& name = parsed.fault.injection.name;
    if (parsed.named && !names.insert(name).second) {
      problems.error(
          parsed.place, parsed.path,
          fmt::format("a second injection is called \"{}\"; give it a name of its own", name));
    }
  }
}

// First match wins: after one that takes everything, or shares that use up the whole, nothing of
// this provider is left to hit.
void check_reach(const std::vector<Parsed>& list, Duration window, Problems& problems) {
  std::map<std::uint16_t, std::vector<faults::Placed>> before;
  for (const Parsed& one : list) {
    const faults::Placed here = placed(one.fault, window);
    std::string why;
    std::set<std::string> surprises;  // once, however many providers it goes into
    for (const std::uint16_t provider : one.fault.into) {
      std::vector<faults::Placed>& above = before[provider];
      why = why.empty() ? faults::unreachable(above, here) : why;
      for (std::string& said : faults::surprises(above, here)) {
        surprises.insert(std::move(said));
      }
      above.push_back(here);
    }
    if (!why.empty()) {
      problems.error(one.place, one.path, std::move(why));
      continue;
    }
    for (const std::string& said : surprises) {
      problems.warning(one.place, one.path, said);
    }
  }
}

}  // namespace

void read_injections(MapReader& map, Reading& reading, const GameDay& day,
                     scenario::Experiment& experiment) {
  if (!map.has("inject")) {
    return;  // an experiment may watch calm weather
  }
  const Value* list =
      list_of(map, "inject", most_injections, "inject: [{into: openai, respond: {status: 503}}]");
  if (list == nullptr) {
    return;
  }
  std::vector<Parsed> parsed;
  for (std::size_t at = 0; at < list->items.size(); ++at) {
    auto one = read_injection(list->items[at], fmt::format("{}[{}]", map.path_of("inject"), at),
                              day, experiment.timing.fault, reading);
    if (one) {
      parsed.push_back(std::move(*one));
    }
  }
  check_names(parsed, reading.problems);
  std::vector<faults::Injection*> injections;
  for (const bool named : {true, false}) {  // a name that somebody wrote is never numbered
    for (Parsed& one : parsed) {
      if (one.named == named) {
        injections.push_back(&one.fault.injection);
      }
    }
  }
  faults::unique_names(injections);
  check_reach(parsed, experiment.timing.fault, reading.problems);
  for (Parsed& one : parsed) {
    experiment.faults.push_back(std::move(one.fault));
  }
}

}  // namespace gameday::config
