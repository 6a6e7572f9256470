#pragma once
// One injection parsed from flow YAML, with all problems as lines.

#include <optional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/map_reader.hpp"
#include "faults/canonical.hpp"
#include "faults/parse.hpp"
#include "faults/plan.hpp"
#include "support/flow_value.hpp"

namespace gameday::test {

struct ParsedInjection {
  std::optional<faults::Injection> injection;
  std::string problems;  // `inject[0].share: …`
};

inline ParsedInjection parse_injection(std::string_view text) {
  const Value value = flow_value(text);
  Problems problems("file");
  MapReader map(value, "inject[0]", "an injection", problems);
  ParsedInjection parsed;
  parsed.injection = faults::parse_injection(map);
  map.finish();
  for (const Problem& problem : problems.list()) {
    parsed.problems += problem.path + ": " + problem.what + '\n';
  }
  return parsed;
}

/// What `text` does; it has no problems.
inline faults::Deed deed_of(std::string_view text) {
  const ParsedInjection parsed = parse_injection(text);
  EXPECT_EQ(parsed.problems, "") << text;
  return parsed.injection ? parsed.injection->deed : faults::Deed{};
}

/// Of an experiment `storm` into `openai`; they have no problems.
inline faults::FaultPlan plan_of(const std::vector<std::string>& texts) {
  std::vector<faults::Injection> list;
  for (const std::string& text : texts) {
    const ParsedInjection parsed = parse_injection(text);
    EXPECT_EQ(parsed.problems, "") << text;
    list.push_back(parsed.injection.value());
  }
  return faults::FaultPlan(std::move(list), Seed(1), "storm", "openai");
}

/// Every field but name and slug, as text.
inline std::string deed_text(faults::Injection injection) {
  injection.name.clear();
  std::string text;
  JsonWriter json(text);
  json.object();
  faults::add_canonical(json, injection);
  json.end();
  return text;
}

}  // namespace gameday::test
