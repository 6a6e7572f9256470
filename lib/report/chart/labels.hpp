#pragma once
// Labels beside a plot, pushed apart so that each can be read and stays as near as it can to what
// it names.

#include <vector>

namespace gameday::report::chart {

/// New places in the order given: at least `gap` apart, within [low, high] (closer together only
/// where they would not fit), in the order of the wanted ones.
std::vector<double> pushed_apart(const std::vector<double>& wanted, double gap, double low,
                                 double high);

}  // namespace gameday::report::chart
