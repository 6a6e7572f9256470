#pragma once
// The few marks that figures are made of. `css` are classes of palette().

#include <string>
#include <string_view>

#include "report/chart/svg.hpp"

namespace gameday::report::chart {

/// y is the line that letters stand on.
void label(Svg& svg, std::string_view css, double x, double y, std::string_view text);
/// A name that may be cut; the full one is its <title>.
void name_label(Svg& svg, std::string_view css, double x, double y, const std::string& name,
                const std::string& whole);
void line(Svg& svg, std::string_view css, double x1, double y1, double x2, double y2);
void box(Svg& svg, std::string_view css, double x, double y, double width, double height);
/// Nothing if the path is empty.
void path(Svg& svg, std::string_view css, const Path& path);

}  // namespace gameday::report::chart
