#include "report/chart/strips.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/figures.hpp"
#include "report/lines.hpp"

namespace gameday::report::chart {
namespace {

constexpr double up_height = 50;
constexpr double row_height = 16;
constexpr double between_strips = 20;
constexpr double swatch = 9;
constexpr double letters_foot = 10;
constexpr double beside = 16;  // names, of the axis
constexpr std::size_t rate_steps = 4;

// What is neither answered nor failed (a client that left) stands above the line.
bool is_below(Fill fill) {
  return index_of(fill) >= answered_fills && fill != Fill::left;
}

// The tick at the end of a strip: the smallest multiple of a round step that holds `rate`.
double round_top(double rate) {
  const double step = step_of(rate, rate_steps);
  return std::ceil(rate / step * (1 - 1e-9)) * step;
}

std::string rate_words(double rate) {
  std::string words = fmt::format("{:.3f}", rate);
  words.erase(words.find_last_not_of('0') + 1);
  if (words.back() == '.') {
    words.pop_back();
  }
  return words;
}

std::string failure_names(Fill fill, const std::map<std::string, std::uint64_t>& names) {
  constexpr std::size_t most_names = 3;
  std::vector<std::string> words;
  for (const auto& [name, requests] : names) {
    words.push_back(words.size() < most_names ? name : "…");
    if (words.size() > most_names) {
      break;
    }
  }
  return words.empty() ? fill_word(fill) : joined(words, ", ");
}

void draw_swatch(Svg& svg, const CountRow& row, double x, double foot) {
  if (row.fill) {
    box(svg, std::string("f-") + css_name(*row.fill), x, foot - swatch, swatch, swatch);
  }
}

}  // namespace

std::vector<CountRow> count_rows(const ArmSamples& samples, std::size_t most) {
  std::vector<CountRow> rows;
  for (std::size_t at = 0; at < fill_count; ++at) {
    const Fill fill = fill_at(at);
    const std::uint64_t number = samples.fills.at(at);
    if (number == 0) {
      continue;
    }
    const auto names = samples.failures.find(fill);
    const std::string plain = count(number) + ' ' + fill_word(fill);
    if (!is_below(fill) || fill == Fill::unfinished || names == samples.failures.end()) {
      rows.push_back({fill, plain, plain, false});
      continue;
    }
    const std::string kinds = failure_names(fill, names->second);
    rows.push_back({fill, fmt::format("{} failed ({})", count(number), kinds),
                    fmt::format("{} × {}", count(number), kinds), true});
  }
  if (rows.size() > most) {
    const std::size_t more = rows.size() - most + 1;
    rows.resize(most - 1);
    const std::string rest = fmt::format("and {} more kinds", more);
    rows.push_back({std::nullopt, rest, rest, true});
  }
  return rows;
}

Strips::Strips(const Samples& samples, std::size_t experiment, const std::vector<Arm>& arms,
               const TimeAxis& axis)
    : samples_(samples),
      experiment_(experiment),
      arms_(arms),
      axis_(axis),
      step_(outcome_step(samples.document().facts.experiments.at(experiment),
                         axis.right() - axis.left())),
      bins_(samples.document().facts.experiments.at(experiment), step_, false) {
  double most = 0;
  for (const Arm& arm : arms) {
    Counts counts(bins_.size());
    for (const Sample& sample : samples.of(experiment, arm.index).all) {
      ++counts.at(bins_.of(sample)).at(index_of(sample.fill));
    }
    for (std::size_t bin = 0; bin < counts.size(); ++bin) {
      most = std::max({most, rate(counts, bin, false), rate(counts, bin, true)});
    }
    counts_.push_back(std::move(counts));
  }
  up_top_ = round_top(most);
}

double Strips::rate(const Counts& counts, std::size_t bin, bool failed) const {
  std::uint64_t number = 0;
  for (std::size_t at = 0; at < fill_count; ++at) {
    number += is_below(fill_at(at)) == failed ? counts[bin].at(at) : 0;
  }
  return static_cast<double>(number) / to_seconds(bins_.at(bin).length());
}

double Strips::down_top(const Counts& counts) const {
  double most = 0;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    most = std::max(most, rate(counts, bin, true));
  }
  return most > 0 ? std::min(round_top(most), up_top_) : 0;
}

void Strips::draw_bars(Svg& svg, const Counts& counts, double line) const {
  constexpr double least_height = 1.2;  // one of a thousand can still be seen
  const double unit = up_height / up_top_;
  std::array<Path, fill_count> paths;
  for (std::size_t bin = 0; bin < counts.size(); ++bin) {
    const double from = axis_.x(bins_.at(bin).from);
    const double wide = axis_.x(bins_.at(bin).to) - from;
    const double width = wide > 3 ? wide - 1 : wide;
    const double seconds = to_seconds(bins_.at(bin).length());
    double up = line;
    double down = line;
    // `left` is the last fill and ends up on top.
    for (std::size_t at = 0; at < fill_count; ++at) {
      if (counts[bin].at(at) == 0) {
        continue;
      }
      const double height =
          std::max(least_height, static_cast<double>(counts[bin].at(at)) / seconds * unit);
      double& edge = is_below(fill_at(at)) ? down : up;
      const double top = &edge == &down ? down : up - height;
      paths.at(at).box(from, top, width, height);
      edge += &edge == &down ? height : -height;
    }
  }
  for (std::size_t at = 0; at < fill_count; ++at) {
    path(svg, std::string("f-") + css_name(fill_at(at)), paths.at(at));
  }
}

