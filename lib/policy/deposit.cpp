#include "policy/deposit.hpp"

#include <fmt/format.h>

#include "base/units.hpp"

namespace gameday::policy {

void Deposit::describe(Description& description) const {
  inner_->describe(description);
  const BudgetOptions& options = budget_.options();
  description.layers.push_back(
      fmt::format("retry budget: {} % of the requests of {}, and {} a second", options.percent,
                  gameday::to_text(options.window), options.per_second));
}

}  // namespace gameday::policy
