#pragma once
// One experiment of report.md: what was injected, each window of each arm, whether the fault really
// happened, how many calls it cost, who answered and how late.

#include <cstddef>
#include <string>

#include "report/document.hpp"

namespace gameday::report {

std::string md_experiment(const Document& document, std::size_t experiment);

}  // namespace gameday::report
