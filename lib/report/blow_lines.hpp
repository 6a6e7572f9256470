#pragma once
// What befell replicas, and whom that cost an answer, a sentence each:
// `replica 1 of tuned gateway killed 20 s into the fault: 3 requests in flight on it, 3 failed; 0
// others failed`.

#include <string>
#include <vector>

#include "report/document.hpp"

namespace gameday::report {

/// Only what befell them: `replica 1 of tuned gateway killed 20 s into the fault`.
std::vector<std::string> blow_names(const Document& document, std::size_t experiment);
std::vector<std::string> blow_lines(const Document& document, std::size_t experiment);

}  // namespace gameday::report
