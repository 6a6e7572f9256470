#pragma once
// The actions by name, with what their parameters are when they are left out: for whoever spells an
// injection out. deeds.hpp reads them, docs/faults.md has the words.

#include <string_view>
#include <vector>

#include "faults/catalogue.hpp"

namespace gameday::faults {

struct ActionInfo {
  std::string_view name;
  std::vector<Parameter> parameters;  // those that have a default
};

/// All that this version has.
const std::vector<ActionInfo>& actions();
/// Null: there is no such action.
const ActionInfo* find_action(std::string_view name);

}  // namespace gameday::faults
