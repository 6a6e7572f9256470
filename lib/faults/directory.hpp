#pragma once
// All faults of the catalogue, F01 to F57, and the aliases: those that can be injected and those
// that no single injection is, for whoever looks them up.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "faults/catalogue.hpp"
#include "faults/words.hpp"

namespace gameday::faults {

struct DirectoryEntry {
  std::string_view id;  // empty: an alias
  std::string_view slug;
  std::string_view title;                 // what it looks like
  const CatalogueEntry* entry = nullptr;  // null: no single injection
  std::string_view why_not;
  std::string_view scenario;  // the shipped file that plays it; empty: none
};

/// In the order of their ids, then the aliases.
const std::vector<DirectoryEntry>& directory();

/// Slugs of those that are scenario files of their own, never a `fault:`.
const Words& scenario_slugs();

/// A line of `inject:`; empty where there is none.
std::string example_of(const DirectoryEntry& fault);
/// An array of objects: id, slug, title, parameters, example, evidence, available; why_not where it
/// is not, scenario where a file plays it.
std::string directory_json();

}  // namespace gameday::faults
