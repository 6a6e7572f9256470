#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/chart/arms.hpp"
#include "report/chart/frame.hpp"
#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/figures.hpp"

namespace gameday::report::chart {
namespace {

using verdict::Comparison;
using verdict::Metric;

constexpr double bar_height = 34;
constexpr double panel_height = 94;
constexpr double least_column = 34;  // units: `12,345` above a bar
constexpr std::uint32_t least_columns = 4;

// The most attempts that a check allows; none: no check names them.
std::optional<std::uint32_t> ceiling_of(const verdict::ExperimentFacts& experiment,
                                        std::size_t arm) {
  std::optional<std::uint32_t> lowest;
  for (const verdict::PromiseFacts& promise : experiment.promises) {
    const verdict::Expectation& check = promise.expectation;
    const bool above = check.comparison == Comparison::less ||
                       check.comparison == Comparison::at_most ||
                       check.comparison == Comparison::equal;
    if (promise.arm != arm || check.metric != Metric::attempts_max || !above ||
        check.kind != verdict::Expectation::Kind::count) {
      continue;
    }
    const double most =
        check.comparison == Comparison::less ? std::ceil(check.value) - 1 : std::floor(check.value);
    constexpr double highest = 1e6;
    const auto here = static_cast<std::uint32_t>(std::clamp(most, 0.0, highest));
    lowest = std::min(lowest.value_or(here), here);
  }
  return lowest;
}

struct Panel {
  Arm arm;
  const verdict::WindowSummary& window;
  std::optional<std::uint32_t> ceiling;
};

// Columns of a count each; the last one holds all beyond it where they do not fit.
struct Columns {
  std::uint32_t first = 1;
  std::uint32_t last = 1;
  bool more = false;
  double width = 0;
  double left(std::uint32_t number) const { return width * (number - first); }
  std::uint32_t of(std::uint32_t number) const { return std::min(number, last); }
};

Columns columns_of(const std::vector<Panel>& panels, double width) {
  Columns out;
  std::uint32_t wanted = least_columns;
  std::uint32_t seen = 0;
  for (const Panel& panel : panels) {
    if (panel.window.attempts.contains(0)) {
      out.first = 0;
    }
    seen = std::max(seen, panel.window.attempts_max());
    // One free column right of a ceiling, so that it stands inside.
    wanted = std::max({wanted, panel.window.attempts_max(), panel.ceiling.value_or(0) + 1});
  }
  const auto fit = static_cast<std::uint32_t>(width / least_column);
  out.last = std::min(wanted, out.first + fit - 1);
  out.more = seen > out.last;
  out.width = width / (out.last - out.first + 1);
  return out;
}

void draw_bars(Svg& svg, const Panel& panel, const Columns& columns, double axis,
               std::uint64_t most) {
  constexpr double above = 4;
  constexpr double least = 1;
  std::map<std::uint32_t, std::uint64_t> bars;
  for (const auto& [number, requests] : panel.window.attempts) {
    bars[columns.of(number)] += requests;
  }
  const double width = std::min(columns.width * 0.55, 40.0);
  for (const auto& [number, requests] : bars) {
    const double height =
        std::max(least, bar_height * static_cast<double>(requests) / static_cast<double>(most));
    const double middle = columns.left(number) + columns.width / 2;
    const bool beyond = panel.ceiling && number > *panel.ceiling;
    box(svg, beyond ? "over" : std::string("b-") + panel.arm.style.css, middle - width / 2,
        axis - height, width, height);
    label(svg, beyond ? "t-fail t-mid" : "t-mid", middle, axis - height - above, count(requests));
  }
}

void draw_ceiling(Svg& svg, std::uint32_t ceiling, const Columns& columns, double top, double axis,
                  double width) {
  constexpr double beside = 7;
  const std::string words = fmt::format("ceiling {}", ceiling);
  if (ceiling + 1 < columns.first || ceiling >= columns.last) {
    label(svg, "t-bold t-end", width, top + letter_size, words + " →");
    return;
  }
  const double x = columns.left(ceiling + 1);
  line(svg, "ceiling", x, top, x, axis + 4);
  const bool right = x + beside + text_width(words, true) < width;
  label(svg, right ? "t-bold halo" : "t-bold t-end halo", right ? x + beside : x - beside,
        top + letter_size - 2, words);
}

void draw_panel(Svg& svg, const Panel& panel, const Columns& columns, double top, double width,
                std::uint64_t most) {
  constexpr double foot = 11;
  constexpr double ceiling_top = 17;
  const double axis = top + panel_height - 28;
  name_label(svg, "t-bold", 0, top + foot, panel.arm.name, panel.arm.whole);
  const auto n = static_cast<double>(std::max<std::uint64_t>(1, panel.window.attempted));
  const std::string mean = fmt::format("{:.2f} per request on average",
                                       static_cast<double>(panel.window.attempts_total()) / n);
  const double room = width - text_width(panel.arm.name, true) - letter_size;
  label(svg, "t-muted t-end", width, top + foot,
        panel.window.attempted == 0 ? "no requests"
        : text_width(mean) < room   ? mean
                                    : mean.substr(0, mean.find(" on")));
  draw_bars(svg, panel, columns, axis, most);
  for (std::uint32_t number = columns.first; number <= columns.last; ++number) {
    const std::string words = std::to_string(number);
    label(svg, "t-muted t-mid", columns.left(number) + columns.width / 2, axis + 15,
          columns.more && number == columns.last ? words + "+" : words);
  }
  line(svg, "axis", 0, axis, width, axis);
  if (panel.ceiling) {
    draw_ceiling(svg, *panel.ceiling, columns, top + ceiling_top, axis, width);
  }
}

std::string description(const std::vector<Panel>& panels) {
  std::string out = "Requests of the fault window by how many upstream calls each made.";
  for (const Panel& panel : panels) {
    out += ' ' + panel.arm.whole + ':';
    for (const auto& [number, requests] : panel.window.attempts) {
      out += fmt::format(" {} made {},", count(requests), number);
    }
    out += panel.ceiling ? fmt::format(" the ceiling is {}.", *panel.ceiling)
                         : " no ceiling is declared.";
  }
  return out;
}

}  // namespace

Figure attempts(const Samples& samples, std::size_t experiment, Drawing drawing) {
  Head head;
  head.id = fmt::format("attempts-{}-{}", experiment, drawing.part);
  head.title = "Attempts per request";
  if (const std::string why = why_empty(samples, experiment); !why.empty()) {
    return no_data(head, drawing, why);
  }
  const Document& document = samples.document();
  std::vector<Panel> panels;
  std::uint64_t most = 1;
  bool ceiling = false;
  for (const Arm& arm : arms_of(document.facts, drawing.part)) {
    const verdict::WindowSummary& window =
        document.summary.experiments.at(experiment).arms.at(arm.index).at(record::Window::fault);
    panels.push_back({arm, window, ceiling_of(document.facts.experiments[experiment], arm.index)});
    ceiling = ceiling || panels.back().ceiling;
    most = std::max(most, window.attempted);
  }
  head.width = units(drawing);
  head.height = panel_height * static_cast<double>(panels.size());
  head.description = description(panels);
  const Columns columns = columns_of(panels, head.width);
  Svg svg = framed(head, drawing);
  double top = 0;
  for (const Panel& panel : panels) {
    draw_panel(svg, panel, columns, top, head.width, most);
    top += panel_height;
  }
  std::string caption = "Number of requests by how many upstream calls each made";
  caption += ceiling ? "; the thick line marks the ceiling that a check declares." : ".";
  return finished(std::move(svg), head, std::move(caption));
}

}  // namespace gameday::report::chart
