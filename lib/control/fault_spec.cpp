#include "control/fault_spec.hpp"

#include <algorithm>
#include <cstdlib>

#include <fmt/format.h>

#include "base/digest.hpp"
#include "base/json_writer.hpp"
#include "control/fault_body.hpp"
#include "faults/actions.hpp"
#include "faults/canonical.hpp"
#include "faults/catalogue.hpp"
#include "faults/clients.hpp"
#include "faults/parse.hpp"
#include "faults/selectors.hpp"

namespace gameday::control {
namespace {

constexpr std::string_view all_of = "all_of";

Value map_at(const Place& place) {
  Value map;
  map.kind = Value::Kind::map;
  map.place = place;
  return map;
}

Value text_at(const Place& place, std::string_view text) {
  Value value;
  value.kind = Value::Kind::text;
  value.place = place;
  value.text = text;
  return value;
}

void add(Value& map, std::string_view key, Value value) {
  const Place place = value.place;
  map.members.push_back({std::string(key), place, std::move(value)});
}

const faults::CatalogueEntry* find_slug(std::string_view type) {
  const auto at = std::ranges::find(faults::catalogue(), type, &faults::CatalogueEntry::slug);
  return at == faults::catalogue().end() ? nullptr : &*at;
}

/// As a scenario file has it: `{respond: {…}}`, `{fault: slow-drip, gap: 2s}`.
void spell_deed(Value& map, const std::string& type, const Value& attributes) {
  if (faults::find_action(type) != nullptr) {
    Value inside = attributes;
    inside.kind = Value::Kind::map;
    add(map, type, std::move(inside));
    return;
  }
  add(map, "fault", text_at(map.place, type));
  for (const Member& member : attributes.members) {
    map.members.push_back(member);
  }
}

/// A name is looked up where the clients are.
void refuse_lookups(const std::string& type, const std::string& path, const Place& place,
                    Problems& problems) {
  if (type == "dns" || type == "dns-failure") {
    problems.error(place, path,
                   type +
                       " befalls name lookups, and a proxy never sees those of its clients; play "
                       "it in a scenario (inject: [{into: openai, dns: nxdomain}]), where the "
                       "gateway's resolver is ours, or take refused: nobody gets in");
  }
}

/// A part of all_of: `{"type": …, "attributes": {…}}`.
Value spell_part(const Value& part, const std::string& path, Problems& problems) {
  Value map = map_at(part.place);
  MapReader fields(part, path, "a part of all_of", problems);
  if (!fields.is_map()) {
    return map;
  }
  fields.require("type", R"("type": "delay")");
  const std::string type = fields.text("type").value_or("");
  const Value* const attributes = fields.take("attributes");
  fields.finish();
  refuse_lookups(type, path + ".type", part.place, problems);
  spell_deed(map, type, attributes == nullptr ? Value() : *attributes);
  return map;
}

Value spell_all(const Value& attributes, const Place& place, Problems& problems) {
  Value list;
  list.kind = Value::Kind::list;
  list.place = place;
  MapReader fields(attributes, "attributes", "attributes of all_of", problems);
  const Value* const parts =
      fields.require("faults", R"("faults": [{"type": "delay", "attributes": {"headers": "2s"}}])");
  fields.finish();
  for (std::size_t i = 0; parts != nullptr && i < parts->items.size(); ++i) {
    const std::string path = fmt::format("attributes.faults[{}]", i);
    list.items.push_back(spell_part(parts->items[i], path, problems));
  }
  return list;
}

/// Whose words are these, in the body? `respond.status` is attributes.status, `model` match.model.
std::string path_in_body(const FaultSpec& spec, const std::string& path) {
  const std::size_t end = std::min(path.find_first_of(".["), path.size());
  const std::string first = path.substr(0, end);
  if (path.empty() || path.starts_with("attributes") || path.starts_with("match")) {
    return path;
  }
  if (first == all_of) {
    return "attributes.faults" + path.substr(end);
  }
  if (first == spec.type) {
    return "attributes" + path.substr(end);
  }
  return (spec.attributes.find(first) != nullptr ? "attributes." : "match.") + path;
}

/// Selectors belong into `match` and nothing else does.
void check_match(const FaultSpec& spec, Problems& problems) {
  const faults::Words& selectors = faults::selector_words();
  for (const Member& member : spec.match.members) {
    if (std::ranges::find(selectors, member.key) == selectors.end()) {
      problems.error(member.place, "match." + member.key,
                     "is no selector; write " + std::string("model, stream, key, first or share") +
                         did_you_mean(member.key, selectors));
    }
  }
  if (faults::find_action(spec.type) != nullptr) {
    return;
  }
  for (const Member& member : spec.attributes.members) {
    if (std::ranges::find(selectors, member.key) != selectors.end()) {
      problems.error(member.place, "attributes." + member.key, "is a selector; move it to match");
    }
  }
}

/// Keys named by the environment are those of this process, taken when the fault is made.
void resolve_keys(faults::Selectors& selectors, Problems& problems) {
  for (faults::KeyPattern& key : selectors.keys) {
    if (key.source.empty()) {
      continue;
    }
    const std::string name = key.source.substr(std::string_view("env.").size());
    const char* const secret = std::getenv(name.c_str());
    if (secret == nullptr || *secret == '\0') {
      problems.error({}, "match.key",
                     name +
                         " is not set in the environment of gameday proxy; write sha:9f3c… (the "
                         "first 4 to 64 hex digits of its SHA-256)");
      continue;
    }
    key = {{}, sha256_hex(secret)};
  }
}

std::string canonical(const faults::Injection& injection) {
  std::string text;
  JsonWriter json(text);
  json.object();
  faults::add_canonical(json, injection);
  json.end();
  return text;
}

std::vector<faults::Parameter> parameters_of(const std::string& type) {
  if (const faults::ActionInfo* const action = faults::find_action(type)) {
    return action->parameters;
  }
  const faults::CatalogueEntry* const entry = find_slug(type);
  return entry == nullptr ? std::vector<faults::Parameter>{} : entry->parameters;
}

}  // namespace

answer<faults::Injection> injection_of(const FaultSpec& spec) {
  if (faults::find_action(spec.type) == nullptr && find_slug(spec.type) == nullptr &&
      spec.type != all_of) {
    return ApiError{400, "invalid fault type"};
  }
  Problems problems("body");
  check_match(spec, problems);
  refuse_lookups(spec.type, "type", spec.attributes.place, problems);
  Value map = map_at(spec.attributes.place);
  if (spec.type == all_of) {
    add(map, all_of, spell_all(spec.attributes, map.place, problems));
  } else {
    spell_deed(map, spec.type, spec.attributes);
  }
  for (const Member& member : spec.match.members) {
    map.members.push_back(member);
  }
  if (problems.any_error()) {
    return bad_fault(problems.list());
  }
  Problems found("body");
  MapReader reader(map, "", "a fault", found);
  std::optional<faults::Injection> injection = faults::parse_injection(reader);
  if (injection || find_slug(spec.type) == nullptr) {
    reader.finish();
  }
  if (injection) {
    resolve_keys(injection->selectors, found);
    if (std::string problem = faults::only_for_clients(*injection); !problem.empty()) {
      found.error({}, "type", std::move(problem));
    }
  }
  for (const Problem& problem : found.list()) {
    problems.error(problem.place, path_in_body(spec, problem.path), problem.what);
  }
  if (problems.any_error() || !injection) {
    return bad_fault(problems.list());
  }
  injection->name = spec.name;
  return std::move(*injection);
}

/// A parameter is told only with a value that, given, would change nothing.
Value with_defaults(const FaultSpec& spec) {
  Value whole = spec.attributes;
  whole.kind = Value::Kind::map;
  for (const faults::Parameter& parameter : parameters_of(spec.type)) {
    if (whole.find(parameter.name) != nullptr) {
      continue;
    }
    const std::string_view first = parameter.values.substr(0, parameter.values.find(" / "));
    FaultSpec spelled = spec;
    spelled.attributes = whole;
    add(spelled.attributes, parameter.name, text_at({}, first));
    const auto injection = injection_of(spelled);
    if (injection && canonical(*injection) == canonical(spec.injection)) {
      whole = std::move(spelled.attributes);
    }
  }
  return whole;
}

Value merged(const Value& given, const Value& changes) {
  Value all = given;
  all.kind = Value::Kind::map;
  all.place = changes.place;
  for (const Member& change : changes.members) {
    std::erase_if(all.members, [&](const Member& member) { return member.key == change.key; });
    if (change.value.kind != Value::Kind::null) {
      all.members.push_back(change);
    }
  }
  return all;
}

bool same(const Value& left, const Value& right) {
  const auto same_member = [](const Member& one, const Member& other) {
    return one.key == other.key && same(one.value, other.value);
  };
  return left.kind == right.kind && left.text == right.text && left.quoted == right.quoted &&
         std::ranges::equal(left.items, right.items, same) &&
         std::ranges::equal(left.members, right.members, same_member);
}

}  // namespace gameday::control
