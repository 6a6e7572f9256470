#include "report/chart/frame.hpp"

#include <fmt/format.h>

#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/chart/textures.hpp"

namespace gameday::report::chart {

Svg framed(const Head& head, Drawing drawing) {
  const std::string id = fmt::format("{}-{}", head.id, static_cast<unsigned>(drawing.width));
  Svg svg;
  svg.open("svg").word("xmlns", "http://www.w3.org/2000/svg").word("class", "fig");
  // A file has no page around it that keeps its words off the edge.
  const double margin = drawing.use == Use::file ? 12 : 0;
  const double width = head.width + 2 * margin;
  const double height = head.height + 2 * margin;
  std::string view;
  for (const double number : {-margin, -margin, width, height}) {
    view += view.empty() ? "" : " ";
    append_number(view, number);
  }
  svg.own("viewBox", view).number("width", width).number("height", height);
  svg.word("role", "img").word("aria-labelledby", id + "-t " + id + "-d");
  svg.open("title").word("id", id + "-t").text(head.title).end();
  svg.open("desc").word("id", id + "-d").text(head.description).end();
  if (drawing.use == Use::file) {
    svg.open("style").raw(palette()).end().raw(pattern_definitions());
    box(svg, "bg", -margin, -margin, width, height);
  }
  return svg;
}

Figure finished(Svg svg, const Head& head, std::string caption) {
  svg.end();
  return {svg.take(), head.title, std::move(caption)};
}

Figure no_data(Head head, Drawing drawing, const std::string& why) {
  constexpr double height = 96;
  head.width = units(drawing);
  head.height = height;
  head.description = "No data: " + why + '.';
  Svg svg = framed(head, drawing);
  svg.open("rect").word("class", "ground").number("x", 0.5).number("y", 0.5);
  svg.number("width", head.width - 1).number("height", height - 1).end();
  const std::string words = fitted(head.description, head.width - 2 * letter_size);
  label(svg, "t-muted t-mid", head.width / 2, height / 2 + 4, words);
  return finished(std::move(svg), head, head.description);
}

std::string why_empty(const Samples& samples, std::size_t experiment) {
  const Document& document = samples.document();
  if (!document.facts.experiments.at(experiment).started) {
    return "the experiment never began";
  }
  const verdict::ExperimentFacts& facts = document.facts.experiments[experiment];
  if (facts.baseline + facts.fault + facts.recovery <= Duration::zero()) {
    return "its windows have no length";
  }
  for (std::size_t arm = 0; arm < document.facts.arms.size(); ++arm) {
    if (!samples.of(experiment, arm).all.empty()) {
      return {};
    }
  }
  return "no request was recorded";
}

}  // namespace gameday::report::chart
