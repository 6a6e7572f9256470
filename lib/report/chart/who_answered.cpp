#include <algorithm>

#include <fmt/format.h>

#include "report/chart/arms.hpp"
#include "report/chart/frame.hpp"
#include "report/chart/letters.hpp"
#include "report/chart/marks.hpp"
#include "report/figures.hpp"
#include "report/lines.hpp"

namespace gameday::report::chart {
namespace {

constexpr double bar_height = 13;
constexpr double label_height = 16;
constexpr double between_rows = 13;
constexpr double swatch = 9;
constexpr double beside = 5;  // words, of their swatch

// What one label names: mostly one fill; nobody has one for each way to fail.
struct Segment {
  std::string words;
  std::string whole;
  bool failed = false;
  std::vector<std::pair<std::string, std::uint64_t>> fills;  // class, requests
  std::uint64_t requests() const {
    std::uint64_t sum = 0;
    for (const auto& [css, number] : fills) {
      sum += number;
    }
    return sum;
  }
};

// Keys of the first choice have lines of the ground, another provider's are hatched.
std::string css_of(bool degraded, std::size_t nth) {
  constexpr std::array first = {"f-ok", "key-2", "key-3", "key-4"};
  constexpr std::array other = {"f-degraded", "other-2"};
  return degraded ? other.at(nth % other.size()) : first.at(nth % first.size());
}

void add(std::vector<Segment>& out, const ArmSamples& samples, Segment segment) {
  const std::uint64_t requests = segment.requests();
  if (requests > 0) {
    const std::string part = ' ' + share(requests, samples.in_fault());
    segment.words = short_name(segment.whole) + part;
    segment.whole = full_name(segment.whole) + part;
    out.push_back(std::move(segment));
  }
}

std::vector<Segment> segments_of(const Document& document, const ArmSamples& samples) {
  std::vector<Segment> out;
  std::array<std::size_t, 2> given{};
  std::uint64_t seen = 0;
  for (const auto& [giver, requests] : samples.givers) {
    const std::string& provider = document.facts.cast.providers.at(giver.provider);
    const std::string who = giver.key.empty() ? provider : provider + '/' + giver.key;
    const std::size_t nth = given.at(giver.degraded ? 1 : 0)++;
    add(out, samples, {{}, who, false, {{css_of(giver.degraded, nth), requests}}});
    seen += requests;
  }
  std::uint64_t answered = 0;
  Segment nobody{{}, "nobody", true, {}};
  for (std::size_t at = 0; at < fill_count; ++at) {
    if (at < answered_fills) {
      answered += samples.fills.at(at);
    } else if (fill_at(at) != Fill::left && samples.fills.at(at) > 0) {
      nobody.fills.emplace_back(std::string("f-") + css_name(fill_at(at)), samples.fills.at(at));
    }
  }
  add(out, samples,
      {{}, "not seen", false, {{"f-unfinished", answered - std::min(seen, answered)}}});
  add(out, samples, {{}, "left", false, {{"f-left", samples.fills.at(index_of(Fill::left))}}});
  add(out, samples, std::move(nobody));
  return out;
}

struct Place {
  double left;
  double width;
};

struct Label {
  const Segment* segment;
  double x;
  std::size_t line;
  bool swatch;
};

// Above its segment each, or, where one is too narrow for its words, a list with swatches.
std::vector<Label> labels_of(const std::vector<Segment>& segments, const Place& bar,
                             std::uint64_t n) {
  constexpr double between = 14;
  const double unit = bar.width / static_cast<double>(n);
  const auto width = [&](const Segment& segment) {
    return static_cast<double>(segment.requests()) * unit;
  };
  const auto words = [](const Segment& segment) {
    return text_width(segment.words, segment.failed);
  };
  const bool fit =
      segments.size() == 1 || std::ranges::all_of(segments, [&](const Segment& segment) {
        return words(segment) + 4 <= width(segment);
      });
  std::vector<Label> out;
  double x = bar.left;
  std::size_t line = 0;
  for (const Segment& segment : segments) {
    if (!fit && x > bar.left && x + swatch + beside + words(segment) > bar.left + bar.width) {
      x = bar.left;
      ++line;
    }
    out.push_back({&segment, x, line, !fit});
    x += fit ? width(segment) : swatch + beside + words(segment) + between;
  }
  return out;
}

void draw_labels(Svg& svg, const std::vector<Label>& labels, double top) {
  constexpr double foot = 11;
  for (const Label& one : labels) {
    const double y = top + foot + label_height * static_cast<double>(one.line);
    const Segment& segment = *one.segment;
    if (one.swatch) {
      box(svg, segment.fills.front().first, one.x, y - swatch, swatch, swatch);
    }
    name_label(svg, segment.failed ? "t-fail" : "", one.x + (one.swatch ? swatch + beside : 0), y,
               segment.words, segment.whole);
  }
}

void draw_bar(Svg& svg, const std::vector<Segment>& segments, const Place& bar, std::uint64_t n,
              double top) {
  constexpr double gap = 1.5;  // between segments
  constexpr double least = 1;
  const double unit = bar.width / static_cast<double>(n);
  std::uint64_t before = 0;
  for (const Segment& segment : segments) {
    for (const auto& [css, requests] : segment.fills) {
      const double x = bar.left + static_cast<double>(before) * unit;
      before += requests;
      const double width = static_cast<double>(requests) * unit - (before < n ? gap : 0);
      box(svg, css, x, top, std::max(least, width), bar_height);
    }
  }
}

std::string description(const std::vector<Segment>& segments, const Arm& arm, std::uint64_t n) {
  std::vector<std::string> words;
  for (const Segment& segment : segments) {
    words.push_back(segment.whole);
  }
  return fmt::format(" {}, n {}: {}.", arm.whole, count(n), joined(words, ", "));
}

std::string caption(const Samples& samples, std::size_t experiment, const std::vector<Arm>& arms) {
  std::uint64_t low = samples.of(experiment, arms.front().index).in_fault();
  std::uint64_t high = low;
  for (const Arm& arm : arms) {
    low = std::min(low, samples.of(experiment, arm.index).in_fault());
    high = std::max(high, samples.of(experiment, arm.index).in_fault());
  }
  const std::string requests =
      low == high ? fmt::format("The {} request{}", count(low), low == 1 ? "" : "s")
                  : "The requests";
  return requests + (arms.size() > 1 ? " of each arm" : "") +
         " in the fault window, by provider and key. Hatched: another provider or model than the "
         "first (degraded).";
}

}  // namespace

Figure who_answered(const Samples& samples, std::size_t experiment, Drawing drawing) {
  Head head;
  head.id = fmt::format("who-{}-{}", experiment, drawing.part);
  head.title = "Who answered";
  if (const std::string why = why_empty(samples, experiment); !why.empty()) {
    return no_data(head, drawing, why);
  }
  constexpr double names = 138;
  const bool wide = drawing.width == Width::wide;
  head.width = units(drawing);
  const std::vector<Arm> arms = arms_of(samples.document().facts, drawing.part);
  const Place bar = wide ? Place{names, head.width - names} : Place{0, head.width};
  head.description = "Fault window.";
  Svg marks;
  double top = 0;
  for (const Arm& arm : arms) {
    const ArmSamples& of = samples.of(experiment, arm.index);
    const std::uint64_t n = of.in_fault();
    const std::vector<Segment> segments = segments_of(samples.document(), of);
    const std::vector<Label> labels = labels_of(segments, bar, std::max<std::uint64_t>(1, n));
    const double label_top = top + (wide ? 0 : label_height);
    const double bar_top =
        label_top + label_height * static_cast<double>(labels.empty() ? 1 : labels.back().line + 1);
    name_label(marks, "t-bold", 0, wide ? bar_top + bar_height - 2 : top + 11, arm.name, arm.whole);
    if (n == 0) {
      label(marks, "t-muted", bar.left, bar_top + bar_height - 2, "no request was due");
    } else {
      draw_labels(marks, labels, label_top);
      draw_bar(marks, segments, bar, n, bar_top);
    }
    head.description += description(segments, arm, n);
    top = bar_top + bar_height + between_rows;
  }
  head.height = top - between_rows + 1;
  Svg svg = framed(head, drawing);
  svg.raw(marks.take());
  return finished(std::move(svg), head, caption(samples, experiment, arms));
}

}  // namespace gameday::report::chart
