#pragma once
// What `gameday run --json` prints: one object, one line; its shape is a promise to scripts.
// Times are milliseconds; a percentile that is never, or that the sample cannot carry, is null.

#include <string>

#include "report/document.hpp"

namespace gameday::report {

std::string result_json(const Document& document);

}  // namespace gameday::report
