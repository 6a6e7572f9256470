#pragma once
// report.html: the whole run as one file that fetches nothing, readable without scripts, in the
// dark, on a phone and on paper. A run in virtual time names no date, host or folder, so that two
// equal runs give equal bytes; a real one says when and where.

#include <string>

#include "report/document.hpp"

namespace gameday::report::html {

std::string page(const Document& document);

}  // namespace gameday::report::html
