#pragma once
// The worst case of a config as a table: failures that come to the same stand in one row.

#include <optional>
#include <string>
#include <vector>

#include "gateway/lint/worst_case.hpp"

namespace gameday::gateway::lint {

struct TableRow {
  std::string name;
  std::optional<Shape> shape;  // none: the same for both
  Course outage;
};
/// The last row is a mixture of them all, as late as limits allow.
std::vector<TableRow> table_of(const Options& options);

struct Totals {
  Duration worst_case{};
  std::uint32_t attempts = 0;
  /// Of an outage that goes on: keys that wait or are dead make no more tries.
  std::uint32_t amplification = 0;
};
Totals totals_of(const Options& options);

}  // namespace gameday::gateway::lint
