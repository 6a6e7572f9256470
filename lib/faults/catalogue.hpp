#pragma once
// The faults that have a name: what people look up, and what `fault: NAME` stands for.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/map_reader.hpp"
#include "faults/injection.hpp"

namespace gameday::faults {

struct Parameter {
  std::string_view name;
  std::string_view values;   // the default first; –: none
  std::string_view type{};   // where the looks of the default do not tell it: parameter_type.hpp
  std::string_view least{};  // empty: no bound
  std::string_view most{};
};

struct CatalogueEntry {
  std::string_view id;  // F01; empty: an alias
  std::string_view slug;
  std::string_view title;
  std::vector<Parameter> parameters;
  std::string_view expands_to;  // at the defaults
  /// The deed, and default selectors; parameters are keys of the map, wrong ones become problems.
  Injection (*read)(MapReader& map);
};

/// All that this version has, in the order of their ids, then the aliases.
const std::vector<CatalogueEntry>& catalogue();

/// The entry's deed under its slug; nothing, and a problem at `fault`, when there is none.
std::optional<Injection> read_slug(const std::string& slug, MapReader& map);

}  // namespace gameday::faults
