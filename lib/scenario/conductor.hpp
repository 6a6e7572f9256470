#pragma once
// Plays a plan: experiment after experiment, all arms at once, faults on and off at their times.
//
// Runs on the load's world. When the run is stopped, faults are healed first, then the load ends,
// then the servers come down; what was recorded until then stays.

#include <memory>
#include <string>
#include <vector>

#include "record/sink.hpp"
#include "rt/world.hpp"
#include "scenario/plan.hpp"
#include "scenario/stage.hpp"

namespace gameday::scenario {

/// Where the run is, for a display.
struct Standing {
  std::size_t experiment = 0;
  record::Window window = record::Window::baseline;
  TimePoint window_started{};
  Duration window_length{};
  bool draining = false;
  std::vector<const ArmStage*> arms;  // alive while the experiment runs; empty between two
};

struct Ending {
  bool stopped = false;            // by the Stop that was given
  std::string problem;             // servers could not be raised
  std::vector<TimePoint> started;  // of each experiment that began
};

class Conductor {
 public:
  Conductor(rt::World& world, const Scenario& scenario, const Plan& plan, Stage& stage,
            record::Sink& sink);

  rt::awaitable<Ending> run(const rt::Stop& stop);
  const Standing& standing() const { return standing_; }

 private:
  using Arms = std::vector<std::unique_ptr<ArmStage>>;

  rt::awaitable<std::string> raise_all(std::uint16_t experiment, Arms& arms);
  rt::awaitable<void> play(std::uint16_t experiment, Arms& arms, TimePoint start,
                           const rt::Stop& stop);
  rt::awaitable<void> follow_timeline(std::uint16_t experiment, Arms& arms, TimePoint start,
                                      const rt::Stop& stop);
  rt::awaitable<void> change(std::uint16_t experiment, Arms& arms, const Switch& change);
  rt::awaitable<void> apply(std::uint16_t experiment, Arms& arms, Open open);
  rt::awaitable<void> heal(std::uint16_t experiment, Arms& arms);
  rt::awaitable<void> close(std::uint16_t experiment, Arms& arms);
  void enter(std::uint16_t experiment, record::Window window, Duration length);
  void tell(record::Event::Kind kind, std::uint16_t experiment, std::string text = {});
  /// One event for each provider that the fault is put into.
  void tell_fault(record::Event::Kind kind, std::uint16_t experiment, std::size_t fault);

  rt::World& world_;
  const Scenario& scenario_;
  const Plan& plan_;
  Stage& stage_;
  record::Sink& sink_;
  std::vector<bool> active_;  // by fault of the experiment that runs
  Standing standing_;
};

}  // namespace gameday::scenario
