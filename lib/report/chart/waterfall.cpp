#include <fmt/format.h>

#include "report/chart/frame.hpp"

namespace gameday::report::chart {

Figure waterfall(const Samples& samples, std::size_t request, Drawing drawing) {
  Head head;
  head.id = fmt::format("fall-{}", request);
  head.title = "Attempts of a request";
  const bool seen = !samples.trails().of(samples.document().records.requests.at(request)).empty();
  return no_data(head, drawing, seen ? "this figure is not drawn yet" : "no attempt was seen");
}

}  // namespace gameday::report::chart
