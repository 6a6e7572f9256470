#pragma once
// In which keys the configs of the gateways differ. Configs are JSON; one that is not has no keys,
// and its lines are compared instead.

#include <cstddef>
#include <string>
#include <vector>

#include "report/document.hpp"
#include "report/table.hpp"

namespace gameday::report {

struct ConfigDifferences {
  Table keys;  // a row a key, a column an arm; no rows: no key differs
  std::size_t same = 0;
  std::size_t left_out = 0;  // keys that differ, beyond those in the table
};

/// Of the arms with a config that can be read; fewer than two have no differences.
ConfigDifferences config_differences(const verdict::RunFacts& facts);

/// `23 more keys are the same.`
std::string same_keys_words(const ConfigDifferences& differences);

struct LineDifferences {
  std::string from;   // arm
  std::string to;     // arm
  std::string lines;  // `- only in from`, `+ only in to`
};
/// For the arms whose config cannot be read as JSON, against the arm of the hypothesis.
std::vector<LineDifferences> line_differences(const verdict::RunFacts& facts);

}  // namespace gameday::report
