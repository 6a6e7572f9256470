#pragma once
// The display of a run on stderr: redrawn in place four times a second on a terminal, else a plain
// line for each event and one a minute as a sign of life.

#include <string>

#include "report/progress.hpp"
#include "scenario/conductor.hpp"
#include "tally.hpp"

namespace gameday::app {

class Live {
 public:
  Live(const verdict::RunFacts& facts, record::Sink& next);

  /// Put before the run's own sink.
  record::Sink& sink() { return tally_; }
  /// A line that stays; the display goes on below it.
  void say(const std::string& line);
  /// Draws until `over` is requested.
  rt::awaitable<void> watch(rt::World& world, const scenario::Conductor& conductor,
                            const rt::Stop& over);

 private:
  report::Progress progress(const scenario::Standing& standing, TimePoint now) const;
  report::ArmProgress arm_progress(std::size_t arm, const scenario::Standing& standing) const;
  Duration to_go(const scenario::Standing& standing, Duration elapsed) const;
  void draw(const report::Progress& progress);
  void erase();
  void tell(const record::Event& event);

  const verdict::RunFacts& facts_;
  const bool terminal_;
  Tally tally_;
  std::size_t drawn_lines_ = 0;
};

}  // namespace gameday::app
