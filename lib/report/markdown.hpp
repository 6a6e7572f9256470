#pragma once
// report.md: all parts of the report but the charts. Names no date, host or folder, so that two
// equal runs give equal bytes.

#include <string>

#include "report/document.hpp"

namespace gameday::report {

std::string markdown(const Document& document);

}  // namespace gameday::report
