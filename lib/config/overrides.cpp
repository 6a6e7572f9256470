#include "config/overrides.hpp"

#include <algorithm>
#include <limits>
#include <string_view>

#include "base/units.hpp"
#include "config/secrets.hpp"

namespace gameday::config {
namespace {

// Above any line of a file of at most 1 MiB.
constexpr std::uint32_t first_line = std::numeric_limits<std::uint32_t>::max() - 100'000;

Place place_of(std::size_t index) {
  return {first_line + static_cast<std::uint32_t>(index), 1, 1};
}

// `experiments[0]` is the key `experiments`, then the place 0 in its list.
struct Step {
  std::string_view key;
  std::vector<std::string_view> indices;
};

std::optional<std::vector<Step>> steps_of(std::string_view path) {
  std::vector<Step> steps;
  while (true) {
    const std::size_t dot = path.find('.');
    std::string_view part = path.substr(0, dot);
    Step step;
    step.key = part.substr(0, part.find('['));
    part.remove_prefix(step.key.size());
    while (!part.empty()) {
      const std::size_t end = part.find(']');
      if (!part.starts_with('[') || end == std::string_view::npos) {
        return std::nullopt;
      }
      step.indices.push_back(part.substr(1, end - 1));
      part.remove_prefix(end + 1);
    }
    if (step.key.empty()) {
      return std::nullopt;
    }
    steps.push_back(std::move(step));
    if (dot == std::string_view::npos) {
      return steps;
    }
    path.remove_prefix(dot + 1);
  }
}

class Change {
 public:
  Change(std::string_view path, const Place& place, Problems& problems)
      : path_(path), place_(place), problems_(problems) {}

  void set(Value& root, std::string_view text) {
    const auto steps = steps_of(path_);
    if (!steps) {
      error("is not a path; write load.rate=2/s or experiments[0].timing.fault=5s");
      return;
    }
    Value* at = &root;
    for (const Step& step : *steps) {
      at = member(*at, step.key);
      for (const std::string_view index : step.indices) {
        at = at == nullptr ? nullptr : item(*at, step.key, index);
      }
      if (at == nullptr) {
        return;
      }
    }
    if (at->kind == Value::Kind::list || at->kind == Value::Kind::map) {
      error("is " + std::string(kind_words(*at)) + "; --set changes single values in it");
      return;
    }
    at->kind = Value::Kind::text;
    at->text = text;
    at->quoted = false;
    at->place = place_;
  }

 private:
  // Makes maps and keys that are missing: the strict reader says whether they may be there.
  Value* member(Value& map, std::string_view key) {
    if (map.kind == Value::Kind::null) {
      map.kind = Value::Kind::map;
      map.place = place_;
    }
    if (map.kind != Value::Kind::map) {
      error("there is no \"" + std::string(key) + "\" in " + std::string(kind_words(map)) +
            (map.kind == Value::Kind::list ? "; write NAME[0] for its first" : ""));
      return nullptr;
    }
    for (Member& known : map.members) {
      if (known.key == key) {
        return &known.value;
      }
    }
    Member fresh;
    fresh.key = key;
    fresh.place = place_;
    map.members.push_back(std::move(fresh));
    return &map.members.back().value;
  }

  Value* item(Value& list, std::string_view key, std::string_view index) {
    if (list.kind != Value::Kind::list) {
      error('"' + std::string(key) + "\" is " + std::string(kind_words(list)) + ", not a list");
      return nullptr;
    }
    const auto number = parse_count(index);
    if (!number || *number.value >= list.items.size()) {
      error("there is no " + std::string(key) + '[' + std::string(index) + "]; counted from 0, " +
            std::to_string(list.items.size()) + " are there");
      return nullptr;
    }
    return &list.items[*number.value];
  }

  void error(std::string what) { problems_.error(place_, path_, std::move(what)); }

  std::string_view path_;
  Place place_;
  Problems& problems_;
};

void set_arm(Value& root, std::string_view name, std::string_view file, const Place& place,
             Problems& problems) {
  Value gateway;
  gateway.kind = Value::Kind::text;
  gateway.text = file;
  gateway.place = place;
  Member member;
  member.key = "gateway";
  member.place = place;
  member.value = std::move(gateway);
  Member arm;
  arm.key = name;
  arm.place = place;
  arm.value.kind = Value::Kind::map;
  arm.value.place = place;
  arm.value.members.push_back(std::move(member));
  for (Member& top : root.members) {
    if (top.key != "arms" || top.value.kind != Value::Kind::map) {
      continue;
    }
    auto& arms = top.value.members;
    const auto known =
        std::find_if(arms.begin(), arms.end(), [&](const Member& old) { return old.key == name; });
    if (known == arms.end()) {
      arms.push_back(std::move(arm));
    } else {
      *known = std::move(arm);
    }
    return;
  }
  problems.error(place, "arms", "there is no map of arms to change");
}

Member text_member(std::string key, std::string text, const Place& place) {
  Member member;
  member.key = std::move(key);
  member.place = place;
  member.value.kind = Value::Kind::text;
  member.value.text = std::move(text);
  member.value.place = place;
  return member;
}

Value* map_under(Value& root, std::string_view key) {
  const auto found = std::ranges::find(root.members, key, &Member::key);
  const bool is_map = found != root.members.end() && found->value.kind == Value::Kind::map;
  return is_map ? &found->value : nullptr;
}

void set_arms_apart(Value& root) {
  const Value* providers = map_under(root, "providers");
  Value* arms = map_under(root, "arms");
  if (providers == nullptr || providers->members.empty() || arms == nullptr) {
    return;  // their readers say so
  }
  for (Member& arm : arms->members) {
    arm.value.kind = Value::Kind::map;
    arm.value.members = {text_member("direct", providers->members.front().key, arm.value.place),
                         text_member("model", "any", arm.value.place)};
  }
}

}  // namespace

void apply_overrides(Value& scenario, const Overrides& overrides, Problems& problems) {
  if (scenario.kind != Value::Kind::map) {
    return;  // its reader says so
  }
  if (overrides.arms_apart) {
    set_arms_apart(scenario);
  }
  std::size_t index = 0;
  for (const std::string& override : overrides.set) {
    const Place place = place_of(index++);
    const std::size_t sign = override.find('=');
    if (sign == std::string::npos || sign == 0) {
      problems.error(place, "", "is not PATH=VALUE; write load.rate=2/s");
      continue;
    }
    const std::string_view whole = override;
    Change(whole.substr(0, sign), place, problems).set(scenario, whole.substr(sign + 1));
  }
  for (const std::string& override : overrides.arms) {
    const Place place = place_of(index++);
    const std::size_t sign = override.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == override.size()) {
      problems.error(place, "", "is not NAME=FILE; write 'tuned gateway=gateways/mine.json'");
      continue;
    }
    const std::string_view whole = override;
    set_arm(scenario, whole.substr(0, sign), whole.substr(sign + 1), place, problems);
  }
}

bool is_override(const Place& place) {
  return place.line >= first_line;
}

Problem name_override(Problem problem, const Overrides& overrides) {
  if (!is_override(problem.place)) {
    return problem;
  }
  const std::size_t index = problem.place.line - first_line;
  problem.place = {};
  if (index < overrides.set.size()) {
    problem.file = "--set " + starred(overrides.set[index]);
  } else if (index - overrides.set.size() < overrides.arms.size()) {
    problem.file = "--arm '" + overrides.arms[index - overrides.set.size()] + '\'';
  }
  return problem;
}

}  // namespace gameday::config
