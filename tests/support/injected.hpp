#pragma once
// A plan with one injection, from YAML as in a scenario file, escapes and all.

#include "faults/parse.hpp"
#include "support/proxy_rig.hpp"
#include "syntax/yaml.hpp"

namespace gameday::test {

/// Under this name, or its own; `text` has no problems.
inline std::shared_ptr<const faults::FaultPlan> plan_from(std::string_view text,
                                                          const std::string& name = {}) {
  Problems problems("inject");
  std::optional<faults::Injection> injection;
  if (const std::optional<Value> value = syntax::parse_yaml(text, problems)) {
    MapReader map(*value, "", "an injection", problems);
    injection = faults::parse_injection(map);
    map.finish();
  }
  for (const Problem& problem : problems.list()) {
    ADD_FAILURE() << text << ": " << problem.what;
  }
  faults::Injection found = injection.value_or(faults::Injection{});
  found.name = name.empty() ? found.name : name;
  return plan_of(std::move(found));
}

}  // namespace gameday::test
