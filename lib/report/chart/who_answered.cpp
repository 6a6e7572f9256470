#include <fmt/format.h>

#include "report/chart/frame.hpp"

namespace gameday::report::chart {

Figure who_answered(const Samples& samples, std::size_t experiment, Drawing drawing) {
  Head head;
  head.id = fmt::format("who-{}-{}", experiment, drawing.part);
  head.title = "Who answered";
  const std::string why = why_empty(samples, experiment);
  return no_data(head, drawing, why.empty() ? "this figure is not drawn yet" : why);
}

}  // namespace gameday::report::chart
