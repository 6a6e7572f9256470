#include "report/chart/marks.hpp"

namespace gameday::report::chart {

void label(Svg& svg, std::string_view css, double x, double y, std::string_view text) {
  if (text.empty()) {
    return;
  }
  svg.open("text").number("x", x).number("y", y);
  if (!css.empty()) {
    svg.word("class", css);
  }
  svg.text(text).end();
}

void name_label(Svg& svg, std::string_view css, double x, double y, const std::string& name,
                const std::string& whole) {
  svg.open("text").number("x", x).number("y", y).word("class", css);
  if (name != whole) {
    svg.open("title").text(whole).end();
  }
  svg.text(name).end();
}

void line(Svg& svg, std::string_view css, double x1, double y1, double x2, double y2) {
  Path path_of_line;
  path_of_line.move(x1, y1).line(x2, y2);
  path(svg, css, path_of_line);
}

void box(Svg& svg, std::string_view css, double x, double y, double width, double height) {
  svg.open("rect").word("class", css).number("x", x).number("y", y);
  svg.number("width", width).number("height", height).end();
}

void path(Svg& svg, std::string_view css, const Path& path) {
  if (!path.empty()) {
    svg.open("path").word("class", css).own("d", path.text()).end();
  }
}

}  // namespace gameday::report::chart
