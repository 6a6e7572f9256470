#pragma once
// The folder that one run leaves behind, and whole files written into it.

#include <string>
#include <string_view>

#include "base/units.hpp"

namespace gameday::app {

/// Makes `wanted`, which must be missing or empty; without one `reports/runs/STARTED-SLUG`.
Parsed<std::string> make_run_folder(const std::string& wanted, const std::string& started,
                                    std::string_view title);

/// Never half written: under another name first, then renamed. Empty, or what went wrong.
std::string write_file(const std::string& path, std::string_view bytes);

}  // namespace gameday::app
