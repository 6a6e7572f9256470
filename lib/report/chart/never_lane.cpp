#include "report/chart/never_lane.hpp"

#include <algorithm>
#include <numeric>

#include "report/chart/marks.hpp"

namespace gameday::report::chart {
namespace {

constexpr double tick_height = 8;
constexpr double row_height = 10;
constexpr double tick_width = 1.2;
// Thin ones of a dense row are paler: up to a third of the fullest column, up to two, all.
constexpr std::array<const char*, 3> shades = {"0.4", "0.7", "1"};

}  // namespace

NeverLane::NeverLane(const TimeAxis& axis) : axis_(axis) {}

double NeverLane::height() const {
  return row_height * static_cast<double>(rows_.size());
}

void NeverLane::add(const ArmSamples& samples) {
  const auto columns = static_cast<std::size_t>(std::max(1.0, axis_.right() - axis_.left()));
  std::vector<Column> row(columns);
  for (const Sample& sample : samples.all) {
    if (sample.took == forever && sample.fill != Fill::left) {
      const auto at = static_cast<std::size_t>(axis_.x(sample.due) - axis_.left());
      ++row.at(std::min(at, columns - 1)).at(index_of(sample.fill));
    }
  }
  rows_.push_back(std::move(row));
}

void NeverLane::draw_row(Svg& svg, const std::vector<Column>& row, double top) const {
  struct Mark {
    std::size_t fill = fill_count;
    std::size_t shade = 0;
    bool operator==(const Mark&) const = default;
  };
  const auto total = [](const Column& column) {
    return std::accumulate(column.begin(), column.end(), std::uint64_t{0});
  };
  std::uint64_t all = 0;
  std::uint64_t most = 0;
  for (const Column& column : row) {
    all += total(column);
    most = std::max(most, total(column));
  }
  const bool dense = all > row.size();
  const auto mark = [&](std::size_t at) -> Mark {
    const std::uint64_t here = at < row.size() ? total(row[at]) : 0;
    if (here == 0) {
      return {};
    }
    const auto fill = std::ranges::max_element(row[at]) - row[at].begin();
    const std::uint64_t shade = dense ? (here * shades.size() - 1) / most : shades.size() - 1;
    return {static_cast<std::size_t>(fill), static_cast<std::size_t>(shade)};
  };
  std::array<std::array<Path, shades.size()>, fill_count> paths;
  std::size_t begin = 0;
  Mark open;
  for (std::size_t at = 0; at <= row.size(); ++at) {
    const Mark here = mark(at);
    if (here == open) {
      continue;
    }
    if (open.fill != fill_count) {
      const double width = std::max(tick_width, static_cast<double>(at - begin));
      const double x = axis_.left() + static_cast<double>(begin);
      paths.at(open.fill).at(open.shade).box(x, top, width, tick_height);
    }
    open = here;
    begin = at;
  }
  for (std::size_t fill = 0; fill < fill_count; ++fill) {
    for (std::size_t shade = 0; shade < shades.size(); ++shade) {
      const Path& drawn = paths.at(fill).at(shade);
      if (!drawn.empty()) {
        svg.open("path").word("class", std::string("k-") + css_name(fill_at(fill)));
        svg.word("fill-opacity", shades.at(shade)).own("d", drawn.text()).end();
      }
    }
  }
}

void NeverLane::draw(Svg& svg, double top) const {
  constexpr double foot = 9;
  constexpr double between = 7;
  if (!rows_.empty()) {
    label(svg, "t-fail t-end", axis_.left() - between, top + foot, "never");
  }
  for (std::size_t at = 0; at < rows_.size(); ++at) {
    draw_row(svg, rows_[at], top + row_height * static_cast<double>(at));
  }
}

}  // namespace gameday::report::chart
