#include "config/gateway_places.hpp"

#include <algorithm>

#include "base/units.hpp"
#include "config/shown_text.hpp"
#include "syntax/file.hpp"
#include "syntax/json.hpp"

namespace gameday::config {
namespace {

/// False: there is no such key.
bool step(const Value*& at, const std::string& name, Spot& spot) {
  if (at->kind == Value::Kind::list) {
    const auto index = parse_count(name);
    if (!index || *index.value >= at->items.size()) {
      return false;
    }
    at = &at->items[*index.value];
    spot.place = at->place;
    spot.path += '[' + name + ']';
    return true;
  }
  const auto found = std::find_if(at->members.begin(), at->members.end(),
                                  [&](const Member& member) { return member.key == name; });
  if (found == at->members.end()) {
    return false;
  }
  at = &found->value;
  spot.place = found->place;
  spot.path += (spot.path.empty() ? "" : ".") + name;
  return true;
}

}  // namespace

Spot spot_of(const Value& root, const std::vector<KeyPath>& paths) {
  for (const KeyPath& path : paths) {
    Spot spot;
    const Value* at = &root;
    const bool there = std::all_of(path.begin(), path.end(),
                                   [&](const std::string& name) { return step(at, name, spot); });
    if (there) {
      return spot;
    }
  }
  return {root.place, {}};
}

std::optional<GatewayFile> read_gateway_file(const std::string& path,
                                             const Environment& environment,
                                             std::optional<gateway::Form> defaults_of,
                                             Findings& findings) {
  Problems problems(path);
  std::optional<GatewayFile> file;
  if (auto text = syntax::read_file(path, problems)) {
    auto options = parse_gateway(*text, environment, problems, defaults_of);
    findings.texts[path] = shown_text(*text);
    if (options) {
      Problems again(path);  // it has been read without an error: it is so again
      file = GatewayFile{std::move(*options), syntax::parse_json(*text, again).value()};
    }
  }
  findings.add(problems);
  return file;
}

}  // namespace gameday::config
