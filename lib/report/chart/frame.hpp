#pragma once
// What every figure has around it: the <svg> with its size, title, description and, in a file of
// its own, its colours; and what stands there when there is nothing to draw.

#include <string>

#include "report/chart/figures.hpp"
#include "report/chart/svg.hpp"

namespace gameday::report::chart {

struct Head {
  std::string id;           // in the page, together with the width: `time-0`
  std::string title;        // plain text
  std::string description;  // the numbers in words
  double width = 0;
  double height = 0;
};

inline double units(Drawing drawing) {
  return static_cast<double>(drawing.width);
}

/// The <svg> is left open; finished() closes it.
Svg framed(const Head& head, Drawing drawing);
Figure finished(Svg svg, const Head& head, std::string caption);

/// The frame and why it is empty.
Figure no_data(Head head, Drawing drawing, const std::string& why);
/// Why an experiment cannot be drawn at all; empty: it can.
std::string why_empty(const Samples& samples, std::size_t experiment);

}  // namespace gameday::report::chart