double Strips::draw_strip(Svg& svg, std::size_t at, double top) const {
  constexpr double middle = 4;
  constexpr double between = 7;
  constexpr double least_tick = 14;
  const double line_y = top + up_height;
  const double below = down_top(counts_.at(at));
  const double bottom = line_y + up_height * below / up_top_;
  Path grid;
  grid.move(axis_.left(), top).horizontal(axis_.right());
  const auto tick = [&](double y, double rate) {
    label(svg, "t-muted t-end", axis_.left() - between, y + middle, rate_words(rate));
  };
  tick(top, up_top_);
  tick(line_y, 0);
  if (bottom - line_y >= least_tick) {
    grid.move(axis_.left(), bottom).horizontal(axis_.right());
    tick(bottom, below);
  }
  path(svg, "grid", grid);
  draw_bars(svg, counts_.at(at), line_y);
  line(svg, "axis", axis_.left(), line_y, axis_.right(), line_y);
  return bottom;
}

double Strips::draw_beside(Svg& svg, const std::vector<CountRow>& rows, double foot,
                           double limit) const {
  const double x = axis_.right() + beside;
  for (const CountRow& row : rows) {
    foot += row_height;
    draw_swatch(svg, row, x, foot);
    label(svg, row.failed ? "t-fail" : "t-muted", x + swatch + 6, foot,
          fitted(row.words, limit - x - swatch - 6, row.failed));
  }
  return foot + 4;
}

// The counts end at the right, beside the name; those that do not fit there stand below it.
double Strips::draw_above(Svg& svg, const Arm& arm, double top, double limit) const {
  constexpr double between = 10;
  constexpr double words_from = swatch + 5;
  const std::vector<CountRow> rows = count_rows(samples_.of(experiment_, arm.index), fill_count);
  const auto width = [](const CountRow& row) {
    return words_from + text_width(row.brief, row.failed) + between;
  };
  double all = 0;
  for (const CountRow& row : rows) {
    all += width(row);
  }
  double foot = top + letters_foot;
  name_label(svg, "t-bold", 0, foot, arm.name, arm.whole);
  double x = limit + between - all;
  if (x < text_width(arm.name, true) + between) {
    x = 0;
    foot += row_height;
  }
  for (const CountRow& row : rows) {
    if (x > 0 && x + width(row) - between > limit) {
      x = 0;
      foot += row_height;
    }
    draw_swatch(svg, row, x, foot);
    label(svg, row.failed ? "t-fail" : "t-muted", x + words_from, foot, row.brief);
    x += width(row);
  }
  return foot + row_height - letters_foot + 4;
}

double Strips::draw(Svg& svg, Svg& ground, double top, double limit, bool narrow) const {
  constexpr std::size_t most_rows = 5;
  double y = top;
  for (std::size_t at = 0; at < arms_.size(); ++at) {
    const Arm& arm = arms_[at];
    if (narrow) {
      const double strip = draw_above(svg, arm, y, limit);
      const double bottom = draw_strip(svg, at, strip);
      axis_.draw_ground(ground, strip - 3, bottom + 3);
      y = bottom + between_strips;
      continue;
    }
    const double foot = y + letters_foot;
    name_label(svg, "t-bold", axis_.right() + beside, foot, arm.name, arm.whole);
    const double bottom = draw_strip(svg, at, y);
    const double counts =
        draw_beside(svg, count_rows(samples_.of(experiment_, arm.index), most_rows), foot, limit);
    y = std::max(bottom, counts) + between_strips;
  }
  return y - between_strips;
}

void Strips::draw_hits(Svg& svg, double top, double bottom) const {
  for (std::size_t bin = 0; bin < bins_.size(); ++bin) {
    const double from = axis_.x(bins_.at(bin).from);
    const double to = axis_.x(bins_.at(bin).to);
    svg.open("rect").word("class", "hit").number("x", from).number("y", top);
    svg.number("width", to - from).number("height", bottom - top).open("title");
    svg.text(offset_words(bins_.at(bin).from) + " to " + offset_words(bins_.at(bin).to));
    for (std::size_t at = 0; at < arms_.size(); ++at) {
      std::vector<std::string> parts;
      for (std::size_t fill = 0; fill < fill_count; ++fill) {
        if (const auto number = counts_[at][bin].at(fill); number > 0) {
          parts.push_back(count(number) + ' ' + fill_word(fill_at(fill)));
        }
      }
      svg.raw("&#10;").text(arms_[at].name + ": " + (parts.empty() ? "0" : joined(parts, ", ")));
    }
    svg.end().end();
  }
}

}  // namespace gameday::report::chart
