#pragma once
// The result of `gameday run` on stdout: failed checks first, the headline table, the verdict line,
// and what to open or type next.

#include <string>
#include <string_view>

#include "report/document.hpp"
#include "report/look.hpp"

namespace gameday::report {

/// `report_path` as the user may open it, `again` the command; an empty one leaves its line out.
std::string terminal(const Document& document, const Look& look, std::string_view report_path,
                     std::string_view again);

}  // namespace gameday::report
