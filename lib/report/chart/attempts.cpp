#include <fmt/format.h>

#include "report/chart/frame.hpp"

namespace gameday::report::chart {

Figure attempts(const Samples& samples, std::size_t experiment, Drawing drawing) {
  Head head;
  head.id = fmt::format("attempts-{}-{}", experiment, drawing.part);
  head.title = "Attempts per request";
  const std::string why = why_empty(samples, experiment);
  return no_data(head, drawing, why.empty() ? "this figure is not drawn yet" : why);
}

}  // namespace gameday::report::chart
