#include "report/chart/time_axis.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/events.hpp"
#include "report/figures.hpp"
#include "report/lines.hpp"

namespace gameday::report::chart {
namespace {

constexpr double least_tick = 62;  // units between two ticks: `+1 h 30 min` fits
constexpr double bar_height = 5.5;
constexpr double row_height = 24;
constexpr double letters_foot = 11;
constexpr std::size_t most_bars = 5;

std::string providers(const Document& document, const verdict::InjectionFacts& injection) {
  std::vector<std::string> names;
  for (const std::uint16_t provider : injection.into) {
    names.push_back(short_name(record::place_name(document.facts.cast, provider)));
  }
  return joined(names, ", ");
}

}  // namespace

std::string offset_words(Duration due) {
  if (due == Duration::zero()) {
    return "0 s";
  }
  return due < Duration::zero() ? "−" + duration(-due) : "+" + duration(due);
}

TimeAxis::TimeAxis(const Samples& samples, std::size_t experiment, double left, double right)
    : document_(samples.document()),
      experiment_(experiment),
      facts_(document_.facts.experiments.at(experiment)),
      cut_(samples.end_of_data(experiment)),
      left_(left),
      right_(right),
      scale_(Scale::Kind::linear, -to_seconds(facts_.baseline),
             to_seconds(facts_.fault + facts_.recovery), left, right) {}

Duration TimeAxis::end_of_data() const {
  return cut_.value_or(facts_.fault + facts_.recovery);
}

// What befell replicas: an instant each, so its bar is only a mark.
std::vector<TimeAxis::Bar> TimeAxis::acts() const {
  std::vector<Bar> out;
  for (const record::Event& event : document_.records.events) {
    if (!record::befalls_replica(event.kind) || event.experiment != experiment_ ||
        !facts_.started) {
      continue;
    }
    const Duration at = event.at - *facts_.started - facts_.baseline;
    const std::string words = event_words(event, document_.facts.cast);
    out.push_back({offset_words(at) + ": " + words, at, at});
  }
  return out;
}

std::vector<TimeAxis::Bar> TimeAxis::bars() const {
  std::vector<Bar> out;
  for (const verdict::InjectionFacts& injection : facts_.injections) {
    const Duration to = std::min(injection.from + injection.length, facts_.fault);
    const bool whole = injection.from <= Duration::zero() && to >= facts_.fault;
    const std::string when =
        whole ? "fault on, " + duration(facts_.fault)
              : fmt::format("{}, for {}", offset_words(injection.from), duration(injection.length));
    out.push_back(
        {fmt::format("{}: {}: {}", when, providers(document_, injection), injection.words),
         std::clamp(injection.from, Duration::zero(), facts_.fault),
         std::max(to, Duration::zero())});
  }
  for (Bar& act : acts()) {
    out.push_back(std::move(act));
  }
  if (out.size() > most_bars) {
    const std::size_t more = out.size() - most_bars + 1;
    out.resize(most_bars - 1);
    out.push_back({fmt::format("and {} more", more), Duration::zero(), facts_.fault});
  }
  if (out.empty()) {
    out.push_back({duration(facts_.fault) + ": nothing injected", Duration::zero(), facts_.fault});
  }
  return out;
}

double TimeAxis::draw_bars(Svg& svg, double top, double limit, bool narrow) const {
  constexpr double between = 6;
  double y = top;
  bool first = true;
  std::vector<Bar> all = bars();
  if (narrow && all.size() == 1 && !facts_.injections.empty()) {
    all.front().words.resize(all.front().words.find(':'));
  }
  for (const Bar& bar : all) {
    const double from = x(bar.from);
    // A name may go on past its bar; one that begins too far right ends at the limit instead.
    const double width = std::min(text_width(bar.words, true), limit - left_);
    const double begin = std::max(left_, std::min(from, limit - width));
    const std::string words = fitted(bar.words, limit - begin, true);
    const double foot = y + letters_foot;
    name_label(svg, "t-bold", begin, foot, words, full_name(bar.words));
    if (first) {
      // It may begin left of the axis, where nothing else stands at this height.
      const double on = x(Duration::zero());
      const bool before = begin >= on && facts_.baseline > Duration::zero();
      label(svg, "t-muted t-end", on - between, foot, before ? "baseline" : "");
      const double after = std::max(x(facts_.fault), begin + text_width(words, true)) + between;
      label(svg, "t-muted", after, foot, right_ - after > text_width("recovery") ? "recovery" : "");
      first = false;
    }
    constexpr double least_bar = 2;
    box(svg, "bar", from, foot + between, std::max(least_bar, x(bar.to) - from), bar_height);
    y += row_height;
  }
  return y;
}

void TimeAxis::draw_ground(Svg& svg, double top, double bottom) const {
  const double on = x(Duration::zero());
  const double off = x(facts_.fault);
  box(svg, "window", on, top, off - on, bottom - top);
  Path edges;
  edges.move(on, top).vertical(bottom).move(off, top).vertical(bottom);
  path(svg, "edge", edges);
  if (cut_) {
    const double from = x(*cut_);
    box(svg, "gap", from, top, right_ - from, bottom - top);
  }
}

std::string TimeAxis::gap_words() const {
  if (!cut_) {
    return {};
  }
  // With its sign, as on the axis: a time since the experiment's start is told without one.
  const bool after = *cut_ > Duration::zero();
  return "no data after " + (after ? '+' + duration(*cut_, digits_in_prose) : offset_words(*cut_));
}

void TimeAxis::draw_ticks(Svg& svg, double y, double limit) const {
  constexpr double size = 4;
  constexpr double foot = 17;
  Path marks;
  marks.move(left_, y).horizontal(right_);
  const Duration end = facts_.fault + facts_.recovery;
  const auto steps = static_cast<std::size_t>(std::max(1.0, (right_ - left_) / least_tick));
  double last = left_ - least_tick;
  const auto tick = [&](Duration due) {
    const std::string words = offset_words(due);
    const double half = text_width(words) / 2;
    const double middle = std::min(x(due), limit - half);  // the last one may stand at the edge
    marks.move(x(due), y).vertical(y + size);
    if (middle - half > last) {
      label(svg, "t-muted t-mid", middle, y + foot, words);
      last = middle + half + size;
    }
  };
  const std::vector<Duration> ticks = time_ticks(-facts_.baseline, end, steps);
  // The beginning, if it is no tick and its words leave room for the first one.
  const double room = ticks.empty() ? right_ - left_ : x(ticks.front()) - left_;
  if (facts_.baseline > Duration::zero() && room > text_width(offset_words(-facts_.baseline))) {
    tick(-facts_.baseline);
  }
  std::ranges::for_each(ticks, tick);
  path(svg, "axis", marks);
}

}  // namespace gameday::report::chart
