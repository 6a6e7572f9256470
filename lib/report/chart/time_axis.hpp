#pragma once
// The one axis of an experiment's time figure: 0 is fault on. It knows where the fault window lies,
// which injections were on when, and where the records end.

#include <optional>
#include <string>

#include "report/chart/samples.hpp"
#include "report/chart/scale.hpp"
#include "report/chart/svg.hpp"

namespace gameday::report::chart {

class TimeAxis {
 public:
  TimeAxis(const Samples& samples, std::size_t experiment, double left, double right);

  double x(Duration due) const { return scale_(to_seconds(due)); }
  double left() const { return left_; }
  double right() const { return right_; }
  /// Requests due later than this were never sent: the axis's end, unless the records stop before.
  Duration end_of_data() const;

  /// The names of the windows and a bar for each injection and act from `top` on, out to `limit`; a
  /// narrow figure says of a single one only how long it was. Returns where they end.
  double draw_bars(Svg& svg, double top, double limit, bool narrow) const;
  /// Behind a panel: the window's tint and its dotted edges, and what has no data.
  void draw_ground(Svg& svg, double top, double bottom) const;
  /// `no data after +26 s`; empty: the records go on to the end.
  std::string gap_words() const;
  /// No words of theirs go beyond `limit`.
  void draw_ticks(Svg& svg, double y, double limit) const;

 private:
  struct Bar {
    std::string words;
    Duration from{};
    Duration to{};
  };
  std::vector<Bar> acts() const;
  std::vector<Bar> bars() const;

  Document document_;
  std::size_t experiment_;
  const verdict::ExperimentFacts& facts_;
  std::optional<Duration> cut_;
  double left_;
  double right_;
  Scale scale_;
};

/// `−5 s`, `0 s`, `+10 s`
std::string offset_words(Duration due);

}  // namespace gameday::report::chart
