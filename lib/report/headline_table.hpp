#pragma once
// The headline table on a terminal: experiments down, arms across; below 80 columns, or when the
// arms do not fit, one block an arm.

#include <string>
#include <vector>

#include "report/document.hpp"
#include "report/look.hpp"

namespace gameday::report {

std::vector<std::string> headline_table(const Document& document, const Look& look);

}  // namespace gameday::report
