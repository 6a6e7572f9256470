#pragma once
// The failed requests of report.md, grouped by how they failed, and the slowest that were answered.

#include <string>

#include "report/document.hpp"

namespace gameday::report {

std::string md_requests(const Document& document);

}  // namespace gameday::report
