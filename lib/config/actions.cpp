// actions: what befalls the replicas of an arm's gateway, and when.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "config/reading.hpp"
#include "config/scenario_parts.hpp"

namespace gameday::config {
namespace {

constexpr std::array acts = {scenario::Act::kill, scenario::Act::restart, scenario::Act::pause,
                             scenario::Act::resume};

/// An action where it was read, for what can only be said of all of them in their order.
struct Parsed {
  scenario::Action action;
  Place place;
  std::string path;  // `experiments[0].actions[1].kill`
};

class ActionReader {
 public:
  ActionReader(const Value& item, std::string path, const GameDay& day,
               const scenario::Timing& timing, Problems& problems)
      : map_(item, std::move(path), "an action", problems), day_(day), timing_(timing) {}

  std::optional<Parsed> read() {
    if (!map_.is_map()) {
      return std::nullopt;
    }
    const bool timed = read_at();
    const auto act = read_act();
    const bool named = act && read_whom(to_text(*act));
    map_.finish();
    if (!timed || !named) {
      return std::nullopt;
    }
    parsed_.action.act = *act;
    return parsed_;
  }

 private:
  bool read_at() {
    if (map_.require("at", "when, from the start of the fault window: at: 20s") == nullptr) {
      return false;
    }
    const auto at = duration_of(map_, "at", 0s);
    if (!at) {
      return false;
    }
    const Duration whole = timing_.fault + timing_.recovery;
    if (*at >= whole) {
      map_.error("at", fmt::format("{} is not inside the fault and recovery windows of {}",
                                   to_text(*at), to_text(whole)));
      return false;
    }
    parsed_.action.at = *at;
    return true;
  }

  std::optional<scenario::Act> read_act() {
    std::optional<scenario::Act> found;
    bool several = false;
    for (const scenario::Act act : acts) {
      if (map_.take(to_text(act)) != nullptr) {
        several = several || found.has_value();
        found = act;
      }
      if (several) {
        map_.error(to_text(act), "is a second thing at once; write an action of its own");
        return std::nullopt;
      }
    }
    if (!found) {
      map_.problems().error(map_.place(), map_.path(),
                            "says nothing that shall happen; write kill, restart, pause or "
                            "resume: {arm: NAME, replica: 1}");
    }
    return found;
  }

  bool read_whom(const char* act) {
    const Value* value = map_.take(act);
    MapReader whom(*value, map_.path_of(act), act, map_.problems());
    parsed_.place = map_.place_of(act);
    parsed_.path = whom.path();
    if (!whom.is_map() || whom.require("arm", "the arm, with a gateway: FILE") == nullptr) {
      return false;
    }
    const auto name = whom.text("arm");
    const auto arm = name ? index_of(*name, arm_names(day_), "arm", whom.place_of_value("arm"),
                                     whom.path_of("arm"), map_.problems())
                          : std::nullopt;
    const auto replica = whom.count("replica", 1, faults::most_replicas);
    const bool counted = replica || !whom.has("replica");
    whom.finish();
    return arm && counted && is_there(whom, *arm, replica);
  }

  bool is_there(MapReader& whom, std::uint16_t arm, std::optional<std::uint64_t> replica) {
    const std::uint16_t replicas = day_.scenario.arms[arm].replicas;
    if (replicas == 0) {
      whom.error("arm", fmt::format("\"{}\" has no gateway that is started here, so there is "
                                    "nothing to act on",
                                    day_.scenario.arms[arm].name));
      return false;
    }
    if (!replica && replicas > 1) {
      whom.error("arm", fmt::format("has {} replicas; say which, such as replica: 1", replicas));
      return false;
    }
    if (replica.value_or(1) > replicas) {
      whom.error("replica", fmt::format("there is no replica {}; \"{}\" has {}", *replica,
                                        day_.scenario.arms[arm].name, replicas));
      return false;
    }
    parsed_.action.arm = arm;
    parsed_.action.replica = static_cast<std::uint16_t>(replica.value_or(1));
    return true;
  }

  MapReader map_;
  const GameDay& day_;
  const scenario::Timing& timing_;
  Parsed parsed_;
};

enum class State : std::uint8_t { running, paused, killed };

/// Empty, or why it cannot be done to a replica in that state; changes the state.
std::string happens(State& state, scenario::Act act) {
  const State before = state;
  switch (act) {
    case scenario::Act::kill:
      state = State::killed;
      return before == State::killed ? "is dead already then; restart it first" : "";
    case scenario::Act::restart:
      state = State::running;
      return "";
    case scenario::Act::pause:
      if (before == State::running) {
        state = State::paused;
        return "";
      }
      return before == State::paused ? "is paused already then" : "is dead then; restart it first";
    case scenario::Act::resume:
      if (before == State::paused) {
        state = State::running;
        return "";
      }
      return before == State::killed ? "is dead then; only restart brings it back"
                                     : "is not paused then";
  }
  return "";
}

/// In the order in which they happen; everybody runs at the start.
void check_order(const std::vector<Parsed>& list, const GameDay& day, Problems& problems) {
  std::map<std::pair<std::uint16_t, std::uint16_t>, State> states;
  for (const Parsed& one : list) {
    const scenario::Action& action = one.action;
    const std::string why = happens(states[{action.arm, action.replica}], action.act);
    if (!why.empty()) {
      problems.error(one.place, one.path,
                     fmt::format("replica {} of \"{}\" {}", action.replica,
                                 day.scenario.arms[action.arm].name, why));
    }
  }
}

}  // namespace

void read_actions(MapReader& map, Reading& reading, const GameDay& day,
                  scenario::Experiment& experiment) {
  if (!map.has("actions")) {
    return;
  }
  const Value* list = list_of(map, "actions", most_actions,
                              "actions: [{at: 20s, kill: {arm: tuned gateway, replica: 1}}]");
  if (list == nullptr) {
    return;
  }
  std::vector<Parsed> parsed;
  bool whole = true;
  for (std::size_t at = 0; at < list->items.size(); ++at) {
    ActionReader reader(list->items[at], fmt::format("{}[{}]", map.path_of("actions"), at), day,
                        experiment.timing, reading.problems);
    auto one = reader.read();
    whole = whole && one;
    if (one) {
      parsed.push_back(std::move(*one));
    }
  }
  std::ranges::stable_sort(parsed, {}, [](const Parsed& one) { return one.action.at; });
  if (whole) {
    check_order(parsed, day, reading.problems);  // of half a story nothing can be said
  }
  for (const Parsed& one : parsed) {
    experiment.actions.push_back(one.action);
  }
}

}  // namespace gameday::config
