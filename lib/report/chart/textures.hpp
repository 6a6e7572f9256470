#pragma once
// Outcomes as fills that greyscale keeps apart: tiles of 6 px.

#include <string>

#include "report/chart/fills.hpp"

namespace gameday::report::chart {

/// <defs> with all the <pattern>s.
std::string pattern_definitions();

bool is_textured(Fill fill);
/// The variable of the colour that stands out from the page: a texture's lines where they do.
std::string mark_colour(Fill fill);

}  // namespace gameday::report::chart
